import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contentOf } from '../campaign/runs.ts';
import { cranis, temporaryFolder } from './cranis.ts';
import { svgText } from './svg-text.ts';

const folder = temporaryFolder();
const SMALL = '--k0 0.1 --k1 10 --modes 60 --n-side 4 --times 1,5,20 --realisations 6 --l-max 20'.split(' ');

describe('cranis figure 1', () => {
  test('makes the figure, its table and its run; the second time from the same run', async () => {
    const path = join(folder, 'results');
    const first = await cranis(['figure', '1', ...SMALL, '-o', path]);
    expect(first.code).toBe(0);
    expect(first.stdout).toMatch(/^best α at t = 20, ℓ_max = 20 .*χ²\/dof/);
    expect(first.stdout).toMatch(/K of 6 realisations, r_g c +\S+ ± \S+ +by \[P12\] /);
    const files = ['figure-1.svg', 'figure-1.png', 'figure-1.pdf', 'figure-1.csv', 'figure-1-run'].map((name) =>
      join(path, name),
    );
    expect(first.stdout.trim().split('\n').slice(-5)).toEqual(files);

    const svg = svgText(readFileSync(files[0], 'utf8'));
    for (const word of [
      'theory at ',
      'exact',
      '6 realisations of 60 waves',
      'source term ',
      'published',
      'shot noise',
      'Fit to ',
    ]) {
      expect(svg).toContain(word);
    }
    expect(svg).not.toContain('quick');
    const rows = readFileSync(files[3], 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(rows[0]).toBe('series,time,alpha,lMax,ell,C,error,raw,shotNoise');
    const count = (start: RegExp) => rows.filter((row) => start.test(row)).length;
    expect(count(/^simulated,20,,,/)).toBe(11); // 3 N_side − 1
    expect(count(/^theory,,50,20,/)).toBe(20);
    expect(count(/^theory,,50,exact,/)).toBe(30);

    const before = contentOf(path);
    const second = await cranis(['figure', '1', ...SMALL, '-o', path]);
    expect(second).toMatchObject({ code: 0, stderr: '' });
    expect(second.stdout).toBe(first.stdout);
    expect(contentOf(path)).toEqual(before);
  });

  test('--quick says so on the figure, and keeps a run of its own', async () => {
    const path = join(folder, 'quick');
    const { code, stdout } = await cranis(['figure', '1', '--quick', ...SMALL, '--realisations', '2', '-o', path]);
    expect(code).toBe(0);
    expect(stdout).toContain(join(path, 'figure-1-quick-run'));
    expect(svgText(readFileSync(join(path, 'figure-1.svg'), 'utf8'))).toContain('A quick version');
  });

  test.each([
    ['1 --gradient 1e-5', /--gradient: has no meaning for figure 1/],
    ['1 --l-max exact', /figure 1 needs a number for ℓ_max/],
    ['2 --seed 3', /--seed: has no meaning for figure 2/],
    ['2 --quick', /--quick: figure 2 is quick anyway/],
    ['1 --geometry slab', /isotropic turbulence without a mean field/],
  ])('bad input: %s', async (args, message) => {
    const [number, ...rest] = args.split(' ');
    const small = number === '1' ? [...SMALL, '--realisations', '1'] : [];
    const { code, stderr } = await cranis(['figure', number, ...small, ...rest, '-o', join(folder, `bad-${args}`)]);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});
