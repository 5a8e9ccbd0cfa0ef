import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  createModel,
  createStep,
  evolvedSpectrum,
  generator,
  mixingMatrix,
  resummedMixing,
  steadySpectrum,
} from '../../src/index.ts';
import { ROOT, temporaryFolder } from '../cli/cranis.ts';
import { filesIn } from './documents.ts';
import { runIn } from './linked.ts';

const folder = temporaryFolder();
const printed = new Map<string, Promise<string>>();

/** What an example prints; each is run once. */
function run(name: string): Promise<string> {
  const output = printed.get(name) ?? runIn(folder, process.execPath, [join(ROOT, name)]);
  printed.set(name, output);
  return output;
}

describe.concurrent('the examples run', () => {
  test.each(filesIn(['examples'], /\.ts$/))('%s prints something, and nothing that is not a number', async (name) => {
    const text = await run(name);
    expect(text).not.toBe('');
    expect(text).not.toMatch(/NaN|undefined|Infinity/);
  });

  test('own-turbulence draws its figure', async () => {
    expect(await run('examples/own-turbulence.ts')).toMatch(
      /^C_ℓ falls as ℓ\^-2\.\d\d; drawn in own-turbulence\.pdf\n$/,
    );
    expect(readdirSync(folder)).toContain('own-turbulence.pdf');
  });

  test('mixing-matrix prints the diagonal of M and of exp(−AΔT), to the digits shown', async () => {
    const { turbulence, deltaT } = createModel({ alpha: 50 });
    const M = mixingMatrix(createStep(turbulence, deltaT), { lMax: 40, method: 'wigner' });
    const resummed = resummedMixing(generator(M), deltaT);
    const lines = (await run('examples/mixing-matrix.ts')).trimEnd().split('\n');
    expect(lines.slice(0, 2).every((line) => line.endsWith('true'))).toBe(true);
    expect(lines.slice(3).map((line) => line.trim().split(/ +/))).toEqual(
      [1, 2, 5, 10].map((l) => [`${l}`, (M.M.values[l * 42] - 1).toFixed(4), (resummed.values[l * 42] - 1).toFixed(4)]),
    );
  });

  test('evolution prints C_1 and C_5 over the steady state, to the digits shown', async () => {
    const model = createModel({ alpha: 50 });
    const steady = steadySpectrum(model, { lMax: 60 }).C;
    const lines = (await run('examples/evolution.ts')).trimEnd().split('\n').slice(1);
    expect(lines.map((line) => line.trim().split(/ +/))).toEqual(
      [1, 3, 10, 30, 100].map((time) => {
        const { C } = evolvedSpectrum(model, { lMax: 60, time });
        return [`${time}`, (C[1] / steady[1]).toFixed(3), (C[5] / steady[5]).toFixed(3)];
      }),
    );
  });
});
