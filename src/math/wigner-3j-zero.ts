/** Wigner 3j symbols with all m = 0, for hot loops. */

/** C(2n, n), exact. */
const CENTRAL_BINOMIALS: readonly number[] = [
  1, 2, 6, 20, 70, 252, 924, 3432, 12870, 48620, 184756, 705432, 2704156, 10400600, 40116600, 155117520,
];

/**
 * The Wigner 3j symbol (l1 l2 l3; 0 0 0) for integers, in constant time. Zero if the triangle is violated or l1+l2+l3 is
 * odd. Relative error below 2e-15.
 *
 * @throws RangeError if an l is not an integer ≥ 0
 */
export function wigner3j000(l1: number, l2: number, l3: number): number {
  checkOrder('wigner3j000', l1);
  checkOrder('wigner3j000', l2);
  checkOrder('wigner3j000', l3);
  const sum = l1 + l2 + l3;
  if (sum % 2 === 1 || 2 * Math.max(l1, l2, l3) > sum) return 0;
  const value = Math.sqrt(square(l1, l2, l3));
  return (sum / 2) % 2 === 1 ? -value : value;
}

/**
 * The squares (l1 l2 a; 0 0 0)² of all those that are not zero: a = |l1−l2|, |l1−l2|+2, … l1+l2. The sign of the symbol
 * itself is (−1)^((l1+l2+a)/2), so the product of two neighbours is minus the root of the product of their squares.
 * Relative error below 2e-14 for l ≤ 2000.
 *
 * @param out takes the values, out[i] for a = |l1−l2| + 2i, i = 0 … min(l1, l2); made if it is not given, may be longer
 * @throws RangeError if an l is not an integer ≥ 0 or out is too short
 */
export function wigner3j000Squared(l1: number, l2: number, out?: Float64Array): Float64Array {
  checkOrder('wigner3j000Squared', l1);
  checkOrder('wigner3j000Squared', l2);
  const last = Math.min(l1, l2);
  const squares = out ?? new Float64Array(last + 1);
  if (squares.length <= last) {
    throw new RangeError(`wigner3j000Squared: out holds ${squares.length} values, want ${last + 1} or more`);
  }
  let value = square(l1, l2, Math.abs(l1 - l2));
  squares[0] = value;
  for (let i = 0; i < last; i++) {
    // `square` at a+2 over `square` at a, with x, y, z, w = g−l1, g−l2, g−a, g at a: integers until the one division.
    const x = l2 > l1 ? l2 - l1 + i : i;
    const y = x + l1 - l2;
    const z = last - i;
    const w = Math.max(l1, l2) + i;
    value *= ((2 * x + 1) * (2 * y + 1) * z * (w + 1)) / ((x + 1) * (y + 1) * (2 * z - 1) * (2 * w + 3));
    squares[i + 1] = value;
  }
  return squares;
}

/**
 * (l1 l2 l3; 0 0 0)² for an even sum 2g (DLMF 34.3.5): with p(n) = C(2n, n)/4^n its factorials become
 * p(g−l1) p(g−l2) p(g−l3) / ((2g+1) p(g)).
 */
function square(l1: number, l2: number, l3: number): number {
  const g = (l1 + l2 + l3) / 2;
  return (
    (centralBinomial(g - l1) * centralBinomial(g - l2) * centralBinomial(g - l3)) / ((2 * g + 1) * centralBinomial(g))
  );
}

/** C(2n, n)/4^n = Γ(n+½)/(√π Γ(n+1)), past the table in powers of 1/(n+¼)² (DLMF 5.11.14). */
function centralBinomial(n: number): number {
  if (n < CENTRAL_BINOMIALS.length) return CENTRAL_BINOMIALS[n] / 4 ** n;
  const w = n + 0.25;
  const u = 1 / (w * w);
  const series =
    1 + u * (-1 / 64 + u * (21 / 8192 + u * (-671 / 524288 + u * (180323 / 134217728 + u * (-20898423 / 8589934592)))));
  return series / Math.sqrt(Math.PI * w);
}

function checkOrder(name: string, l: number): void {
  if (!Number.isSafeInteger(l) || l < 0) throw new RangeError(`${name}: l = ${l}, want an integer ≥ 0`);
}
