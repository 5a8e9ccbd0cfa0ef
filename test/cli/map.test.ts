import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openRun } from '../../src/campaign/open.ts';
import { readFitsMap } from '../../src/files/fits/read.ts';
import { cranis, temporaryFolder } from './cranis.ts';
import { makeRun } from './run-fixture.ts';

const folder = temporaryFolder();
const place = (name: string) => join(folder, name);
const python = spawnSync('/usr/bin/python3', ['-c', 'import healpy']).status === 0;

/** As the metadata of a picture say. */
const componentOf = (svg: string) => /&quot;component&quot;:&quot;([\w-]+)/u.exec(svg)?.[1];

describe('cranis map', () => {
  beforeAll(async () => {
    await makeRun(place('run'));
  });
  const map = (...args: string[]) => cranis(['map', place('run'), ...args]);

  test('a FITS file holds all maps of a realisation at one time, to the last bit, and its parameters', async () => {
    expect(await map('--time', '2', '--realisation', '3', '-o', place('m.fits'))).toMatchObject({
      code: 0,
      stdout: '',
      stderr: '',
    });
    const { displacement, direction } = openRun(place('run')).read(3, ['displacement', 'direction'])!;
    const at = (values: Float64Array, c: number) => values.slice((3 + c) * 192, (4 + c) * 192);
    const file = await readFitsMap(readFileSync(place('m.fits')));
    const columns = Object.fromEntries(file.maps.map(({ name, values }) => [name, Float64Array.from(values)]));
    expect(Object.keys(columns)).toEqual(['DX', 'DY', 'DZ', 'DISTANCE', 'PX', 'PY', 'PZ']);
    expect(columns.DZ).toEqual(at(displacement, 2));
    expect(columns.PX).toEqual(at(direction, 0));
    for (let p = 0; p < 192; p++) {
      expect(columns.DISTANCE[p]).toBeCloseTo(Math.hypot(columns.DX[p], columns.DY[p], columns.DZ[p]), 12);
    }
    expect(readFileSync(place('m.fits'), 'latin1')).toMatch(/HIERARCH cranis k1 = +10 .*HIERARCH cranis seed = +3 /s);
  });

  test.skipIf(!python)('healpy and astropy open it without a warning', async () => {
    await map('--time', '8', '-o', place('h.fits'));
    const code = `
import json, sys
import healpy
from astropy.io import fits
from astropy.table import Table
m, h = healpy.read_map(sys.argv[1], field=(0, 6), h=True, dtype=None)
with fits.open(sys.argv[1], checksum=True) as file: header = file[1].header.copy()
Table.read(sys.argv[1])
print(json.dumps({'x': m[0].tolist(), 'pz': m[1].tolist(), 'ordering': dict(h)['ORDERING'], 'time': header['LOOKBACK'],
  'k0': header['cranis k0'], 'realisation': header['REALISAT'], 'engine': header['ENGINE']}))`;
    const { stdout, stderr } = spawnSync('/usr/bin/python3', ['-W', 'error', '-c', code, place('h.fits')], {
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    const shown = JSON.parse(stdout);
    expect(shown).toMatchObject({ ordering: 'RING', time: 8, k0: 0.1, realisation: 0, engine: 'single' });
    const { displacement, direction } = openRun(place('run')).read(0, ['displacement', 'direction'])!;
    expect(shown.x).toEqual([...displacement.slice(6 * 192, 7 * 192)]);
    expect(shown.pz).toEqual([...direction.slice(8 * 192, 9 * 192)]);
  });

  test('pictures by their endings, the component as asked', async () => {
    for (const ending of ['svg', 'png', 'pdf']) {
      expect((await map('--time', '8', '-o', place(`m.${ending}`))).code).toBe(0);
      expect(existsSync(place(`m.${ending}`))).toBe(true);
    }
    const x = readFileSync(place('m.svg'), 'utf8');
    expect(/<image [^>]*data:image\/png;base64/u.test(x)).toBe(true);
    expect(componentOf(x)).toBe('x');
    expect((await map('--time', '8', '--component', 'distance', '-o', place('d.svg'))).code).toBe(0);
    expect(componentOf(readFileSync(place('d.svg'), 'utf8'))).toBe('distance');
    await map('--time', '8', '-o', place('again.svg'));
    expect(readFileSync(place('again.svg'), 'utf8') === x).toBe(true);
    expect((await map('--time', '8', '--component', 'direction-y', '-o', place('one.fits'))).code).toBe(0);
    expect((await readFitsMap(readFileSync(place('one.fits')))).maps.map(({ name }) => name)).toEqual(['PY']);
  });

  test.each([
    ['--time 2', /required option -o, --output <file> not specified/],
    ['-o m.fits', /required option --time <time> not specified/],
    ['--time 2 -o m.gif', /-o m.gif: unknown ending .gif \(the ending says the format: .fits, .svg, .png, .pdf\)/],
    ['--time 2 -o map', /no ending/],
    ['--time 1 -o m.png', /--time: 1 is not among the times/],
    ['--time 2 --realisation 4 -o m.png', /there is no realisation 4 \(they are numbered from 0 to 3\)/],
    ['--time 2 --realisation -1 -o m.png', /--realisation: -1 is not a whole number from 0/],
    ['--time 2 --component w -o m.png', /--component: w is not one of x, y, z/],
    ['--time 2 -o /nowhere/m.fits', /folder \/nowhere does not exist/],
  ])('bad input: %s', async (args, message) => {
    const { code, stderr, stdout } = await map(...args.split(' '));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test('runs without maps are refused: spectra alone, random directions, a realisation not made', async () => {
    const slim = await makeRun(place('slim'), '--keep', 'spectra', '--realisations', '1');
    const random = await makeRun(place('random'), '--directions', 'random', '--realisations', '1');
    const of = async (path: string) => (await cranis(['map', path, '--time', '2', '-o', place('never.fits')])).stderr;
    expect(await of(slim)).toMatch(/kept spectra alone, there are no maps \(make it with --keep maps\)/);
    expect(await of(random)).toMatch(/its directions are random ones, not pixel centres/);
    expect(existsSync(place('never.fits'))).toBe(false);
  });
});
