import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { cleanDist } from '../../scripts/clean-dist.ts';
import { cranisJson, ROOT, temporaryFolder } from '../cli/cranis.ts';
import { install, npm, pack, sizeOf } from './installed.ts';

const folder = temporaryFolder();
cleanDist(join(ROOT, 'dist'), join(ROOT, 'src')); // as the build does
const tarball = pack(folder);
const home = join(folder, 'elsewhere');
const { succeeded, output } = install(tarball, home);
if (!succeeded) process.stderr.write(`the package's dependencies could not be installed, so it is not run:\n${output}`);
const installed = join(home, 'node_modules/cranis');

describe('the tarball', () => {
  const paths = tarball.files.map(({ path }) => path);

  test('holds the command, the library with its types, the data, and what a package says of itself', () => {
    for (const path of [
      'bin/cranis.js',
      'dist/index.js',
      'dist/index.d.ts',
      'dist/figures/index.js',
      'dist/figures/index.d.ts',
      'dist/node/index.js',
      'dist/node/index.d.ts',
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
    const data = readdirSync(join(ROOT, 'data'), { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    for (const { parentPath, name } of data) expect(paths).toContain(relative(ROOT, join(parentPath, name)));
  });

  test('holds nothing else: no sources, no tests, no scripts', () => {
    const known =
      /^(?:bin\/cranis\.js|dist\/.*\.(?:js|d\.ts)|(?:data|examples|schema)\/.*|[A-Z]+\.md|LICENSE|CITATION\.cff|package\.json)$/;
    expect(paths.filter((path) => !known.test(path) || /\btest\b/.test(path))).toEqual([]);
  });

  test('is below 600 kB without its fonts, which are below 400 kB, and below 3 MB unpacked', () => {
    const fonts = tarball.files.filter(({ path }) => path.endsWith('.ttf'));
    const packed = gzipSync(Buffer.concat(fonts.map(({ path }) => readFileSync(join(ROOT, path))))).length;
    expect(tarball.size - packed).toBeLessThan(600e3);
    expect(fonts.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(400e3);
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
    for (const name of ['preinstall', 'install', 'postinstall', 'prepare']) expect(scripts).not.toHaveProperty(name);
  });
});

describe.skipIf(!succeeded && process.env.CI !== 'true')('installed elsewhere', () => {
  test('npm installs it and warns of nothing: no script to allow, nothing deprecated', () => {
    expect(succeeded, output).toBe(true);
    expect(output).not.toMatch(/warn|deprecated|script/iu);
  });

  test('with its dependencies it is below 55 MB; those of development are not there', () => {
    const size = sizeOf(join(home, 'node_modules'));
    const packages = Object.keys(
      JSON.parse(readFileSync(join(home, 'node_modules/.package-lock.json'), 'utf8')).packages,
    ).length;
    process.stdout.write(`installed: ${(size / 1e6).toFixed(1)} MB, ${packages} packages\n`);
    expect(size).toBeLessThan(55e6);
    expect(statSync(installed).isDirectory()).toBe(true);
    for (const name of ['typescript', 'vitest', 'assemblyscript', 'zarrita', 'ml-matrix', 'dejavu-fonts-ttf']) {
      expect(existsSync(join(home, 'node_modules', name)), name).toBe(false);
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
      import { figureDocument, packagedSpectra, renderSvg, svgToPdf, svgToPng, writeFigure } from 'cranis/node';
      console.log(exactSpectrum(createModel(), { lMax: 3 }).C.length, packagedSpectra('hawcIceCube2019').length);
      console.log(typeof figure2, typeof writeFigure, typeof renderSvg, figureDocument().nodeType);
      const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text y="9">ℓ</text></svg>';
      const files = [await svgToPng(svg), await svgToPdf(svg)];
      console.log(files.map((file) => Buffer.from(file).toString('latin1', 1, 4)).join(' '));`);
    expect(stdout).toMatch(/^\d+ 1\nfunction function function 9\nPNG PDF\n$/);
    expect(run("await import('cranis/dist/cli/main.js')").stderr).toContain('ERR_PACKAGE_PATH_NOT_EXPORTED');
  });

  test('TypeScript finds its types, with no types of Node and no setting beyond its defaults', () => {
    writeFileSync(
      join(home, 'user.ts'),
      `import { createModel, exactSpectrum, type Model } from 'cranis';
import { panels } from 'cranis/figures';
import { figureDocument, svgToPng } from 'cranis/node';
const model: Model = createModel();
const spectrum = exactSpectrum(model, { lMax: 3 });
const notText: string = spectrum.C;
export const png: Promise<Uint8Array> = svgToPng(panels(figureDocument(), { panels: [] }));
`,
    );
    const options = ['--noEmit', '--strict', '--target', 'es2023', '--module', 'nodenext', '--types', ''];
    const { stdout } = npm(join(ROOT, 'node_modules/.bin/tsc'), [...options, 'user.ts'], home);
    // The one mistake that is there to be found.
    expect(
      stdout
        .trim()
        .split('\n')
        .filter((line) => line.includes('error')),
    ).toEqual([expect.stringContaining('user.ts(6,7): error TS2322')]);
  });
});
