/** Elementary functions beside those of Math: nanoseconds a call in a loop over 65,536 random numbers, which no processor can learn. */
import * as elementary from '../src/math/elementary/index.ts';
import { createRandomStream } from '../src/math/random.ts';
import { time } from './timing.ts';

const COUNT = 65_536;
const random = createRandomStream(1, 0, 0);
const between = (low: number, high: number) =>
  Float64Array.from({ length: COUNT }, () => low + (high - low) * random.uniform());

type Unary = (x: number) => number;
type Binary = (x: number, y: number) => number;

/** A loop of its own for each function: one loop for all would not be compiled as one written for it. */
function nanoseconds(f: Unary | Binary, x: Float64Array, y: Float64Array): number {
  const code = `let sum = 0; for (let i = 0; i < x.length; i++) sum += f(x[i], y[i]); return sum; // ${Math.random()}`;
  const loop = new Function('f', 'x', 'y', f.length === 1 ? code.replace(', y[i]', '') : code);
  return (time(() => loop(f, x, y)).least / COUNT) * 1e6;
}

const out = new Float64Array(2);
const sinCos = (x: number) => {
  elementary.sinCos(x, out);
  return out[0] + out[1];
};

const { atan, atan2, cbrt, cos, exp, expm1, hypot, log, log10, log1p, log2, pow, sin, tan } = elementary;
const ANGLES = between(-100, 100);
const AROUND_ZERO = between(-5, 5);
const POSITIVE = between(0, 100);

const CASES: readonly (readonly [name: string, ours: Unary | Binary, ofMath: Unary | Binary, x: Float64Array])[] = [
  ['sin', sin, Math.sin, ANGLES],
  ['cos', cos, Math.cos, ANGLES],
  ['sin and cos', sinCos, (x: number) => Math.sin(x) + Math.cos(x), ANGLES],
  ['tan', tan, Math.tan, ANGLES],
  ['exp', exp, Math.exp, AROUND_ZERO],
  ['expm1', expm1, Math.expm1, AROUND_ZERO],
  ['log', log, Math.log, POSITIVE],
  ['log1p', log1p, Math.log1p, POSITIVE],
  ['log2', log2, Math.log2, POSITIVE],
  ['log10', log10, Math.log10, POSITIVE],
  ['pow', pow, Math.pow, POSITIVE],
  ['atan', atan, Math.atan, AROUND_ZERO],
  ['atan2', atan2, Math.atan2, ANGLES],
  ['hypot', (x: number, y: number) => hypot(x, y), (x: number, y: number) => Math.hypot(x, y), ANGLES],
  ['cbrt', cbrt, Math.cbrt, POSITIVE],
];

console.log('function         ours    Math   ratio   (ns a call)');
for (const [name, ours, ofMath, x] of CASES) {
  const [a, b] = [nanoseconds(ours, x, AROUND_ZERO), nanoseconds(ofMath, x, AROUND_ZERO)];
  console.log(
    `${name.padEnd(12)} ${a.toFixed(1).padStart(8)} ${b.toFixed(1).padStart(7)} ${(a / b).toFixed(2).padStart(7)}`,
  );
}
