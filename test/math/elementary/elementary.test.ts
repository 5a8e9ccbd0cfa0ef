import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as elementary from '../../../src/math/elementary/index.ts';
import { DRAWS, SPECIAL, uniforms } from './arguments.ts';
import * as highPrecision from './high-precision.ts';
import { exact, ulpsBetween } from './high-precision.ts';

type Name = Exclude<keyof typeof elementary, 'sinCos'>;
type Numeric = (...x: readonly number[]) => number;
type Exact = (...x: readonly bigint[]) => bigint;

const FUNCTIONS = new Map(Object.entries(elementary) as unknown as [string, Numeric][]);
const REFERENCES = new Map(Object.entries(highPrecision) as unknown as [string, Exact][]);

const ours = (name: Name) => FUNCTIONS.get(name) as Numeric;
const engine = (name: Name) => Math[name] as Numeric;

function reference(name: Name, x: readonly number[]): bigint {
  if (name === 'atan') return highPrecision.atan2(exact(x[0]), exact(1), Math.atan(x[0]));
  if (name === 'atan2') return highPrecision.atan2(exact(x[0]), exact(x[1]), Math.atan2(x[0], x[1]));
  return (REFERENCES.get(name) as Exact)(...x.map(exact));
}

/** Largest error in units in the last place, as the functions' own docs state it, and the largest distance to what Math gives. */
const BOUNDS: readonly (readonly [name: Name, error: number, toMath: number])[] = [
  ['sin', 0.88, 1],
  ['cos', 0.88, 1],
  ['tan', 0.62, 1],
  ['exp', 0.52, 1],
  ['expm1', 0.62, 1],
  ['log', 0.52, 1],
  ['log1p', 0.52, 1],
  ['log2', 0.51, 1],
  ['log10', 0.51, 2],
  ['pow', 0.6, 1],
  ['atan', 0.76, 1],
  ['atan2', 0.72, 2],
  ['hypot', 0.51, 3],
  ['cbrt', 0.67, 1],
];

const ACCURATE = 2500;
const MANY = 1_000_000;

/** How many doubles lie from a to b. */
function steps(a: number, b: number): number {
  if (Object.is(a, b)) return 0;
  if (Number.isNaN(a) || Number.isNaN(b) || a * b < 0) return Number.POSITIVE_INFINITY;
  const [first, second] = new BigInt64Array(Float64Array.of(a, b).buffer);
  return Math.abs(Number(first - second));
}

/** The arguments with the largest value of `measure`, of so many. */
function worst(name: Name, count: number, seed: number, measure: (x: readonly number[]) => number) {
  const u = uniforms(seed);
  let found = { value: -1, x: [] as readonly number[] };
  for (let i = 0; i < count; i++) {
    const x = DRAWS[name](u);
    const value = measure(x);
    if (!(value <= found.value)) found = { value, x };
  }
  return found;
}

describe.each(BOUNDS)('%s', (name, error, toMath) => {
  const f = ours(name);

  test(`is within ${error} units in the last place of the true value, at ${ACCURATE} arguments`, () => {
    const { value, x } = worst(name, ACCURATE, 1, (x) => {
      const [value, truth] = [f(...x), reference(name, x)];
      const tooSmall = Math.abs(value) < 2 ** -1022 ? 0.25 : 0; // a subnormal result is rounded twice
      return ulpsBetween(value, truth) - tooSmall;
    });
    expect(value, `${name}(${x})`).toBeLessThan(error);
  });

  test(`is within ${toMath} doubles of Math.${name}, at ${MANY} arguments`, () => {
    const { value, x } = worst(name, MANY, 2, (x) => steps(f(...x), engine(name)(...x)));
    expect(value, `${name}(${x})`).toBeLessThanOrEqual(toMath);
  });

  test(`gives what Math.${name} gives for ±0, ±∞, NaN and numbers of extreme size, within ${toMath} doubles`, () => {
    const special = [...SPECIAL, Number.NaN];
    const cases = f.length === 1 ? special.map((x) => [x]) : special.flatMap((x) => special.map((y) => [x, y]));
    for (const x of cases) {
      expect(
        steps(f(...x), engine(name)(...x)),
        `${name}(${x.map((v) => (Object.is(v, -0) ? '-0' : v))})`,
      ).toBeLessThanOrEqual(toMath);
    }
  });
});

