/**
 * Where f is least between `low` and `high`, by the golden section (Kiefer 1953, Proc. Am. Math. Soc. 4, 502). Both points are
 * computed anew at each step, so that what it finds does not depend on the steps before.
 * @param tolerance how close the two ends come, or that as a function of the lower end
 */
export function goldenSection(
  f: (x: number) => number,
  low: number,
  high: number,
  tolerance: number | ((x: number) => number),
): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  const enough = typeof tolerance === 'number' ? () => tolerance : tolerance;
  let [a, b] = [low, high];
  while (b - a > enough(a)) {
    const [x1, x2] = [b - golden * (b - a), a + golden * (b - a)];
    if (f(x1) < f(x2)) b = x2;
    else a = x1;
  }
  return (a + b) / 2;
}
