import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cranis, cranisJson, ROOT, temporaryFolder } from './cranis.ts';

interface Case {
  alpha: number;
  deltaT: number;
  steady: Record<string, Record<string, number>>;
  exact: Record<string, number>;
}

interface Result {
  ell: number[];
  C: number[];
  noise: number;
  checks: Record<string, number | number[]>;
  parameters: Record<string, unknown>;
  units: { gyroradius?: { value: number }; physical?: Record<string, { value: number; unit: string }> };
  version: string;
}

const reference = JSON.parse(readFileSync(join(ROOT, 'test/reference/theory.json'), 'utf8')) as Case[];
const folder = temporaryFolder();
const spectrum = (...args: string[]) => cranisJson<Result>(['spectrum', ...args], { cwd: folder });
const error = (value: number, expected: number) => Math.abs(value / expected - 1);
const PAPER = ['--k0', '1e-3', '--k1', '100', '--index', '0', '--gradient', '1e-4', '--source', 'published'];

describe.concurrent('cranis spectrum --format json', () => {
  test.each(reference)(
    'agrees with the reference at α = $alpha: steady to 1e-9, exact as accurately as it is known',
    async (known) => {
      for (const [lMax, values] of Object.entries(known.steady)) {
        const { ell, C } = await spectrum(...PAPER, '--alpha', `${known.alpha}`, '--l-max', lMax);
        expect(ell).toEqual(Array.from({ length: Number(lMax) }, (_, i) => i + 1));
        for (const [l, value] of Object.entries(values)) expect(error(C[Number(l) - 1], value)).toBeLessThan(1e-9);
      }
      const { ell, C } = await spectrum(...PAPER, '--alpha', `${known.alpha}`, '--l-max', 'exact', '--ells', '1..30');
      expect(ell.length).toBe(30);
      for (const [l, value] of Object.entries(known.exact)) {
        const bound = Number(l) <= 5 ? 1e-8 : Number(l) <= 10 ? 5e-7 : 3e-5;
        expect(error(C[Number(l) - 1], value)).toBeLessThan(bound);
      }
    },
  );

  test('has exactly the promised fields', async () => {
    const result = await spectrum(...PAPER, '--alpha', '50', '--l-max', '60', '--noise', '1.5e-9');
    expect(Object.keys(result).sort()).toEqual([
      'C',
      'checks',
      'ell',
      'format',
      'kind',
      'noise',
      'parameters',
      'units',
      'version',
    ]);
    expect(result.noise).toBe(1.5e-9);
    expect(result.version).toBe(
      (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version,
    );
    expect(result.parameters).toEqual({
      kind: 'power-law',
      k0: 1e-3,
      k1: 100,
      index: 0,
      alpha: 50,
      deltaT: 0.5,
      lMax: 60,
      gradient: 1e-4,
      source: 'published',
      noise: 1.5e-9,
    });
    expect(result.checks.sumRuleResidual).toBeLessThan(1e-12);
    expect(result.checks.quadratureError).toBeLessThan(1e-9);
  });

  test('says what ℓ_max does: the ratios are those of runs at 2ℓ_max and in the exact limit, relative error < 1e-12', async () => {
    const [at30, at60, exact] = await Promise.all([
      spectrum('--l-max', '30', '--ells', '1..10'),
      spectrum('--l-max', '60', '--ells', '1..10'),
      spectrum('--l-max', 'exact', '--ells', '1..10'),
    ]);
    const { lMaxDoubling, toExact } = at30.checks as Record<string, number[]>;
    at30.ell.forEach((_, i) => {
      expect(error(lMaxDoubling[i], at60.C[i] / at30.C[i])).toBeLessThan(1e-12);
      expect(error(toExact[i], exact.C[i] / at30.C[i])).toBeLessThan(1e-12);
    });
    expect(exact.checks.tailExponent).toBeGreaterThan(0.5);
  });

  test('--ells picks multipoles and everything beside them', async () => {
    const all = await spectrum('--l-max', '20');
    const some = await spectrum('--l-max', '20', '--ells', '2,5..7,20');
    const at = [2, 5, 6, 7, 20];
    expect(some.ell).toEqual(at);
    expect(some.C).toEqual(at.map((l) => all.C[l - 1]));
    expect(some.checks.toExact).toEqual(at.map((l) => (all.checks.toExact as number[])[l - 1]));
  });

  test('--step is --alpha in other words', async () => {
    const [a, b] = await Promise.all([
      spectrum('--alpha', '50', '--l-max', '8'),
      spectrum('--step', '0.5', '--l-max', '8'),
    ]);
    expect(b.C).toEqual(a.C);
    expect(b.parameters).toEqual(a.parameters);
  });

  test('the consistent source is three times the published one, K|G|² scales, relative error < 1e-14', async () => {
    const [a, b, c] = await Promise.all([
      spectrum('--l-max', '8'),
      spectrum('--l-max', '8', '--source', 'consistent'),
      spectrum('--l-max', '8', '--gradient', '7e-4'),
    ]);
    a.C.forEach((value, i) => {
      expect(error(b.C[i], 3 * value)).toBeLessThan(1e-14);
      expect(error(c.C[i], 7 * value)).toBeLessThan(1e-14);
    });
  });

  test('--evolve goes from S t δ_ℓ1 to the steady state, relative errors < 1e-4 and < 1e-9', async () => {
    const [early, late, steady] = await Promise.all([
      spectrum('--l-max', '8', '--evolve', '1e-3'),
      spectrum('--l-max', '8', '--evolve', '1e4'),
      spectrum('--l-max', '8'),
    ]);
    expect(error(early.C[0], ((8 * Math.PI) / 9) * 1e-7 * 1e-3)).toBeLessThan(1e-4);
    steady.C.forEach((value, i) => {
      expect(error(late.C[i], value)).toBeLessThan(1e-9);
    });
    expect(late.parameters.lookBackTime).toBe(1e4);
  });

  test('physical units are the same model, relative error < 1e-12, and are shown back', async () => {
    const scale = ['--rigidity', '10TV', '--b-rms', '4uG', '--l-max', '8'];
    const plain = await spectrum('--k0', '0.01', '--k1', '10', '--step', '2', ...scale);
    const rg = plain.units.gyroradius!.value;
    expect(error(rg, 0.002702519028551049)).toBeLessThan(1e-9);
    expect(plain.units.physical).toMatchObject({ k0: { unit: '1/pc' }, deltaT: { unit: 'yr' } });
    expect(error(plain.units.physical!.k0.value, 0.01 / rg)).toBeLessThan(1e-14);
    const { value: years } = plain.units.physical!.deltaT;
    const physical = await spectrum(
      '--k0',
      `${0.01 / rg}/pc`,
      '--k1',
      `${10 / rg}/pc`,
      '--step',
      `${years}yr`,
      ...scale,
    );
    plain.C.forEach((value, i) => {
      expect(error(physical.C[i], value)).toBeLessThan(1e-12);
    });
  });
});

describe.concurrent('model files and tables', () => {
  const file = (name: string, text: string) => writeFileSync(join(folder, name), text);
  file('white.csv', 'k,g\n1e-3,1\n100,1\n');
  file('white-in-pc.csv', `k [1/pc], g\n${1e-3 / 0.002702519028551049},1\n${100 / 0.002702519028551049},1\n`);
  file('model.toml', '[turbulence]\nk0 = 0.01\nk1 = 50\nindex = 1\n[theory]\nalpha = 20\nlMax = 12\nells = "1..4"\n');
  file('tabulated.toml', '[turbulence]\ntable = "white.csv"\n[theory]\nalpha = 20\n');
  file('inline.toml', '[turbulence]\ntable = { k = [1e-3, 100], g = [2, 2] }\n');
  file('bent.toml', '[turbulence]\nkind = "bent"\nouterScale = 5\nindex = 1.6667\n');

  const plain = () => spectrum('--l-max', '6');
  const same = async (other: Result) => {
    for (const [i, value] of (await plain()).C.entries()) expect(error(other.C[i], value)).toBeLessThan(1e-10);
  };

  test('a table of white noise is white noise, relative error < 1e-10', async () =>
    same(await spectrum('--turbulence', 'white.csv', '--l-max', '6')));

  test('so is one in 1/pc', async () => {
    await same(
      await spectrum('--turbulence', 'white-in-pc.csv', '--l-max', '6', '--rigidity', '10TV', '--b-rms', '4uG'),
    );
  });

  test('so is one in a model file', async () => same(await spectrum('--turbulence', 'inline.toml', '--l-max', '6')));

  test('so is one named by a model file in another folder', async () => {
    await same(
      await cranisJson<Result>(['spectrum', '--turbulence', join(folder, 'tabulated.toml'), '--l-max', '6'], {
        cwd: ROOT,
      }),
    );
  });

  test('a model file is its flags, and flags override it', async () => {
    const flags = await spectrum(
      '--k0',
      '0.01',
      '--k1',
      '50',
      '--index',
      '1',
      '--alpha',
      '20',
      '--l-max',
      '12',
      '--ells',
      '1..4',
    );
    for (const how of [['model.toml'], ['--config', 'model.toml']]) {
      expect(await spectrum(...how)).toEqual(flags);
      const changed = await spectrum(...how, '--step', '1', '--index', '0');
      expect(changed.parameters).toMatchObject({ index: 0, alpha: 50, deltaT: 1, lMax: 12 });
    }
  });

  test('--turbulence replaces the turbulence of a model file, and says what it does not use', async () => {
    const { stdout, stderr } = await cranis(
      ['spectrum', 'model.toml', '--turbulence', 'tabulated.toml', '--format', 'json'],
      { cwd: folder },
    );
    expect(JSON.parse(stdout).parameters).toMatchObject({ kind: 'table', k0: 1e-3, k1: 100, alpha: 20, lMax: 12 });
    expect(JSON.parse(stdout).parameters).not.toHaveProperty('index');
    expect(stderr).toMatch(/^cranis: note: \[theory\] of tabulated\.toml not used[^\n]*\n$/);
  });

  test('a bent spectrum from a file and from flags', async () => {
    const file = await spectrum('bent.toml', '--l-max', '6');
    expect(await spectrum('--outer-scale', '5', '--index', '1.6667', '--l-max', '6')).toEqual(file);
    expect(file.parameters).toMatchObject({ kind: 'bent', outerScale: 5, lowIndex: 4 });
  });
});

describe.concurrent('other forms', () => {
  test('csv on the terminal and in a file are the same, and hold the numbers of the json', async () => {
    const args = ['--l-max', '9', '--noise', '1e-9'];
    const { stdout } = await cranis(['spectrum', ...args, '--format', 'csv']);
    const { code, stdout: silent } = await cranis(['spectrum', ...args, '-o', 'c.csv'], { cwd: folder });
    expect([code, silent]).toEqual([0, '']);
    expect(readFileSync(join(folder, 'c.csv'), 'utf8')).toBe(stdout);
    const lines = stdout.trimEnd().split('\n');
    const data = lines.filter((line) => !line.startsWith('#'));
    expect(data[0]).toBe('ell,C,C_plus_noise,lMaxDoubling,toExact');
    const json = await spectrum(...args);
    expect(data.slice(1).map((line) => Number(line.split(',')[1]))).toEqual(json.C);
    expect(data.slice(1).map((line) => Number(line.split(',')[2]))).toEqual(json.C.map((c) => c + 1e-9));
    for (const name of Object.keys(json.parameters)) expect(stdout).toMatch(new RegExp(`^# ${name} = `, 'm'));
  });

  test('json in a file is the json on the terminal', async () => {
    const args = ['spectrum', '--l-max', '5'];
    await cranis([...args, '-o', 'c.json'], { cwd: folder });
    expect(readFileSync(join(folder, 'c.json'), 'utf8')).toBe((await cranis([...args, '--format', 'json'])).stdout);
  });

  test.each([
    ['svg', '<svg'],
    ['png', '\u0089PNG'],
    ['pdf', '%PDF-'],
  ])('a picture as %s', async (ending, start) => {
    const { code, stderr } = await cranis(['spectrum', '--l-max', '12', '--noise', '1e-9', '-o', `p.${ending}`], {
      cwd: folder,
    });
    expect([code, stderr]).toEqual([0, '']);
    expect(readFileSync(join(folder, `p.${ending}`), 'latin1').slice(0, 100)).toContain(start);
  });

  test('the table fits 60 columns, shows both systems of units and the effect of ℓ_max', async () => {
    const { stdout } = await cranis([
      'spectrum',
      '--l-max',
      '60',
      '--noise',
      '1e-9',
      '--rigidity',
      '10TV',
      '--b-rms',
      '4uG',
    ]);
    const lines = stdout.split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
    expect(stdout).toMatch(/k₀ +0\.001 1\/r_g += 0\.37003 1\/pc/);
    expect(stdout).toMatch(/ℓ +C_ℓ +C_ℓ \+ N +2ℓ_max +exact/);
    expect(stdout).toMatch(/10 +9\.7037e-9 +1\.0704e-8 +1\.622 +12\.92/);
    expect(stdout).toContain('rows; --ells 1..60 lists all');
    expect(stdout).toContain('sum rule [P7]');
  });

  test('every row is listed when it is asked for', async () => {
    const { stdout } = await cranis(['spectrum', '--l-max', '60', '--ells', '1..60']);
    expect(stdout.split('\n').filter((line) => /^ +\d+ +\d\.\d{4}e-/.test(line)).length).toBe(60);
  });
});
