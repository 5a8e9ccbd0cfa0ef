import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { createProgram } from '../../src/cli/program.ts';
import { CranisError } from '../../src/model/errors.ts';
import { expectedPower, sky, stream, TRUTH } from '../fit/samples.ts';
import { cranis, cranisJson, temporaryFolder } from './cranis.ts';
import { makeRun } from './run-fixture.ts';

type ByName<T> = Record<string, T>;

interface Result {
  free: string[];
  best: ByName<number>;
  chiSquare: number;
  degreesOfFreedom: number;
  probability: number | null;
  median: ByName<number>;
  interval68: ByName<[number, number]>;
  interval95: ByName<[number, number]>;
  converged: boolean;
  posterior: { correlation: number[][]; samples: ByName<number[]>; atEndOfRange: ByName<string[]> };
  chain: { autocorrelation: ByName<number>; samples: number; steps: number; seed: number; effectiveSamples: number };
  prior: { kind: string; ranges: ByName<[number, number]> };
  likelihood: { kind: string; errors: string; skyScatter: boolean; noiseSubtracted: number };
  data: ByName<unknown>;
  curve: ByName<number[]>;
  spectrum: { ell: number[]; C: number[] };
  checks: { interpolation: number; theoryEvaluations: number };
  parameters: ByName<unknown>;
  version: string;
}

const folder = temporaryFolder();
const file = (name: string, content: string) => writeFileSync(join(folder, name), content);
const fitted = (...args: string[]) => cranisJson<Result>(['fit', ...args], { cwd: folder });
/** Ranges that keep the theory cheap. */
const FAST = ['--range', 'alpha=5..200', '--samples', '4000'];
const relative = (value: number, expected: number) => Math.abs(value / expected - 1);

const power = expectedPower(TRUTH, 30);
file('exact.csv', `ell,C\n${power.map((C, i) => `${i + 1},${C}`).join('\n')}\n`);
const measured = sky(power, stream(5));
file('sky.csv', `# label: one sky\nell,C\n${measured.map(({ ell, C }) => `${ell},${C}`).join('\n')}\n`);
const list = <T>(pick: (one: { ell: number; C: number }) => T) => measured.map(pick);
file('sky.json', JSON.stringify({ label: 'one sky', ell: list(({ ell }) => ell), C: list(({ C }) => C) }));

