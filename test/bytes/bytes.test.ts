import { describe, expect, test } from 'vitest';
import { installRuntimes, otherNodes } from '../../scripts/runtimes.ts';
import { chromiumPath, hashesInChromium } from './in-chromium.ts';
import { hashesInNode, type Run } from './in-node.ts';

/**
 * Expected after portable maths: these still use Math.log, exp, sin or cos on their way, which differ between engines. Take a name from
 * the list when its code uses src/math/elementary.
 */
const NOT_YET = ['random normal', 'pixel centres', 'realisation, single', 'realisation, double'];

const portable = ({ hashes }: Run) => Object.entries(hashes).filter(([name]) => !NOT_YET.includes(name));

const here = await hashesInNode(process.execPath);
const { installed, message } = installRuntimes();
if (!installed) process.stderr.write(`other versions of Node could not be installed:\n${message}`);
const chromium = chromiumPath();

describe(`the bytes that Node ${here.version} computes`, () => {
  test('are hashed, and those not yet portable have names of results', () => {
    expect(portable(here).length).toBeGreaterThan(15);
    expect(Object.keys(here.hashes)).toEqual(expect.arrayContaining(NOT_YET));
    for (const hash of Object.values(here.hashes)) expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('are the same without its optimising compilers', async () => {
    const run = await hashesInNode(process.execPath, '--no-opt', '--no-maglev', '--no-sparkplug');
    expect(run.hashes).toEqual(here.hashes);
  });

  // Where they could not be installed this is skipped, and with CI=true a failure.
  test.skipIf(!installed && process.env.CI !== 'true').each(Object.entries(otherNodes()))(
    'are those of Node %s',
    async (version, path) => {
      expect(installed, message).toBe(true);
      const run = await hashesInNode(path);
      expect(run.version).toBe(version);
      expect(portable(run)).toEqual(portable(here));
    },
  );

  const reason = chromium === undefined ? ' (skipped: chromium is not installed)' : '';
  test.skipIf(chromium === undefined)(`are those of Chromium${reason}`, async () => {
    const run = await hashesInChromium(chromium as string);
    expect(portable(run)).toEqual(portable(here));
  });
});
