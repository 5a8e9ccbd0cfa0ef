/** What one command records the next one honours, or refuses in one line: see test/cases/recorded. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { agree } from '../within.ts';
import { cranis, cranisJson, ROOT, temporaryFolder } from './cranis.ts';

const CASES = join(ROOT, 'test/cases/recorded');
const file = (name: string) => join(CASES, name);
const folder = temporaryFolder();

interface Fit {
  best: { gradient: number; alpha?: number };
  interval68: { gradient: [number, number] };
  data: { sky: string; fSky: number; coupled: boolean };
  parameters: { noise?: number };
}

const THEORY = ['--l-max', '60', '--free', 'gradient', '--samples', '200'];
const fitted = (data: string, ...args: string[]) =>
  cranisJson<Fit>(['fit', '--data', data, ...THEORY, ...args], { cwd: folder });
const run = async (...args: string[]) => {
  const { code, stderr } = await cranis(args, { cwd: folder });
  expect([code, stderr]).toEqual([0, '']);
};
const refused = async (data: string, ...args: string[]) => {
  const { code, stdout, stderr } = await cranis(['fit', '--data', data, ...THEORY, ...args], { cwd: folder });
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr.trimEnd().split('\n').length).toBe(1);
  return stderr;
};

describe.concurrent('sky → fit', () => {
  beforeAll(async () => {
    const hawc = ['--coverage', 'hawc', '--l-max', '30'];
    await Promise.all([
      run('sky', file('sky32.fits.gz'), ...hawc, '--apodise', '20', '-o', 'soft.json'),
      run('sky', file('sky32-half.fits.gz'), ...hawc, '--seen', 'half.fits', '-o', 'half.json'),
      run('sky', file('sky32-half.fits.gz'), ...hawc, '--apodise', '8', '--seen', 'soft.fits', '-o', 'soft-half.json'),
    ]);
  }, 60_000);

  agree(
    'an exact expectation through softened edges, recorded among parameters alone',
    { relative: 1e-9 },
    async (within) => {
      const { best, data } = await fitted(file('apodised-sky.json'));
      within(best.gradient, 1e-4);
      expect(data.sky).toBe('HAWC, declination −38° … 76°, N_side = 64, C2 apodisation of 20°');
    },
  );

  agree(
    'a sky: as through declinations, 9.96e-5, and exactly as through its own pixels',
    { relative: 0.015 },
    async (within) => {
      const [recorded, stated, bare] = await Promise.all([
        fitted('soft.json'),
        fitted('soft.json', '--coverage', 'hawc', '--apodise', '20'),
        fitted(withoutPixels('soft.json')),
      ]);
      within(recorded.best.gradient, 9.96e-5);
      expect(stated.best).toEqual(recorded.best);
      expect(bare.best.gradient.toPrecision(3)).toBe('0.0000996');
      expect(recorded.best.gradient.toPrecision(3)).toBe('0.0000985');
      expect(recorded.data.sky).toContain('N_side = 32, C2 apodisation of 20°');
    },
  );

  test('half of the right ascensions unseen: refused without the mask; with it, or the one that was given, the same', async () => {
    expect(await refused('half.json')).toMatch(
      /HAWC, declination −38° … 76°, N_side = 32 is 79\.3 % of the sky, but 39\.9 % was seen \(give the pixels that were seen as --mask, from cranis sky --seen FILE\)/,
    );
    const [half, ours, given] = await Promise.all([
      fitted('half.json', '--mask', 'half.fits'),
      fitted('soft-half.json', '--mask', 'soft.fits'),
      fitted('soft-half.json', '--mask', 'half.fits'),
    ]);
    for (const { data } of [half, ours, given]) expect(data.fSky).toBeCloseTo(0.3988, 4);
    expect(given.best).toEqual(ours.best);
    expect(given.data.sky).toContain('C2 apodisation of 8°');
    // By itself, without a record, as it always was.
    const bare = await fitted(withoutPixels('half.json'), '--mask', 'half.fits');
    expect(half.best).toEqual(bare.best);
    expect(await refused('soft-half.json', '--mask', file('sky32.fits.gz'))).toMatch(/pixel \d+ of the mask is -/);
  });

  test('flags against the record: another coverage replaces it with a note, anything else is refused', async () => {
    const { code, stderr } = await cranis(['fit', '--data', 'half.json', '--coverage', 'full', ...THEORY], {
      cwd: folder,
    });
    expect([code, stderr]).toEqual([
      0,
      'cranis: note: the coverage full replaces all that is recorded of this sky: hawc\n',
    ]);
    expect(await refused('soft.json', '--apodise', '10')).toMatch(
      /^cranis: --apodise: the values were made with an apodisation C2 of 20°, as their file says \(leave out --apodise\)\n$/,
    );
    expect(await refused('soft.json', '--remove', 'dipole')).toMatch(/--remove: .* no monopole or dipole removed/);
    expect(await refused('soft.json', '--without-m0')).toMatch(/--without-m0: .* m = 0 not removed/);
  });

  /** The same file without what it records of pixels. */
  function withoutPixels(name: string): string {
    const { coverage, ...all } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as {
      coverage: Record<string, unknown>;
      parameters: Record<string, unknown>;
    };
    const { mask: _mask, fSky: _fSky, ...others } = coverage;
    const path = `bare-${name}`;
    writeFileSync(join(folder, path), JSON.stringify({ ...all, coverage: others }));
    return path;
  }
});

