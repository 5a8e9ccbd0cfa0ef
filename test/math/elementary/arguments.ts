/** Arguments for the tests of the elementary functions: of all sizes, dense where digits are easily lost, and the special ones. */

/** Uniform numbers from 0 to 1, always the same (Numerical Recipes, section 7.1): not those of cranis, which use the functions under test. */
export function uniforms(seed: number): () => number {
  let state = seed >>> 0;
  const word = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state;
  };
  return () => ((word() >>> 6) * 2 ** 27 + (word() >>> 5)) * 2 ** -53;
}

type Draw = (u: () => number) => readonly number[];

const sign = (u: () => number) => (u() < 0.5 ? -1 : 1);
const upTo = (most: number) => (u: () => number) => sign(u) * u() * most;
/** Of any size from 2^low to 2^high. */
const sizes = (low: number, high: number) => (u: () => number) => (1 + u()) * 2 ** Math.floor(low + (high - low) * u());
const signed = (draw: (u: () => number) => number) => (u: () => number) => sign(u) * draw(u);
const near = (u: () => number, value: number) => value * (1 + sign(u) * sizes(-53, -3)(u));

const one =
  (...draws: ((u: () => number) => number)[]): Draw =>
  (u) => [draws[Math.floor(u() * draws.length)](u)];
const any =
  (...draws: Draw[]): Draw =>
  (u) =>
    draws[Math.floor(u() * draws.length)](u);

const angles = one(
  upTo(Math.PI / 4),
  upTo(100),
  upTo(2e6),
  signed(sizes(-300, 1023)),
  signed((u) => near(u, (Math.floor(u() * 1e6) * Math.PI) / 2)),
);
const positive = one(
  sizes(-1074, 1023),
  (u) => near(u, 1),
  (u) => 0.5 + u(),
  (u) => 100 * u(),
);

export const DRAWS: Readonly<Record<string, Draw>> = {
  sin: angles,
  cos: angles,
  tan: angles,
  exp: one(upTo(700), upTo(5), signed(sizes(-60, 0)), (u) => -700 - 44 * u()),
  expm1: one(upTo(700), upTo(2), upTo(0.1), signed(sizes(-60, 0))),
  log: positive,
  log2: positive,
  log10: positive,
  log1p: one(
    sizes(-60, 1000),
    (u) => -u(),
    upTo(0.02),
    (u) => sizes(-52, 0)(u) / 2 - 1,
  ),
  atan: one(signed(sizes(-60, 60)), upTo(1), upTo(0.1), upTo(20)),
  cbrt: one(signed(sizes(-1074, 1023)), upTo(8)),
  atan2: any(
    (u) => [upTo(1)(u), upTo(1)(u)],
    (u) => [signed(sizes(-20, 20))(u), signed(sizes(-20, 20))(u)],
    (u) => [signed(sizes(-500, 500))(u), signed(sizes(-500, 500))(u)],
  ),
  hypot: any(
    (u) => [upTo(1)(u), upTo(1)(u)],
    (u) => [upTo(1)(u), upTo(1)(u), upTo(1)(u)],
    (u) => [signed(sizes(-1000, 1000))(u), signed(sizes(-1000, 1000))(u)],
    (u) => [sizes(-10, 10)(u), sizes(-10, 10)(u), sizes(-10, 10)(u)],
  ),
  pow: any(
    (u) => [sizes(-10, 10)(u), upTo(10)(u)],
    (u) => [10 * u(), Math.floor(20 * u()) - 10],
    (u) => powerOf(sizes(-1074, 1023)(u), 709 - 1449 * u()),
    (u) => powerOf(near(u, 1), 709 - 1449 * u()),
  ),
};

/** x and the y for which x^y is about e^exponent. */
function powerOf(x: number, exponent: number): readonly [number, number] {
  return [x, x === 1 ? exponent : exponent / Math.log(x)];
}

export const SPECIAL: readonly number[] = [
  ...[
    0,
    Number.MIN_VALUE,
    1e-310,
    2 ** -1022,
    1e-300,
    2 ** -54,
    1e-8,
    0.5,
    1,
    1.5,
    2,
    3,
    4,
    9,
    10,
    1e22,
    2 ** 53,
    1e300,
  ],
  ...[
    Number.MAX_VALUE,
    Math.PI / 4,
    Math.PI / 2,
    Math.PI,
    708,
    709.7,
    709.79,
    745.1,
    745.2,
    746,
    Number.POSITIVE_INFINITY,
  ],
].flatMap((x) => [x, -x]);