describe.concurrent('cranis fit --format json', () => {
  test('finds what exact data were made of: α to 1 %, K|G|² and N to 0.5 %; the fields that are promised', async () => {
    const result = await fitted('--data', 'exact.csv', '--l-max', '60', '--l-range', '1..30', ...FAST);
    expect(relative(result.best.alpha, TRUTH.alpha)).toBeLessThan(0.01);
    expect(relative(result.best.gradient, TRUTH.gradient)).toBeLessThan(0.005);
    expect(relative(result.best.noise, TRUTH.noise)).toBeLessThan(0.005);
    expect(result.chiSquare).toBeLessThan(0.01);
    expect(result.degreesOfFreedom).toBe(27);
    expect(result.probability).toBeGreaterThan(0.999);
    expect(Object.keys(result)).toEqual(
      'kind,format,free,best,chiSquare,degreesOfFreedom,probability,logLikelihood,median,interval68,interval95,converged,posterior,chain,prior,likelihood,data,curve,spectrum,checks,units,parameters,version'.split(
        ',',
      ),
    );
    expect(result.parameters).toEqual({
      kind: 'power-law',
      k0: 1e-3,
      k1: 100,
      index: 0,
      lMax: 60,
      source: 'published',
    });
    expect(result.checks.interpolation).toBeLessThan(1e-4);
  });

  test('the posterior: converged, quantiles in order around the truth, correlation of α and K|G|², the same for the same seed', async () => {
    const args = ['--data', 'sky.csv', '--l-max', '60', ...FAST];
    const [one, same, other] = await Promise.all([fitted(...args), fitted(...args), fitted(...args, '--seed', '2')]);
    expect(same).toEqual(one);
    expect(other.median).not.toEqual(one.median);
    expect(other.best).toEqual(one.best);
    for (const name of ['alpha', 'gradient', 'noise']) {
      const [l95, l68, m, h68, h95] = [
        one.interval95[name][0],
        one.interval68[name][0],
        one.median[name],
        one.interval68[name][1],
        one.interval95[name][1],
      ] as const;
      expect([l95, l68, m, h68, h95].every((value, i, all) => i === 0 || value > all[i - 1])).toBe(true);
      expect(TRUTH[name as 'alpha']).toBeGreaterThan(l95);
      expect(TRUTH[name as 'alpha']).toBeLessThan(h95);
      // Two chains of so many independent samples agree on the median to a few σ/√n.
      const spread = (h68 - l68) / Math.sqrt(one.chain.effectiveSamples);
      expect(Math.abs(other.median[name] - m)).toBeLessThan(5 * spread);
    }
    expect(one.converged).toBe(true);
    expect(one.chain.steps).toBeGreaterThanOrEqual(50 * Math.max(...Object.values(one.chain.autocorrelation)));
    expect(one.posterior.correlation[0][1]).toBeGreaterThan(0.8);
  });

  test('JSON data are CSV data', async () => {
    const args = ['--l-max', '60', '--free', 'gradient', '--samples', '200'];
    const [a, b] = await Promise.all([fitted('--data', 'sky.csv', ...args), fitted('--data', 'sky.json', ...args)]);
    expect(b.best).toEqual(a.best);
    expect(b.interval68).toEqual(a.interval68);
  });

  test('--noise holds what is not free, and so does the data’s own; noise that was subtracted is part of the scatter', async () => {
    const noisy = { ell: list(({ ell }) => ell), C: list(({ C }) => C), noise: TRUTH.noise };
    file('noisy.json', JSON.stringify(noisy));
    const less = list(({ C }) => C - TRUTH.noise);
    file('less.json', JSON.stringify({ ...noisy, C: less, noiseIncluded: false }));
    const args = ['--l-max', '60', '--free', 'gradient', '--samples', '200'];
    const [flag, own, subtracted] = await Promise.all([
      fitted('--data', 'sky.json', ...args, '--noise', `${TRUTH.noise}`),
      fitted('--data', 'noisy.json', ...args),
      fitted('--data', 'less.json', ...args),
    ]);
    expect(own.best).toEqual(flag.best);
    expect(own.parameters.noise).toBe(TRUTH.noise);
    expect(relative(subtracted.best.gradient, flag.best.gradient)).toBeLessThan(1e-6);
    expect(subtracted.likelihood.noiseSubtracted).toBe(TRUTH.noise);
    expect(relative(subtracted.chiSquare, flag.chiSquare)).toBeLessThan(1e-6);
  });

  test('--likelihood gaussian and --prior flat do as they say', async () => {
    const args = ['--data', 'sky.csv', '--l-max', '60', '--free', 'gradient', '--samples', '1000'];
    const [gamma, gaussian, flat] = await Promise.all([
      fitted(...args),
      fitted(...args, '--likelihood', 'gaussian'),
      fitted(...args, '--prior', 'flat'),
    ]);
    expect(gamma.likelihood.kind).toBe('gamma');
    expect(gaussian.likelihood.kind).toBe('gaussian');
    expect(gaussian.best.gradient).not.toBe(gamma.best.gradient);
    expect(flat.prior.kind).toBe('flat');
    expect(flat.best).toEqual(gamma.best);
  });

  test('a chain cut short says that it has not converged, and the command succeeds', async () => {
    const args = ['fit', '--data', 'sky.csv', '--l-max', '60', '--range', 'alpha=5..200', '--samples', '100'];
    const { code, stdout } = await cranis(args, { cwd: folder });
    expect(code).toBe(0);
    expect(stdout).toContain('NOT CONVERGED');
    const json = await fitted(...args.slice(1));
    expect(json.converged).toBe(false);
    const { code: drawn } = await cranis([...args, '-o', 'short.svg'], { cwd: folder });
    expect(drawn).toBe(0);
    expect(readFileSync(join(folder, 'short.svg'), 'utf8')).toMatch(/HAS NOT CONVERGED|CONVERGED/);
  });

  test('a posterior that runs into its range says so', async () => {
    const { posterior, prior } = await fitted(
      '--data',
      'exact.csv',
      '--l-max',
      '60',
      '--range',
      'alpha=60..90',
      '--samples',
      '2000',
    );
    expect(prior.ranges.alpha).toEqual([60, 90]);
    expect(posterior.atEndOfRange.alpha).toContain('lower');
  });
});

