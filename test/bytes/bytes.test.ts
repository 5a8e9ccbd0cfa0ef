import { describe, expect, test } from 'vitest';
import { installRuntimes, otherNodes } from '../../scripts/runtimes.ts';
import { chromiumPath, hashesInChromium } from './in-chromium.ts';
import { hashesInNode } from './in-node.ts';

const here = await hashesInNode(process.execPath);
const { installed, message } = installRuntimes();
if (!installed) process.stderr.write(`other versions of Node could not be installed:\n${message}`);
const chromium = chromiumPath();

describe(`the bytes that Node ${here.version} computes`, () => {
  test('are hashed', () => {
    expect(Object.keys(here.hashes).length).toBeGreaterThan(35);
    const different = new Set(Object.values(here.hashes)).size;
    expect(different).toBe(Object.keys(here.hashes).length - 1); // the oracle is the double engine in TypeScript
    expect(here.hashes['realisation, oracle']).toBe(here.hashes['realisation, double']);
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
      expect(run.hashes).toEqual(here.hashes);
    },
  );

  const reason = chromium === undefined ? ' (skipped: chromium is not installed)' : '';
  test.skipIf(chromium === undefined)(`are those of Chromium${reason}`, async () => {
    const run = await hashesInChromium(chromium as string);
    expect(run.hashes).toEqual(here.hashes);
  });
});
