import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import FileSystemStore from '@zarrita/storage/fs';
import { beforeAll, describe, expect, test } from 'vitest';
import * as zarr from 'zarrita';
import { createThreadExecutor } from '../../src/campaign/executors/threads/executor.ts';
import { openRun, prepareRun } from '../../src/campaign/open.ts';
import { planRun, simulate, size } from '../../src/campaign/simulate.ts';
import { realisationTask } from '../../src/ensemble/record.ts';
import { CranisError } from '../../src/model/errors.ts';
import { pixelCentres } from '../../src/sky/healpix.ts';
import { temporaryFolder } from '../cli/cranis.ts';
import { contentOf, specOf } from './runs.ts';

const folder = temporaryFolder();
const place = (name: string) => join(folder, name);

/** A run of three realisations in a folder of its own. */
async function madeRun(name: string, ...stated: Parameters<typeof specOf>): Promise<string> {
  const spec = specOf(...stated);
  const store = prepareRun(place(name), spec);
  await store.begin();
  const task = await realisationTask(spec);
  for (let i = 0; i < spec.realisations; i++) await store.write(i, await task(i));
  return place(name);
}

describe('a run on disk', () => {
  let path = '';
  beforeAll(async () => {
    path = await madeRun('run');
  });

  test('gives back what was written, to the last bit', async () => {
    const record = await (await realisationTask(specOf()))(1);
    const store = openRun(path);
    const read = store.read(1, Object.keys(record));
    expect(read).toEqual(record);
    expect(openRun(path).spec).toEqual(specOf());
  });

  test('is a Zarr v3 group that zarrita opens: chunks a realisation, labelled dimensions, units', async () => {
    const root = zarr.root(new FileSystemStore(path));
    const group = await zarr.open.v3(root, { kind: 'group' });
    expect(group.attrs).toMatchObject({
      version: '0.0.0-test',
      engine: 'single',
      keep: 'maps',
      parameters: { k0: 0.1, k1: 10, modes: 20, nSide: 2, times: [0.5, 2], seed: 5, geometry: 'isotropic' },
    });
    const displacement = await zarr.open.v3(root.resolve('displacement'), { kind: 'array' });
    expect(displacement.shape).toEqual([3, 2, 3, 48]);
    expect(displacement.chunks).toEqual([1, 2, 3, 48]);
    expect(displacement.dimensionNames).toEqual(['realisation', 'time', 'component', 'pixel']);
    expect(displacement.attrs.units).toBe('r_g');
    const { data } = await zarr.get(displacement, [2, null, null, null]);
    expect(data).toEqual(openRun(path).read(2, ['displacement'])!.displacement);
    const component = await zarr.open.v3(root.resolve('component'), { kind: 'array' });
    expect((await zarr.get(component)).data).toEqual(['x', 'y', 'z']);
    const start = await zarr.open.v3(root.resolve('startDirection'), { kind: 'array' });
    const y = (await zarr.get(start, [1, null])).data as Float64Array;
    expect(y).toEqual(Float64Array.from({ length: 48 }, (_, i) => pixelCentres(2)[3 * i + 1]));
  });

  test('that lacks a realisation shows NaN there', async () => {
    const copy = await madeRun('lacking');
    for (const array of ['spectrum', 'checksum']) {
      rmSync(join(copy, array, array === 'spectrum' ? '1.0.0.0' : '1.0'));
    }
    const spectrum = await zarr.open.v3(zarr.root(new FileSystemStore(copy)).resolve('spectrum'), { kind: 'array' });
    const { data } = await zarr.get(spectrum, [1, 0, 0, null]);
    expect([...(data as Float64Array)].every(Number.isNaN)).toBe(true);
    expect(openRun(copy).state(1)).toBe('absent');
    expect(openRun(copy).read(1, ['spectrum'])).toBeUndefined();
  });

  const python = spawnSync('/usr/bin/python3', ['-c', 'import xarray, zarr']).status === 0;
  test.skipIf(!python)('opens in xarray without a warning, with names, units and dimensions', () => {
    const code = `
import json, sys, warnings
import xarray
try:
  import dask.array # what it has to say of its own parts is not ours
except ImportError:
  pass
warnings.simplefilter('error')
d = xarray.open_zarr(sys.argv[1])
print(json.dumps({
  'dimensions': {name: list(d[name].dims) for name in d.variables},
  'time': d.time.values.tolist(), 'component': d.component.values.tolist(), 'ell': d.ell.values.tolist(),
  'realisation': d.realisation.values.tolist(), 'units': d.spectrum.attrs['units'], 'k1': d.attrs['parameters']['k1'],
  'displacement': d.displacement.sel(realisation=2, time=0.5, component='y').values.tolist(),
}))`;
    const { stdout, stderr, status } = spawnSync('/usr/bin/python3', ['-c', code, path], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const shown = JSON.parse(stdout);
    expect(shown).toMatchObject({
      time: [0.5, 2],
      component: ['x', 'y', 'z'],
      realisation: [0, 1, 2],
      units: 'r_g^2',
      k1: 10,
    });
    expect(shown.ell).toEqual([0, 1, 2, 3, 4, 5]);
    expect(shown.dimensions).toMatchObject({
      displacement: ['realisation', 'time', 'component', 'pixel'],
      direction: ['realisation', 'time', 'component', 'pixel'],
      spectrum: ['realisation', 'time', 'component', 'ell'],
      mixing: ['realisation', 'time', 'ellMixing', 'ell0'],
      startDirection: ['component', 'pixel'],
    });
    const { displacement } = openRun(path).read(2, ['displacement'])!;
    expect(shown.displacement).toEqual([...displacement.subarray(48, 96)]);
  });

  test('of random directions keeps them with each realisation', async () => {
    const random = await madeRun('random', { directions: 'random' });
    const { startDirection } = openRun(random).read(1, ['startDirection'])!;
    expect(startDirection).toHaveLength(144);
    expect(startDirection).not.toEqual(openRun(random).read(0, ['startDirection'])!.startDirection);
    for (let i = 0; i < 48; i++) {
      expect(Math.hypot(startDirection[i], startDirection[48 + i], startDirection[96 + i])).toBeCloseTo(1, 14);
    }
  });

  test('of spectra alone has the same statistics and no maps', async () => {
    const slim = await madeRun('slim', {}, 'spectra');
    expect(openRun(slim).read(2, ['spectrum', 'mixing'])).toEqual(openRun(path).read(2, ['spectrum', 'mixing']));
    expect(() => openRun(slim).read(2, ['displacement'])).toThrow(/no array displacement/);
  });
});

describe('damage is found by checksum', () => {
  const harm: Record<string, (path: string) => void> = {
    'a chunk cut short': (path) => truncateSync(join(path, 'displacement/1.0.0.0'), 1000),
    'a chunk emptied': (path) => writeFileSync(join(path, 'mixing/1.0.0.0'), ''),
    'a chunk deleted': (path) => rmSync(join(path, 'direction/1.0.0.0')),
    'one bit changed': (path) => {
      const file = join(path, 'spectrum/1.0.0.0');
      const bytes = readFileSync(file);
      bytes[17] ^= 4;
      writeFileSync(file, bytes);
    },
    'a chunk of another realisation': (path) =>
      copyFileSync(join(path, 'spectrum/0.0.0.0'), join(path, 'spectrum/1.0.0.0')),
    'chunks and checksums of another realisation': (path) => {
      for (const array of ['spectrum/1.0.0.0', 'checksum/1.0']) {
        copyFileSync(join(path, array.replace('/1', '/0')), join(path, array));
      }
    },
    'checksums cut short': (path) => truncateSync(join(path, 'checksum/1.0'), 7),
    'a checksum changed': (path) => {
      const file = join(path, 'checksum/1.0');
      const bytes = readFileSync(file);
      bytes[0] ^= 1;
      writeFileSync(file, bytes);
    },
  };
  test.each(Object.keys(harm))('%s', async (what) => {
    const path = await madeRun(what.replaceAll(' ', '-'));
    const before = contentOf(path);
    harm[what](path);
    const store = openRun(path);
    expect([0, 1, 2].map((i) => store.state(i))).toEqual(['whole', 'damaged', 'whole']);
    const names = store.layout.perRealisation.map(({ name }) => name);
    expect(() => store.read(1, names)).toThrow(CranisError);
    expect(() => store.read(1, names)).toThrow(/realisation 1 is damaged/);

    const plan = planRun(path, specOf());
    expect(plan).toMatchObject({ damaged: [1], missing: [], whole: 2 });
    await plan.store.write(1, await (await realisationTask(specOf()))(1));
    expect(contentOf(path)).toEqual(before);
  });

  const alter = (from: string, to: string) => (path: string) => {
    const file = join(path, 'zarr.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
  };
  const ofTheRun: Record<string, (path: string) => void> = {
    'another seed': alter('"seed": 5', '"seed": 6'),
    'other waves': alter('"modes": 20', '"modes": "many"'),
    'fewer realisations': alter('"realisations": 3', '"realisations": 2'),
    'too many realisations': alter('"realisations": 3', '"realisations": 1000000000'),
    'no number of realisations': alter('"realisations": 3', '"realisations": "x"'),
    'another engine': alter('"engine": "single"', '"engine": "double"'),
    'what is kept': alter('"keep": "maps"', '"keep": "spectra"'),
    'another version': alter('"version": "0.0.0-test"', '"version": "0.0.1"'),
    'no parameters': alter('"parameters"', '"parametres"'),
    'cut short': (path) => truncateSync(join(path, 'zarr.json'), 200),
    emptied: (path) => writeFileSync(join(path, 'zarr.json'), ''),
  };
  test.each(Object.keys(ofTheRun))(
    'what the run says of itself, %s: not read, said by simulate, written again for the same model, refused for another',
    async (what) => {
      const path = await madeRun(`root-${what.replaceAll(' ', '-')}`);
      const before = contentOf(path);
      ofTheRun[what](path);
      expect(() => openRun(path)).toThrow(/zarr.json is damaged: /);
      expect(() => planRun(path, specOf({ seed: 6 }))).toThrow(/another model: `seed` is 5 there, 6 here/);
      const plan = planRun(path, specOf());
      expect(plan).toMatchObject({ whole: 3, missing: [], damaged: [], faulty: ['zarr.json'] });
      await simulate(plan);
      expect(contentOf(path)).toEqual(before);
    },
  );

  test('other metadata and coordinates: said by simulate and written again; a run that only grows has none to tell', async () => {
    const path = await madeRun('metadata');
    const before = contentOf(path);
    rmSync(join(path, 'zarr.json'));
    rmSync(join(path, 'spectrum/.zarray'));
    truncateSync(join(path, 'time/0'), 3);
    expect(() => openRun(path)).toThrow(/zarr.json is damaged: it is missing/);
    const plan = planRun(path, specOf());
    expect(plan.faulty).toEqual(['time/0', 'spectrum/.zarray', 'zarr.json']);
    await simulate(plan);
    expect(contentOf(path)).toEqual(before);
    expect(planRun(path, specOf()).faulty).toEqual([]);
    expect(planRun(path, specOf({ realisations: 4 })).faulty).toEqual([]);
    expect(planRun(place('not-yet'), specOf()).faulty).toEqual([]);
  });
});

describe('a folder that is not this run is refused, and left alone', () => {
  const refused = (path: string, ...stated: Parameters<typeof specOf>) => {
    try {
      planRun(path, specOf(...stated));
    } catch (error) {
      expect(error).toBeInstanceOf(CranisError);
      return (error as CranisError).message;
    }
    throw new Error('it was not refused');
  };

  test('another model: says which parameters differ', async () => {
    const path = await madeRun('mine');
    const before = contentOf(path);
    expect(refused(path, { k1: 20 })).toMatch(/another model: `k1` is 10 there, 20 here/);
    expect(refused(path, { seed: 6 })).toMatch(/`seed` is 5 there, 6 here$/);
    expect(refused(path, { times: [0.5, 3] })).toMatch(/`times` is 0.5,2 there, 0.5,3 here$/);
    expect(refused(path, { timeStep: 0.02 })).toMatch(/`timeStep` is .* there, 0.02 here$/);
    expect(refused(path, {}, 'spectra')).toMatch(/`keep` is maps there, spectra here$/);
    expect(refused(path, {}, 'maps', '9.9.9')).toMatch(
      /was made by cranis 0.0.0-test; this is 9.9.9, whose bytes differ$/,
    );
    expect(refused(path, { k0: 0.2, k1: 20, modes: 30, seed: 1, nSide: 4 })).toMatch(/; and \d more$/);
    expect(contentOf(path)).toEqual(before);
  });

  test('other files, a file, a zarr.json of something else or of nothing', () => {
    mkdirSync(place('full'));
    writeFileSync(place('full/notes.txt'), 'mine');
    expect(refused(place('full'))).toMatch(/holds other files, and no run/);
    expect(refused(place('full/notes.txt'))).toMatch(/is a file/);
    mkdirSync(place('other'));
    writeFileSync(place('other/zarr.json'), JSON.stringify({ zarr_format: 3, node_type: 'group', attributes: {} }));
    expect(refused(place('other'))).toMatch(/holds other files, and no run/);
    writeFileSync(place('other/zarr.json'), '{"zarr_format": 3, "no');
    expect(refused(place('other'))).toMatch(/zarr.json is damaged/);
    expect(() => openRun(place('nowhere'))).toThrow(/holds no run/);
    for (const of of [openRun, (path: string) => planRun(path, specOf())]) {
      expect(() => of('')).toThrow(/the name of the folder is empty/);
    }
  });

  test('an empty folder, and what is left of a run killed at its very beginning, serve', () => {
    mkdirSync(place('empty'));
    expect(planRun(place('empty'), specOf()).missing).toEqual([0, 1, 2]);
    writeFileSync(place('empty/zarr.json.part'), '{"zarr');
    expect(planRun(place('empty'), specOf()).missing).toEqual([0, 1, 2]);
  });

  test('more realisations make a run larger, fewer do not make it smaller', async () => {
    const path = await madeRun('growing');
    const plan = planRun(path, specOf({ realisations: 5 }));
    expect(plan).toMatchObject({ missing: [3, 4], whole: 3 });
    expect(plan.store.spec.realisations).toBe(5);
    await simulate(plan, { executor: createThreadExecutor(1) });
    expect(openRun(path).spec.realisations).toBe(5);
    expect(planRun(path, specOf({ realisations: 2 }))).toMatchObject({
      missing: [],
      whole: 2,
      store: { spec: { realisations: 5 } },
    });
    expect(contentOf(path)).toEqual(contentOf(await madeRun('large', { realisations: 5 })));
  });

  test('the space that a run takes, in blocks of 4 KiB, is the space that it said', async () => {
    const path = await madeRun('sized');
    const said = planRun(place('unsized'), specOf()).bytes;
    const chunks = Object.entries(contentOf(path)).filter(
      ([name]) => /\/[012]\.0/.test(name) && !name.startsWith('start'),
    );
    expect(chunks.reduce((sum, [, hex]) => sum + Math.ceil(hex.length / 8192) * 4096, 0)).toBe(said);
    expect([0, 999, 1770, 177_000_000, 2.5e13].map(size)).toEqual(['0 B', '999 B', '1.77 kB', '177 MB', '25 TB']);
  });
});

test('a number that is not finite is never written', async () => {
  const spec = specOf();
  const record = await (await realisationTask(spec))(0);
  const store = prepareRun(place('nan'), spec);
  const bad = Float64Array.from(record.spectrum);
  bad[3] = Number.NaN;
  await expect(store.write(0, { ...record, spectrum: bad })).rejects.toThrow(/spectrum of realisation 0 has NaN at 3/);
  expect(store.state(0)).toBe('absent');
});
