/**
 * The place between `positive`, where f > 0, and `other`, where it is not, at which f changes sign, by halving.
 * @param tolerance how close the two ends come, or that as a function of the end where f > 0
 */
export function bisect(
  f: (x: number) => number,
  positive: number,
  other: number,
  tolerance: number | ((x: number) => number),
): number {
  const enough = typeof tolerance === 'number' ? () => tolerance : tolerance;
  let [a, b] = [positive, other];
  while (Math.abs(b - a) > enough(a)) {
    const middle = (a + b) / 2;
    if (middle === a || middle === b) break; // neighbouring numbers
    if (f(middle) > 0) a = middle;
    else b = middle;
  }
  return (a + b) / 2;
}
