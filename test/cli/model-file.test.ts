/** What a model file states beside the turbulence and the theory is heeded as its flags are, and flags override it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openRun } from '../../src/campaign/open.ts';
import { writeFitsMap } from '../../src/files/fits/write.ts';
import { cranis, cranisJson, temporaryFolder } from './cranis.ts';

const folder = temporaryFolder();
const place = (name: string) => join(folder, name);
const file = (name: string, text: string | Uint8Array) => writeFileSync(place(name), text);

test('[simulation] engine and keep', async () => {
  file(
    'run.toml',
    '[turbulence]\nk0 = 0.1\nk1 = 10\n[simulation]\nmodes = 20\nnSide = 2\ntimes = [1]\nrealisations = 1\nengine = "double"\nkeep = "spectra"\n',
  );
  const simulate = (...args: string[]) => cranis(['simulate', 'run.toml', '--quiet', ...args], { cwd: folder });
  expect((await simulate('-o', 'stated')).code).toBe(0);
  expect((await simulate('--engine', 'single', '--keep', 'maps', '-o', 'overridden')).code).toBe(0);
  expect(openRun(place('stated')).spec).toMatchObject({ engine: 'double', keep: 'spectra' });
  expect(openRun(place('overridden')).spec).toMatchObject({ engine: 'single', keep: 'maps' });
  expect(openRun(place('stated')).spec.parameters).not.toHaveProperty('engine');
});

test('[sky], and no other section, by cranis sky --config', async () => {
  file(
    'map.fits',
    writeFitsMap([{ name: 'I', values: Float64Array.from({ length: 192 }, (_, p) => Math.sin(p)) }], {
      coordinates: 'C',
    }),
  );
  file(
    'sky.toml',
    '[theory]\nlMax = 3\n[sky]\nremove = "dipole"\nwithoutM0 = true\niterations = 1\nslope = 0\nbandWidth = 3\n',
  );
  const sky = (...args: string[]) =>
    cranisJson<{ parameters: object }>(['sky', 'map.fits', '--coverage', '-70..70', ...args], { cwd: folder });
  const flags = '--remove dipole --without-m0 --iterations 1 --slope 0 --band-width 3'.split(' ');
  const stated = await sky('--config', 'sky.toml');
  expect(stated).toEqual(await sky(...flags));
  expect(stated.parameters).toMatchObject({ lMax: 11, remove: 'dipole', withoutM0: true, iterations: 1, bandWidth: 3 });
  expect((await sky('--config', 'sky.toml', '--iterations', '2')).parameters).toMatchObject({
    iterations: 2,
    slope: 0,
  });
});

test('[fit] of cranis fit', async () => {
  file('fit.toml', '[theory]\nlMax = 12\n[fit]\nsamples = 200\nprior = "flat"\nlikelihood = "gaussian"\n');
  const fitted = (...args: string[]) =>
    cranisJson<Record<string, object>>(
      ['fit', ...args, '--data', 'hawc-icecube-2019', '--free', 'gradient', '--l-range', '1..6'],
      { cwd: folder },
    );
  const stated = await fitted('fit.toml');
  expect(stated).toEqual(await fitted(...'--l-max 12 --samples 200 --prior flat --likelihood gaussian'.split(' ')));
  expect(stated).toMatchObject({ prior: { kind: 'flat' }, likelihood: { kind: 'gaussian' } });
  expect(await fitted('fit.toml', '--prior', 'jeffreys')).toMatchObject({ prior: { kind: 'jeffreys' } });
});

test.each([
  ['engine = "quick"', '[simulation]', /bad\.toml:2:1: engine: quick is not one of single, double, fused, oracle/],
  [
    'withoutM0 = "yes"',
    '[sky]',
    /bad\.toml:2:1: withoutM0: the text "yes" is not true or false \(give true or false\)/,
  ],
  ['iterations = 101', '[sky]', /bad\.toml:2:1: iterations: 101 is above 100/],
  ['samples = 3', '[fit]', /bad\.toml:2:1: samples: 3 is below 100/],
  ['iterations = 3', '[fit]', /unknown key iterations in \[fit\], it belongs to \[sky\]/],
])('a mistake in a model file: %s in %s', async (line, section, message) => {
  file('bad.toml', `${section}\n${line}\n`);
  const { code, stderr } = await cranis(['spectrum', 'bad.toml'], { cwd: folder });
  expect(stderr).toMatch(message);
  expect(code).toBe(2);
});