describe.concurrent('the data that come with cranis', () => {
  test('HAWC–IceCube: through its coverage without m = 0, its caveats beside it, digitised errors', async () => {
    const result = await fitted(
      '--data',
      'hawc-icecube-2019',
      '--l-max',
      '60',
      '--free',
      'gradient',
      '--samples',
      '400',
    );
    expect(result.curve.ell).toEqual(Array.from({ length: 24 }, (_, i) => i + 1));
    expect(result.data).toMatchObject({ digitised: true, coupled: true, withoutM0: true });
    expect(result.data.sky).toContain('−88°');
    expect(String(result.data.caveats)).toContain('m = 0');
    expect(result.likelihood.errors).toContain('15 %');
    expect(relative(result.curve.errorLow[0], 0.03 * result.curve.power[0])).toBeLessThan(1e-12);
    // Of the three modes of the dipole two are left.
    expect(Math.abs(result.curve.degreesOfFreedom[0] - 2)).toBeLessThan(0.05);
  });

  test('as the paper compares, the full sky and ℓ ≤ 12: α ≈ 190 at ℓ_max = 60, ≈ 14 and K|G|² ≈ 1e-6 in the exact limit, to a factor of 1.5', async () => {
    const args = ['--data', 'hawc-icecube-2019', '--coverage', 'full', '--l-range', '1..12', '--samples', '400'];
    const [cut, exact] = await Promise.all([
      fitted(...args, '--l-max', '60', '--free', 'alpha', '--range', 'alpha=10..500'),
      fitted(...args, '--l-max', 'exact', '--free', 'alpha,gradient', '--range', 'alpha=2..200'),
    ]);
    expect(cut.parameters.gradient).toBe(1e-4);
    expect(Math.abs(Math.log(cut.best.alpha / 190))).toBeLessThan(Math.log(1.5));
    expect(Math.abs(Math.log(exact.best.alpha / 14))).toBeLessThan(Math.log(1.5));
    expect(Math.abs(Math.log(exact.best.gradient / 1e-6))).toBeLessThan(Math.log(1.5));
  });

  test('IceCube: one of its energies, through its coverage', async () => {
    const result = await fitted(
      '--data',
      'icecube-2025',
      '--energy',
      '13',
      '--l-max',
      '40',
      '--free',
      'gradient',
      '--samples',
      '400',
    );
    expect(result.data).toMatchObject({ label: 'IceCube 2025, 13 TeV', coupled: true });
    expect(result.data.fSky).toBeLessThan(0.35);
    expect(result.curve.ell).toEqual([1, 2, 3, 4, 6, 11, 20]);
  });
});

describe('a run', () => {
  const run = join(folder, 'run');
  beforeAll(async () => {
    await makeRun(run);
    const { stdout } = await cranis(['analyse', run, '--format', 'json']);
    file('run.json', stdout);
  });

  test('fitted from its folder or from what cranis analyse prints: the same; its turbulence, K as K|G|², its own errors', async () => {
    const args = [
      '--free',
      'alpha',
      '--l-max',
      '16',
      '--l-range',
      '1..4',
      '--range',
      'alpha=1..100',
      '--samples',
      '400',
    ];
    const [direct, printed] = await Promise.all([
      fitted('--data', 'run', ...args),
      fitted('--data', 'run.json', ...args),
    ]);
    expect(printed.best).toEqual(direct.best);
    expect(direct.parameters).toMatchObject({ k0: 0.1, k1: 10 });
    expect(direct.likelihood).toMatchObject({ kind: 'gaussian', skyScatter: false });
    const analysis = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as {
      times: number[];
      C: number[][];
      scatteringRate: (number | null)[];
    };
    expect(direct.curve.power).toEqual(analysis.C.at(-1)!.slice(0, 4));
    expect(
      relative(direct.parameters.gradient as number, 1 / (3 * analysis.scatteringRate.at(-1)!) / 0.1),
    ).toBeLessThan(1e-12);
  });

  test('at another time, evolved for as long; with other turbulence by flags', async () => {
    const args = [
      '--data',
      'run.json',
      '--free',
      'alpha',
      '--l-max',
      '12',
      '--l-range',
      '1..4',
      '--range',
      'alpha=2..20',
      '--samples',
      '400',
    ];
    const result = await fitted(...args, '--time', '2', '--evolve', '2', '--k0', '0.2');
    expect(result.data).toMatchObject({ time: 2 });
    expect(result.parameters).toMatchObject({ k0: 0.2, lookBackTime: 2 });
  });
});

