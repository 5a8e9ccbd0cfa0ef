/**
 * SHA-256 of what the built package computes, by name: the same in every JavaScript engine. Runs in Node and in a browser.
 * The arguments are made from whole numbers with + − × ÷ alone, which are the same everywhere.
 */
import * as elementary from '../../dist/math/elementary/index.js';
import { createRandomStream, type RandomStream } from '../../dist/math/random.js';
import { PHYSICS } from './physics.ts';

/** Sizes of the arguments of elementary functions: everyday ones and extreme ones. */
const SIZES = [1, 1, 1, 10, 10, 100, 700, 1e-3, 1e-9, 1e6, 1e12, 1e100, 1e300, 1e-300];
const ARGUMENTS = 100_000;
const DRAWS = 10_000;

/** What is hashed. The order does not matter. */
const RESULTS: Readonly<Record<string, () => Float64Array | Promise<Float64Array>>> = {
  ...elementaryResults(),
  'random words': () => draws((random) => random.word()),
  'random uniform': () => draws((random) => random.uniform()),
  'random normal': () => draws((random) => random.normal()),
  'random direction': () => {
    const random = createRandomStream(1, 2, 3);
    const out = new Float64Array(3 * DRAWS);
    for (let i = 0; i < DRAWS; i++) random.direction(out, 3 * i);
    return out;
  },
  ...PHYSICS,
};

export async function hashes(): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [name, result] of Object.entries(RESULTS)) found[name] = await sha256(await result());
  return found;
}

/** One result for each elementary function: its values at many arguments. */
function elementaryResults(): Record<string, () => Float64Array> {
  const results: Record<string, () => Float64Array> = {};
  for (const [name, f] of Object.entries(elementary)) {
    results[name] = () => (name === 'sinCos' ? sinesAndCosines() : values(f as (...x: number[]) => number));
  }
  return results;
}

function values(f: (...x: number[]) => number): Float64Array {
  const next = argumentsOf(f.length);
  return Float64Array.from({ length: ARGUMENTS }, () => f(...next()));
}

function sinesAndCosines(): Float64Array {
  const next = argumentsOf(1);
  const out = new Float64Array(2 * ARGUMENTS);
  for (let i = 0; i < ARGUMENTS; i++) elementary.sinCos(next()[0], out.subarray(2 * i));
  return out;
}

/** Draws so many numbers at a time, of both signs and all sizes (Numerical Recipes, section 7.1). */
function argumentsOf(count: number): () => number[] {
  let state = 1;
  const word = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state;
  };
  return () =>
    Array.from({ length: count }, () => (word() / 2147483648 - 1 + word() / 1e19) * SIZES[word() % SIZES.length]);
}

function draws(draw: (random: RandomStream) => number): Float64Array {
  const random = createRandomStream(1, 2, 3);
  return Float64Array.from({ length: DRAWS }, () => draw(random));
}

async function sha256(values: Float64Array): Promise<string> {
  // NaN has many bit patterns; engines may choose.
  const bytes = new DataView(new ArrayBuffer(8 * values.length));
  values.forEach((value, i) => {
    if (Number.isNaN(value)) bytes.setBigUint64(8 * i, 0x7ff8000000000000n, true);
    else bytes.setFloat64(8 * i, value, true);
  });
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