describe.concurrent('observe → fit, observe → sky → fit', () => {
  beforeAll(() => run('spectrum', '--alpha', '50', '--l-max', '60', '-o', 'C.json'));
  const observe = (name: string, ...args: string[]) =>
    run('observe', '--spectrum', 'C.json', '--l-max', '30', ...args, '-o', name);

  agree(
    'what is expected gives back the gradient, edges, treatment and noise with it',
    { relative: 1e-8 },
    async (within) => {
      await observe(
        'o.json',
        '--coverage',
        'hawc',
        '--apodise',
        '20',
        '--remove',
        'dipole',
        '--without-m0',
        '--noise',
        '2e-9',
      );
      const { best, data, parameters } = await fitted('o.json');
      within(best.gradient, 1e-4);
      expect(parameters.noise).toBe(2e-9);
      expect(data.sky).toBe(
        'HAWC, declination −38° … 76°, N_side = 64, C2 apodisation of 20°, dipole and m = 0 removed',
      );
    },
  );

  test('a synthetic sky says its coverage and noise, sky records them, and fit takes them', async () => {
    await observe(
      'k.json',
      '--coverage',
      'lhaaso',
      '--n-side',
      '16',
      '--noise',
      '1e-8',
      '--skies',
      'skies',
      '--realisations',
      '2',
    );
    await run('sky', 'skies/sky-0001.fits', '--l-max', '30', '-o', 'sky.json');
    const sky = JSON.parse(readFileSync(join(folder, 'sky.json'), 'utf8')) as {
      noise: number;
      parameters: Record<string, unknown>;
    };
    expect(sky.noise).toBe(1e-8);
    expect(sky.parameters).toMatchObject({ coverage: 'lhaaso', spectrum: 'C.json', seed: 1, realisation: 1 });
    const { data, parameters } = await fitted('sky.json');
    expect(data.sky).toBe('LHAASO, declination −20.64° … 79.36°, N_side = 16');
    expect(parameters.noise).toBe(1e-8);
  });

  test('a mask is asked for, and checked', async () => {
    await run('sky', file('sky32-half.fits.gz'), '--l-max', '10', '--seen', 'half32.fits', '-o', 'h.json');
    await observe('m.json', '--mask', 'half32.fits', '--realisations', '2');
    expect(await refused('m.json')).toMatch(/seen through the mask half32\.fits, whose pixels are not in the file/);
    const { best } = await fitted('m.json', '--mask', 'half32.fits');
    expect(Math.abs(best.gradient / 1e-4 - 1)).toBeLessThan(1e-8);
  });
});

test('the table of a fit tells the ends of an interval apart, however narrow', async () => {
  const args = ['--errors', 'total', '--l-max', '30', '--free', 'alpha,gradient', '--samples', '3000'];
  const { stdout } = await cranis(['fit', '--data', file('precise.csv'), ...args], { cwd: folder });
  const [, low, high] = /^ {2}α +\S+ +\S+ +(\S+) {2}… (\S+)$/mu.exec(stdout)!;
  expect(Number(low)).toBeGreaterThan(49.9);
  expect(Number(low)).toBeLessThan(50);
  expect(Number(high)).toBeGreaterThan(50);
  expect(Number(high)).toBeLessThan(50.1);
});