describe.concurrent('other forms', () => {
  const args = ['fit', '--data', 'sky.csv', '--l-max', '60', '--free', 'alpha,gradient', '--noise', '1.5e-9', ...FAST];

  test('--figures: curve and corner as SVG, PNG, PDF, curve and samples as CSV; -o beside it', async () => {
    const { code, stderr } = await cranis([...args, '--figures', 'figures', '-o', 'fit.json'], { cwd: folder });
    expect([code, stderr]).toEqual([0, '']);
    for (const name of ['fit-curve', 'fit-corner']) {
      for (const ending of ['svg', 'png', 'pdf'])
        expect(existsSync(join(folder, 'figures', `${name}.${ending}`))).toBe(true);
    }
    const json = JSON.parse(readFileSync(join(folder, 'fit.json'), 'utf8')) as Result;
    const samples = readFileSync(join(folder, 'figures/fit-samples.csv'), 'utf8').trimEnd().split('\n');
    const rows = samples.filter((line) => !line.startsWith('#'));
    expect(rows[0]).toBe('step,walker,alpha,gradient');
    expect(rows.length - 1).toBe(json.chain.samples);
    expect(samples.find((line) => line.startsWith('# chain'))).toContain('seed 1');
    const curve = readFileSync(join(folder, 'figures/fit-curve.csv'), 'utf8');
    expect(curve.split('\n').filter((line) => /^\d/.test(line))).toHaveLength(30);
  });

  test.each([
    ['svg', '<svg'],
    ['png', '\u0089PNG'],
    ['pdf', '%PDF-'],
    ['csv', 'ell,power'],
  ])('-o FILE.%s', async (ending, start) => {
    const { code, stderr } = await cranis([...args, '-o', `p.${ending}`], { cwd: folder });
    expect([code, stderr]).toEqual([0, '']);
    expect(readFileSync(join(folder, `p.${ending}`), 'latin1')).toContain(start);
  });

  test('the table fits 60 columns and says what there is to say', async () => {
    const { stdout } = await cranis(
      ['fit', '--data', 'hawc-icecube-2019', '--l-max', '60', '--range', 'alpha=5..200', '--samples', '1000'],
      { cwd: folder },
    );
    for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(60);
    for (const word of [
      'median',
      'degrees of freedom',
      'probability',
      'correlated',
      'digitised',
      'ℓ_max',
      'autocorrelation',
    ])
      expect(stdout).toContain(word);
  });
});

