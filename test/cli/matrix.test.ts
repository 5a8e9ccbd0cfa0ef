import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cranis, cranisJson, ROOT, temporaryFolder } from './cranis.ts';

interface Result {
  M: number[][];
  A: number[][] | null;
  Lambda: { 0: number; 2: number };
  deltaT: number;
}

interface Case {
  alpha: number;
  Lambda0: number;
  Lambda2: number;
  M: Record<string, number>;
}

const reference = JSON.parse(readFileSync(join(ROOT, 'test/reference/theory.json'), 'utf8')) as Case[];
const folder = temporaryFolder();
const matrix = (...args: string[]) => cranisJson<Result>(['matrix', ...args], { cwd: folder });
const error = (value: number, expected: number) => Math.abs(value / expected - 1);

describe.concurrent('cranis matrix --format json', () => {
  test.each(reference)('agrees with the reference at α = $alpha, relative error < 1e-9', async (known) => {
    const { M, Lambda, deltaT } = await matrix('--alpha', `${known.alpha}`, '--l-max', '20');
    expect(deltaT).toBe(known.alpha / 100);
    expect(error(Lambda[0], known.Lambda0)).toBeLessThan(1e-9);
    expect(error(Lambda[2], known.Lambda2)).toBeLessThan(1e-9);
    for (const [key, value] of Object.entries(known.M)) {
      const [l, l0] = key.split(',').map(Number) as [number, number];
      expect(error(M[l][l0], value)).toBeLessThan(1e-9);
    }
  });

  test('has rows ℓ = 0 … N, columns ℓ0 = 0 … N, and A = (δ − M)/ΔT to 1e-15', async () => {
    const { M, A, deltaT } = await matrix('--l-max', '7');
    expect(M.length).toBe(8);
    expect(A!.length).toBe(8);
    for (let l = 0; l <= 7; l++) {
      expect(M[l].length).toBe(8);
      for (let l0 = 0; l0 <= 7; l0++) {
        expect(Math.abs(A![l][l0] - ((l === l0 ? 1 : 0) - M[l][l0]) / deltaT)).toBeLessThan(1e-15);
      }
    }
  });

  test('the diagrams add up, M = δ + 2 M¹ᵃ + M¹ᶜ, absolute error < 1e-14; alone they have no A', async () => {
    const [all, single, crossed] = await Promise.all([
      matrix('--l-max', '6'),
      matrix('--l-max', '6', '--diagram', '1a'),
      matrix('--l-max', '6', '--diagram', '1c'),
    ]);
    expect([single.A, crossed.A]).toEqual([null, null]);
    for (let l = 0; l <= 6; l++) {
      for (let l0 = 0; l0 <= 6; l0++) {
        const sum = (l === l0 ? 1 : 0) + 2 * single.M[l][l0] + crossed.M[l][l0];
        expect(Math.abs(all.M[l][l0] - sum)).toBeLessThan(1e-14);
      }
    }
    const { Lambda } = single; // (3.11)
    expect(error(single.M[3][3], ((-8 * Math.PI) / 3) * (Lambda[0] - Lambda[2] / 2) * 12)).toBeLessThan(1e-14);
  });

  test('both methods agree to 1e-11 of the row’s largest element', async () => {
    const [a, b] = await Promise.all([matrix('--l-max', '12'), matrix('--l-max', '12', '--method', 'wigner')]);
    a.M.forEach((row, l) => {
      const scale = Math.max(...row.map(Math.abs));
      row.forEach((value, l0) => {
        expect(Math.abs(value - b.M[l][l0]) / scale).toBeLessThan(1e-11);
      });
    });
  });
});

describe.concurrent('other forms', () => {
  test('csv has a line for every element', async () => {
    const { stdout } = await cranis(['matrix', '--l-max', '5', '--format', 'csv']);
    const data = stdout
      .trimEnd()
      .split('\n')
      .filter((line) => !line.startsWith('#'));
    expect(data[0]).toBe('ell,ell0,M,A');
    expect(data.length).toBe(1 + 36);
    const { M, A } = await matrix('--l-max', '5');
    expect(data[1 + 2 * 6 + 3]).toBe(`2,3,${M[2][3]},${A![2][3]}`);
  });

  test('the table shows a corner that fits 60 columns', async () => {
    const { code, stdout } = await cranis(['matrix', '--l-max', '30']);
    expect(code).toBe(0);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60);
    expect(stdout).toContain('Λ0 = 0.00109');
    expect(stdout).toContain('--format json');
  });
});
