/** What commands write as JSON and CSV: held against the published schemas by an outside validator, and read back whole. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { writeFitsMap } from '../../src/files/fits/write.ts';
import { KIND_NAMES } from '../../src/files/records/kinds.ts';
import { readRecord } from '../../src/files/records/read.ts';
import { readSpectra } from '../../src/files/spectra/read.ts';
import { pixelCentres } from '../../src/sky/healpix.ts';
import { closed, validator } from '../files/validator.ts';
import { within } from '../within.ts';
import { cranis, ROOT, temporaryFolder } from './cranis.ts';

const folder = temporaryFolder();
const run = '--k0 0.1 --k1 10 --modes 20 --seed 3 --n-side 2 --times 0.5,2 --workers 1 --quiet'.split(' ');

async function succeed(args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await cranis(args, { cwd: folder });
  if (code !== 0) throw new Error(stderr);
  return stdout;
}

beforeAll(async () => {
  const nSide = 8;
  const centres = pixelCentres(nSide);
  const z = Float64Array.from({ length: centres.length / 3 }, (_, p) => centres[3 * p + 2]);
  const phi = z.map((_, p) => Math.atan2(centres[3 * p + 1], centres[3 * p]));
  const expected = z.map((height) => 400 + 100 * height);
  const counts = expected.map((mean, p) => Math.round(mean * (1 + 0.02 * Math.sin(phi[p]) + 0.05 * Math.sin(37 * p))));
  const write = (name: string, columns: Record<string, ArrayLike<number>>) =>
    writeFileSync(
      join(folder, name),
      writeFitsMap(
        Object.entries(columns).map(([column, values]) => ({ name: column, values })),
        { coordinates: 'C' },
      ),
    );
  write('counts.fits', { DATA: counts, BACKGROUND: expected });
  write('wedge.fits', { WEIGHT: phi.map((angle) => (angle < 1 ? 1 : 0)) });
  write('disc.fits', { WEIGHT: z.map((height) => (height > 0.97 ? 1 : 0)) });
  writeFileSync(join(folder, 'mine.csv'), 'ell,C,error\n1,8e-6,1e-7\n2,6e-7,1e-8\n3,2e-7,1e-8\n4,1e-7,1e-8\n');
  await Promise.all([
    succeed(['simulate', ...run, '--realisations', '3', '-o', 'run']),
    succeed(['simulate', ...run, '--realisations', '1', '-o', 'one']),
    succeed(['simulate', ...run, '--realisations', '2', '--geometry', 'slab', '--mean-field', '1', '-o', 'slab']),
    succeed(['spectrum', '--alpha', '50', '--l-max', '12', '--noise', '1e-9', '-o', 'C.json']),
  ]);
}, 60_000);

const CASES: readonly (readonly [kind: string, command: string])[] = [
  ['spectrum', 'spectrum --alpha 50 --l-max 4 --noise 1e-9'],
  ['spectrum', 'spectrum --alpha 20 --l-max exact --ells 1..3,5'],
  ['spectrum', 'spectrum --rigidity 10TV --b-rms 4uG --k0 0.3/pc --step 0.005yr --l-max 4 --evolve 20yr'],
  ['spectrum', `spectrum --turbulence ${join(ROOT, 'examples/two-component.csv')} --l-max 3`],
  ['matrix', 'matrix --l-max 3'],
  ['matrix', 'matrix --l-max 2 --diagram 1a --rigidity 10TV --b-rms 4uG'],
  ['analysis', 'analyse run'],
  ['analysis', 'analyse one'],
  ['analysis', 'analyse slab'],
  ['mixing', 'mixing run --time 0.5 --l-max 2'],
  ['mixing', 'mixing one --time 0.5 --l-max 2'],
  ['mixing', 'mixing slab --time 2 --l-max 2'],
  ['sky', 'sky counts.fits --l-max 6'],
  ['sky', 'sky counts.fits --column DATA --coverage icecube --apodise 8 --remove dipole --l-max 6 --band-width 6'],
  ['sky', 'sky counts.fits --mask wedge.fits --remove monopole --l-max 5'],
  ['sky', 'sky counts.fits --coverage -60..60 --without-m0 --l-max 5'],
  ['sky', 'sky counts.fits --mask disc.fits --l-max 5'],
  ['observation', 'observe --spectrum C.json --coverage icecube --n-side 4 --l-max 5'],
  ['observation', 'observe --spectrum C.json --coverage -38..76 --apodise 15 --n-side 4 --l-max 5 --realisations 3'],
  ['observation', 'observe --spectrum C.json --mask wedge.fits --l-max 3 --realisations 2'],
  ['fit', 'fit --data mine.csv --l-max 5 --free alpha,gradient --samples 100'],
  ['fit', 'fit --data mine.csv --l-max exact --errors total --free gradient --prior flat --samples 100'],
  ['fit', 'fit --data run --l-max 5 --l-range 1..3 --free gradient --samples 100'],
];

describe.each(CASES)('%s: cranis %s', (kind, command) => {
  let json: string;
  beforeAll(async () => {
    json = await succeed([...command.split(' '), '--format', 'json']);
  }, 60_000);

  test('says first what it is, and fits the published schema without a key beyond it', () => {
    expect(json.split('\n').slice(1, 3)).toEqual([`  "kind": "${kind}",`, '  "format": 1,']);
    const schema = JSON.parse(readFileSync(join(ROOT, `schema/${kind}.schema.json`), 'utf8'));
    for (const isValid of [validator(schema), validator(closed(schema))]) {
      isValid(JSON.parse(json));
      expect(isValid.errors).toBeNull();
    }
  });

  test('is read back whole', async () => {
    expect(await readRecord(json, 'out.json')).toEqual(JSON.parse(json));
  });

  if (kind === 'spectrum' || kind === 'sky' || kind === 'observation' || kind === 'analysis') {
    test('as CSV it says as much', async () => {
      const csv = await succeed([...command.split(' '), '--format', 'csv']);
      expect(await readSpectra(csv, 'out')).toEqual(await readSpectra(json, 'out'));
    }, 60_000);
  }
});

describe('cranis schema', () => {
  test.each(KIND_NAMES)('%s prints the published schema', async (kind) => {
    expect(await succeed(['schema', kind])).toBe(readFileSync(join(ROOT, `schema/${kind}.schema.json`), 'utf8'));
  });

  test('without a name, and for model, that of model files', async () => {
    const [alone, named] = await Promise.all([succeed(['schema']), succeed(['schema', 'model'])]);
    expect(alone).toBe(named);
    expect(JSON.parse(alone).title).toBe('cranis model file');
  });

  test('an unknown name is one line', async () => {
    const { code, stderr } = await cranis(['schema', 'spectra'], { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^cranis: schema spectra is not known, did you mean spectrum\? \(there are model, spectrum/);
  });
});

describe('what one command writes another reads', () => {
  test.each(['json', 'csv'])('observe --spectrum of a spectrum as %s: its noise', async (format) => {
    await succeed(['spectrum', '--alpha', '50', '--l-max', '6', '--noise', '1e-9', '-o', `noisy.${format}`]);
    const seen = await succeed(
      `observe --spectrum noisy.${format} --coverage full --n-side 4 --l-max 3 --format json`.split(' '),
    );
    const { noise, pseudoNoise } = JSON.parse(seen);
    expect(noise).toBe(1e-9);
    for (const value of pseudoNoise) expect(Math.abs(value / 1e-9 - 1)).toBeLessThan(1e-12);
  });

  test.each(['json', 'csv'])(
    'fit --data of a sky as %s: the pseudo-C_ℓ through its coverage',
    async (format) => {
      await succeed(`sky counts.fits --coverage icecube --apodise 8 --l-max 6 -o sky.${format}`.split(' '));
      const fit = await succeed(
        `fit --data sky.${format} --l-max 12 --free gradient --samples 100 --format json`.split(' '),
      );
      expect(JSON.parse(fit).data).toMatchObject({ coupled: true, sky: expect.stringContaining('apodisation of 8°') });
    },
    60_000,
  );

  test.each(['json', 'csv'])(
    'fit --data of an analysis as %s: the same as of the run',
    async (format) => {
      await succeed(['analyse', 'run', '-o', `run.${format}`]);
      const arguments_ = '--time 2 --l-max 5 --l-range 1..3 --free gradient --samples 100 --format json'.split(' ');
      const [ofFile, ofRun] = await Promise.all(
        [`run.${format}`, 'run'].map(async (data) => JSON.parse(await succeed(['fit', '--data', data, ...arguments_]))),
      );
      expect(ofFile.best).toEqual(ofRun.best);
      expect(ofFile.curve).toEqual(ofRun.curve);
    },
    60_000,
  );

  test.each<[string, string, number[]]>([
    ['noise.csv', '# noise: 1e-6\nell,C\n1,2e-5\n2,1e-6\n3,5e-7\n', [2.1e-5, 2e-6, 1.5e-6]],
    ['noise.json', '{"ell":[1,2,3],"C":[2e-5,1e-6,5e-7],"noise":1e-6}', [2.1e-5, 2e-6, 1.5e-6]],
    [
      'included.json',
      '{"ell":[1,2,3],"C":[2.1e-5,2e-6,1.5e-6],"noise":1e-6,"noiseIncluded":true}',
      [2.1e-5, 2e-6, 1.5e-6],
    ],
  ])('observe of %s on the full sky: the noise counts once, relative 1e-7', async (name, content, wanted) => {
    writeFileSync(join(folder, name), content);
    const seen = JSON.parse(
      await succeed(['observe', '--spectrum', name, '--coverage', 'full', '--l-max', '3', '--format', 'json']),
    );
    expect(seen.noise).toBe(1e-6);
    within(seen.pseudo.slice(1), wanted, { relative: 1e-7 });
  });

  test('a matrix is no spectrum, and the line says what to give instead', async () => {
    await succeed(['matrix', '--l-max', '2', '-o', 'M.json']);
    const { code, stderr } = await cranis(['observe', '--spectrum', 'M.json', '--coverage', 'full'], { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toBe(
      'cranis: M.json is a mixing matrix (kind matrix), not a spectrum (give what cranis spectrum makes of the same model)\n',
    );
  });
});