describe.concurrent('bad input is one line and exit code 2', () => {
  file('two.csv', 'ell,C\n1,1e-6\n2,1e-7\n');
  file('negative.csv', 'ell,C\n1,1e-6\n2,1e-7\n3,-1e-9\n4,1e-9\n');
  file('broken.csv', 'ell,C\n1,1e-6\n2,abc\n');
  file('broken.json', '{ "ell": [1, 2], "C": [1e-6] }');
  file('pseudo.json', JSON.stringify({ ell: [1, 2, 3], C: [1, 1, 1], coverage: { pseudo: true } }));
  file('g.csv', 'k,g\n1e-3,1\n100,1\n');
  mkdirSync(join(folder, 'empty'), { recursive: true });
  const two = ['--data', 'sky.csv', '--l-max', '60'];

  test.each([
    [[], /required option --data/],
    [['--data', 'nowhere.csv'], /nowhere\.csv: no such file/],
    [['--data', 'hawc-icecube'], /neither a file nor a name, did you mean hawc-icecube-2019\?/],
    [['--data', 'icecube-2025'], /spectra at \d energies.*give --energy with one of 13/],
    [['--data', 'icecube-2025', '--energy', '99'], /no spectrum at 99 TeV/],
    [['--data', 'sky.csv', '--energy', '10'], /no spectrum at 10 TeV/],
    [['--data', 'sky.csv', '--energy', 'ten'], /--energy: ten is not a number/],
    [['--data', 'sky.csv', '--time', '3'], /sky\.csv is no run/],
    [['--data', 'empty'], /empty holds no run/],
    [['--data', 'two.csv'], /2 points for 3 free parameters/],
    [['--data', 'negative.csv', '--free', 'alpha'], /ℓ = 3: power -1e-9 is not above zero/],
    [['--data', 'broken.csv'], /broken\.csv:3: c = abc is not a number/],
    [['--data', 'broken.json'], /C has 1 values, ell has 2/],
    [['--data', 'pseudo.json'], /pseudo-C_ℓ of a cut sky, and do not say of which/],
    [[...two, '--free', 'alpah'], /alpah is none of the parameters to fit, did you mean alpha\?/],
    [[...two, '--free', 'lMax'], /lMax cannot be fitted/],
    [[...two, '--free', 'deltaT'], /alpha in other words/],
    [[...two, '--free', 'alpha,alpha'], /alpha twice/],
    [[...two, '--free', ''], /no parameter to fit/],
    [[...two, '--free', 'index', '--turbulence', 'g.csv'], /index has no meaning for a table spectrum/],
    [[...two, '--l-range', '40..50'], /none of these multipoles is in the data, which have ℓ = 1 … 30/],
    [[...two, '--l-range', '5..1'], /--l-range: the range 5\.\.1 runs backwards/],
    [
      ['--data', 'sky.csv', '--l-max', '20'],
      /--l-max: ℓ_max = 20 is below ℓ = 30 of the data \(give --l-max 30 or more, or --l-range 1\.\.20\)/,
    ],
    [[...two, '--likelihood', 'gama'], /--likelihood: gama is not one of gamma, gaussian, did you mean gamma\?/],
    [[...two, '--prior', 'round'], /--prior: round is not one of/],
    [[...two, '--errors', 'all'], /--errors: all is not one of measurement, total/],
    [[...two, '--errors', 'total'], /neither an error nor the scatter of a sky/],
    [[...two, '--range', 'alpha'], /--range: alpha is not a range/],
    [[...two, '--range', 'alpha=200..10'], /alpha from 200 to 10 is no range/],
    [[...two, '--range', 'alpha=0..10'], /--range: alpha: 0 is not above 0/],
    [[...two, '--range', 'alpha=1..5000'], /5000 is above 2000/],
    [[...two, '--range', 'index=0..1'], /index is not free/],
    [[...two, '--range', 'alpha=1..9,alpha=1..8'], /alpha twice/],
    [[...two, '--samples', '10'], /--samples: 10 is below 100/],
    [[...two, '--samples', '1e3.5'], /--samples: 1e3\.5 is not a number/],
    [[...two, '--seed', '-1'], /--seed: -1 is below 0/],
    [[...two, '--evolve', '0'], /at t = 0 there is no anisotropy/],
    [
      ['--data', 'sky.csv', '--l-max', 'exact', '--evolve', '3'],
      /--evolve: an evolution needs a number for ℓ_max.*give --l-max a number/,
    ],
    [[...two, '--coverage', 'icecub'], /icecub is not a sky coverage, did you mean icecube\?/],
    [[...two, '--remove', 'dipole'], /which sky is seen\?/],
    [[...two, '--mask', 'nowhere.fits'], /nowhere\.fits: no such file/],
    [[...two, '--format', 'svg'], /--format: svg is not a format/],
    [[...two, '-o', 'fit.txt'], /unknown ending \.txt/],
    [[...two, '--free', 'gradient', '--samples', '100', '--figures', 'sky.csv'], /sky\.csv exists and is no folder/],
    [[...two, '--fre', 'alpha'], /unknown option --fre, did you mean --free\?/],
  ])('%j', async (args, message) => {
    // In this process: the way out of it is tested below, once.
    const inFolder = args.map((arg) => (/^[a-z]+\.(csv|json|fits)$|^empty$/u.test(arg) ? join(folder, arg) : arg));
    const error: unknown = await createProgram()
      .parseAsync(['fit', ...inFolder], { from: 'user' })
      .then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
    expect(error).toBeInstanceOf(CranisError);
    const { message: text, hint } = error as CranisError;
    expect(`${text} (${hint})`).toMatch(message);
    expect(`${text}${hint}`).not.toContain('\n');
    expect(hint).toBeTruthy();
  });

  test('by the command itself', async () => {
    const { code, stdout, stderr } = await cranis(['fit', ...two, '--free', 'alpah'], { cwd: folder });
    expect(stderr).toMatch(/^cranis: --free: alpah is none of .* did you mean alpha\?[^\n]*\n$/);
    expect([code, stdout]).toEqual([2, '']);
  });
});
