/** Numbers that agree: one matcher, which makes the title of its test, so that no name promises more than is checked. */
import { test } from 'vitest';

/** How far a number may lie from what is expected; the loosest of those given counts. */
export interface Tolerance {
  /** |actual − expected| ≤ relative · |expected|, number by number. */
  readonly relative?: number;
  /** |actual − expected| ≤ absolute. */
  readonly absolute?: number;
  /** |actual − expected| ≤ ofLargest · max |expected|: for lists whose small members carry the rounding of large ones. */
  readonly ofLargest?: number;
}

type Numbers = number | ArrayLike<number>;

/**
 * Throws, with the worst number, unless all numbers agree. NaN agrees with nothing.
 * @param what names the numbers in the message, where a test compares several
 */
export function within(actual: Numbers, expected: Numbers, tolerance: Tolerance, what = ''): void {
  const [is, wanted] = [listOf(actual), listOf(expected)];
  if (is.length !== wanted.length) {
    throw new Error(`${labelled(what)}${is.length} numbers, expected ${wanted.length}`);
  }
  let largest = 0;
  for (let i = 0; i < wanted.length; i++) largest = Math.max(largest, Math.abs(wanted[i]));
  const { relative = 0, absolute = 0, ofLargest = 0 } = tolerance;
  let [worst, excess] = [-1, 1];
  for (let i = 0; i < wanted.length; i++) {
    if (is[i] === wanted[i]) continue; // infinities too
    const allowed = Math.max(absolute, relative * Math.abs(wanted[i]), ofLargest * largest);
    const ratio = Math.abs(is[i] - wanted[i]) / allowed;
    if (ratio <= excess) continue;
    worst = i;
    excess = Number.isNaN(ratio) ? Number.POSITIVE_INFINITY : ratio;
  }
  if (worst < 0) return;
  const where = typeof expected === 'number' ? '' : `[${worst}] `;
  throw new Error(
    `${labelled(what)}${where}is ${is[worst]}, expected ${wanted[worst]} within ${describeTolerance(tolerance)}: ` +
      `off by ${excess.toPrecision(3)} times that`,
  );
}

/** "relative 1e-12", "absolute 1e-15", "relative 1e-12 or absolute 1e-15". */
export function describeTolerance({ relative, absolute, ofLargest }: Tolerance): string {
  const parts = [
    ...(relative === undefined ? [] : [`relative ${relative}`]),
    ...(absolute === undefined ? [] : [`absolute ${absolute}`]),
    ...(ofLargest === undefined ? [] : [`${ofLargest} of the largest`]),
  ];
  if (parts.length === 0) throw new Error('a tolerance needs a number');
  return parts.join(' or ');
}

/** Compares by the tolerance of its test. */
export type Within = (actual: Numbers, expected: Numbers, what?: string) => void;

/** A test whose title ends with the tolerance that its `within` checks: agree('P_ℓ(1) = 1', { relative: 1e-15 }, (within) => …). */
export function agree(title: string, tolerance: Tolerance, check: (within: Within) => void | Promise<void>): void {
  test(titled(title, tolerance), () => check(withinOf(tolerance)));
}

/** The same for several cases, each with a name that ends the title. */
export function agreeEach<T>(
  cases: readonly (readonly [name: string | number, value: T])[],
  title: string,
  tolerance: Tolerance,
  check: (within: Within, value: T) => void | Promise<void>,
): void {
  for (const [name, value] of cases) {
    agree(`${title}: ${name}`, tolerance, (within) => check(within, value));
  }
}

const titled = (title: string, tolerance: Tolerance) => `${title}, ${describeTolerance(tolerance)}`;

const withinOf =
  (tolerance: Tolerance): Within =>
  (actual, expected, what) =>
    within(actual, expected, tolerance, what);

const listOf = (numbers: Numbers): ArrayLike<number> => (typeof numbers === 'number' ? [numbers] : numbers);

const labelled = (what: string) => (what === '' ? '' : `${what}: `);