describe('sinCos', () => {
  test('gives the bits of sin and cos', () => {
    const u = uniforms(3);
    const out = new Float64Array(2);
    for (const [x] of [...SPECIAL.map((x) => [x]), ...Array.from({ length: 100_000 }, () => DRAWS.sin(u))]) {
      elementary.sinCos(x, out);
      if (!Object.is(out[0], elementary.sin(x)) || !Object.is(out[1], elementary.cos(x))) expect.fail(`x = ${x}`);
    }
  });
});

describe('the bits themselves', () => {
  const { atan, atan2, cbrt, cos, exp, expm1, hypot, log, log10, log1p, log2, pow, sin, tan } = elementary;

  test('come from nothing that engines may compute differently: no function of Math but these, and no **', () => {
    const folder = new URL('../../../src/math/elementary/', import.meta.url);
    const used = readdirSync(folder).flatMap((file) => {
      const code = readFileSync(new URL(file, folder), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      expect(code, file).not.toContain('**');
      return [...code.matchAll(/\bMath\.(\w+)/g)].map(([, name]) => name);
    });
    expect([...new Set(used)].sort()).toEqual(['PI', 'abs', 'floor', 'fround', 'max', 'min', 'sqrt']);
  });

  test('odd functions are odd and even ones even, to the last bit', () => {
    const u = uniforms(4);
    for (let i = 0; i < 100_000; i++) {
      const [x] = DRAWS.sin(u);
      for (const f of [sin, tan, atan, cbrt]) if (!Object.is(f(-x), -f(x))) expect.fail(`${f.name}(${x})`);
      if (!Object.is(cos(-x), cos(x))) expect.fail(`cos(${x})`);
    }
  });

  test('whole powers, roots and lengths are exact where they are doubles', () => {
    for (let x = 2; x <= 1000; x++) {
      for (let n = 1; x ** n < 2 ** 53; n++) expect(pow(x, n), `${x}^${n}`).toBe(Number(BigInt(x) ** BigInt(n)));
      expect([cbrt(x * x * x), pow(x * x, 0.5), hypot(3 * x, 4 * x), hypot(2 * x, 3 * x, 6 * x)]).toEqual([
        x,
        x,
        5 * x,
        7 * x,
      ]);
    }
    for (let n = -1074; n < 1024; n++) expect([pow(2, n), log2(2 ** n)]).toEqual([2 ** n, n]);
    for (let n = -307; n <= 308; n++) expect(log10(Number(`1e${n}`))).toBe(n);
  });

  test('angles of the axes and diagonals, and constants', () => {
    expect([atan(1), atan2(1, -1), atan2(0, -1), atan2(-1, 0)]).toEqual([
      Math.PI / 4,
      0.75 * Math.PI,
      Math.PI,
      -Math.PI / 2,
    ]);
    expect([exp(1), log(2), log(10), log2(Math.E), log10(Math.E)]).toEqual([
      Math.E,
      Math.LN2,
      Math.LN10,
      Math.LOG2E,
      Math.LOG10E,
    ]);
    expect([sin(Math.PI), cos(Math.PI / 2), expm1(1e-20), log1p(1e-20)]).toEqual([
      1.2246467991473532e-16, 6.123233995736766e-17, 1e-20, 1e-20,
    ]);
  });

  test('powers are infinite from the first that is too large, and 0 below the last that is not too small', () => {
    for (let x = 709.783; x < 720; x += 1 / 1024)
      expect([exp(x), expm1(x), pow(Math.E, 1.00001 * x)]).toEqual(Array(3).fill(Number.POSITIVE_INFINITY));
    for (let x = -745.2; x > -760; x -= 1 / 1024)
      expect([exp(x), expm1(x), pow(Math.E, 1.00001 * x)]).toEqual([0, -1, 0]);
    expect([exp(709.782712893384), exp(-745.1332191019411)]).toEqual([1.7976931348622732e308, 5e-324]);
  });

  test('a length of three numbers, one infinite or not a number', () => {
    expect(hypot(1, Number.NEGATIVE_INFINITY, Number.NaN)).toBe(Number.POSITIVE_INFINITY);
    expect(hypot(1, 2, Number.NaN)).toBeNaN();
    expect(hypot(2 ** 1023, 2 ** 1022, 2 ** 1022)).toBe(Math.sqrt(1.5) * 2 ** 1023);
  });
});
