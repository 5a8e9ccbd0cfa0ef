import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cranis, cranisJson, temporaryFolder } from './cranis.ts';

const folder = temporaryFolder();
const FILES = ['figure-2.csv', 'figure-2.pdf', 'figure-2.png', 'figure-2.svg'];

interface Row {
  series: string;
  alpha: string;
  lMax: string;
  ell: number;
  C: number;
  sum: number;
}

/** No cell of a theory line is quoted. */
function rows(csv: string): Row[] {
  return csv
    .split('\n')
    .filter((line) => line.startsWith('theory,'))
    .map((line) => line.split(','))
    .map(([series, alpha, lMax, ell, C, sum]) => ({
      series: series,
      alpha: alpha,
      lMax: lMax,
      ell: Number(ell),
      C: Number(C),
      sum: Number(sum),
    }));
}

describe('cranis figure 2 and cranis start', async () => {
  const made = join(folder, 'new', 'figures');
  const home = join(folder, 'home');
  mkdirSync(home);
  const [figure, start] = await Promise.all([cranis(['figure', '2', '-o', made]), cranis(['start'], { cwd: home })]);
  const csv = readFileSync(join(made, 'figure-2.csv'), 'utf8');

  test('make all four files, and say where', () => {
    expect([figure.code, figure.stderr, start.code, start.stderr]).toEqual([0, '', 0, '']);
    expect(readdirSync(made).sort()).toEqual(FILES);
    expect(figure.stdout.trimEnd().split('\n').sort()).toEqual(FILES.map((file) => join(made, file)));
    for (const figure of ['figure-1', 'figure-2']) {
      expect(start.stdout).toContain(`${join('results', figure)}: .svg .png .pdf .csv`);
    }
    const results = readdirSync(join(home, 'results'));
    expect(results).toEqual(expect.arrayContaining([...FILES, 'figure-1.svg', 'figure-1.csv', 'figure-1-quick-run']));
  });

  test('give the same bytes', () => {
    for (const file of FILES) {
      expect(readFileSync(join(home, 'results', file)).equals(readFileSync(join(made, file)))).toBe(true);
    }
  });

  test('draw the curves of cranis spectrum, to the last digit', async () => {
    const curves = rows(csv);
    expect([...new Set(curves.map(({ alpha }) => alpha))]).toEqual(['10', '20', '50', '100', '200']);
    expect([...new Set(curves.map(({ lMax }) => lMax))]).toEqual(['60', 'exact']);
    for (const lMax of ['60', 'exact']) {
      const { C } = await cranisJson<{ C: number[] }>(['spectrum', '--l-max', lMax, '--ells', '1..30']);
      const curve = curves.filter((row) => row.alpha === '50' && row.lMax === lMax);
      expect(curve.map((row) => row.ell)).toEqual(C.map((_, i) => i + 1));
      expect(curve.map((row) => row.C)).toEqual(C);
      expect(curve.map((row) => row.sum)).toEqual(C.map((c) => c + 1.5e-9));
    }
  });

  test('state the measurements with their provenance, and mark them as digitised', () => {
    expect(csv).toMatch(/^# HAWC–IceCube 2019, 10 TeV: .*digitised/m);
    expect(csv).toMatch(/^"HAWC–IceCube 2019, 10 TeV",,,1,0\.0000019624,/m);
    expect(csv).toMatch(/^# lMax = 60$/m);
    expect(readFileSync(join(made, 'figure-2.svg'), 'utf8')).toContain('(digitised)');
  });

  test('show α = 50 as each observatory sees it, with bands: what cranis fit expects of the same spectrum, relative error < 2e-8', async () => {
    for (const [name, data, noise, lMax] of [
      ['HAWC–IceCube', ['hawc-icecube-2019'], '1.5e-9', '60'],
      ['IceCube', ['icecube-2025', '--energy', '13'], '0', '60'],
    ] as const) {
      const lines = csv.split('\n').filter((line) => line.startsWith(`as seen by ${name},50,${lMax},`));
      const cells = lines.map((line) => line.split(',').map(Number));
      // A range so narrow that the best fit is the gradient of the figure.
      const { curve } = await cranisJson<{ curve: Record<string, number[]> }>([
        ...['fit', '--data', ...data, '--free', 'gradient', '--range', 'gradient=0.99999999e-4..1.00000001e-4'],
        ...['--alpha', '50', '--l-max', lMax, '--noise', noise, '--samples', '100'],
      ]);
      curve.ell.forEach((ell, i) => {
        const [, , , l, , expected, , , low68, high68, low95, high95] = cells[ell - 1];
        expect(l).toBe(ell);
        expect(Math.abs(expected / curve.best[i] - 1)).toBeLessThan(2e-8);
        expect([low95, low68, expected, high68, high95]).toEqual(
          [low95, low68, expected, high68, high95].toSorted((a, b) => a - b),
        );
      });
    }
  });

  test('start sums up in one page of 28 lines of 80 columns', () => {
    const { stdout } = start;
    const lines = stdout.trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(28);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
    // At ℓ_max = 60 and fixed K|G|², a scan by hand over α = 100, 130, 160, 200, 250 has its least χ² at 200.
    const [, alpha, chiSquare] = /ℓ_max = 60 +(\d+) \(\d+ to \d+\) +([\d.]+)\/11 /.exec(stdout)!;
    expect(Number(alpha)).toBeGreaterThan(160);
    expect(Number(alpha)).toBeLessThan(250);
    expect(Number(chiSquare)).toBeLessThan(11);
    // K of the test particles: 5.45 by an independent code, 24 realisations scatter by 0.14.
    const [, K] = /K of 24 realisations, r_g c +([\d.]+) ± /.exec(stdout)!;
    expect(Math.abs(Number(K) - 5.45)).toBeLessThan(3 * 0.14);
    expect(stdout).toMatch(/sum rule \[P7\], residual +\d\.\de-1[2-6]/);
  });
});

test('figure 2 needs a number for ℓ_max, and makes no folder without it', async () => {
  const { code, stderr } = await cranis(['figure', '2', '--l-max', 'exact', '-o', join(folder, 'none')]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^cranis: --l-max: figure 2 needs a number for ℓ_max[^\n]*\n$/);
  expect(readdirSync(folder)).not.toContain('none');
});
