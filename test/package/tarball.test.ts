import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cleanDist } from '../../scripts/clean-dist.ts';
import { cranisJson, ROOT, temporaryFolder } from '../cli/cranis.ts';
import { install, npm, pack } from './installed.ts';

const folder = temporaryFolder();
cleanDist(join(ROOT, 'dist'), join(ROOT, 'src')); // as the build does
const tarball = pack(folder);
const home = join(folder, 'elsewhere');
const failure = install(tarball, home);
if (failure) process.stderr.write(`the package's dependencies could not be installed, so it is not run:\n${failure}`);
const installed = join(home, 'node_modules/cranis');

describe('the tarball', () => {
  const paths = tarball.files.map(({ path }) => path);

  test('holds the command, the library with its types, the data, and what a package says of itself', () => {
    for (const path of [
      'bin/cranis.js',
      'dist/index.js',
      'dist/index.d.ts',
      'dist/figures/index.d.ts',
      'dist/node.d.ts',
      'dist/cli/main.js',
      'data/README.md',
      'package.json',
      'README.md',
      'LICENSE',
      'CHANGELOG.md',
      'CITATION.cff',
    ]) {
      expect(paths).toContain(path);
    }
    for (const data of readdirSync(join(ROOT, 'data'))) expect(paths).toContain(`data/${data}`);
  });

  test('holds nothing else: no sources, no tests, no scripts', () => {
    const known =
      /^(?:bin\/cranis\.js|dist\/.*\.(?:js|d\.ts)|(?:data|examples|schema)\/.*|[A-Z]+\.md|LICENSE|CITATION\.cff|package\.json)$/;
    expect(paths.filter((path) => !known.test(path) || /\btest\b/.test(path))).toEqual([]);
  });

  test('is below 600 kB, and below 3 MB unpacked', () => {
    expect(tarball.size).toBeLessThan(600e3);
    expect(tarball.files.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(3e6);
  });

  test('names no place of this machine', () => {
    const here = [ROOT, homedir(), tmpdir()].map((place) => (place.endsWith(sep) ? place : `${place}${sep}`));
    for (const { path } of tarball.files) {
      const text = readFileSync(join(ROOT, path), 'utf8');
      // WebAssembly stands in base64 in its module.
      const code = [...text.matchAll(/'([A-Za-z0-9+/]{1000,}={0,2})'/g)].map(([, base64]) => atob(base64));
      for (const place of here)
        for (const part of [text, ...code]) expect(part.includes(place), `${place} in ${path}`).toBe(false);
    }
  });

  test('has no script that would run at its user’s', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    for (const name of ['preinstall', 'install', 'postinstall']) expect(scripts).not.toHaveProperty(name);
  });
});

describe.skipIf(failure !== undefined && process.env.CI !== 'true')('installed elsewhere, with no script run', () => {
  test('its dependencies can be installed, those of development are not', () => {
    expect(failure).toBeUndefined();
    expect(statSync(installed).isDirectory()).toBe(true);
    for (const name of ['typescript', 'vitest', 'assemblyscript']) {
      expect(existsSync(join(home, 'node_modules', name))).toBe(false);
    }
  });

  test('npx cranis spectrum --format json gives the numbers of the checkout, to the last bit', async () => {
    const command = ['spectrum', '--alpha', '50', '--l-max', '30', '--format', 'json'];
    const { status, stdout } = npm('npx', ['cranis', ...command], home);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual(await cranisJson(command));
  });

  test('npx cranis figure 2 makes its four files, fonts and data included', () => {
    const { status, stdout } = npm('npx', ['cranis', 'figure', '2', '-o', 'figures'], home);
    expect(status).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(4);
    expect(readFileSync(join(home, 'figures/figure-2.svg'), 'utf8')).toContain('(digitised)');
  });

  test('npx cranis with a mistake in it: exit code 2', () => {
    expect(npm('npx', ['cranis', 'spectrum', '--k0', 'abc'], home).status).toBe(2);
  });

  test('its three entries can be imported, and nothing beside them', () => {
    const run = (code: string) => npm(process.execPath, ['--input-type=module', '-e', code], home);
    const { stdout } = run(`
      import { createModel, exactSpectrum } from 'cranis';
      import { figure2 } from 'cranis/figures';
      import { packagedSpectra, writeFigure } from 'cranis/node';
      console.log(exactSpectrum(createModel(), { lMax: 3 }).C.length, packagedSpectra('hawcIceCube2019', '').length);
      console.log(typeof figure2, typeof writeFigure);`);
    expect(stdout).toBe('3 1\nfunction function\n');
    expect(run("await import('cranis/dist/cli/main.js')").stderr).toContain('ERR_PACKAGE_PATH_NOT_EXPORTED');
  });
});
