/**
 * Where f is least between `low` and `high`, by the golden section (Kiefer 1953, Proc. Am. Math. Soc. 4, 502): one new value of f
 * a step.
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
  let [x1, x2] = [b - golden * (b - a), a + golden * (b - a)];
  let [f1, f2] = [f(x1), f(x2)];
  while (b - a > enough(a)) {
    if (f1 < f2) {
      [b, x2, f2] = [x2, x1, f1];
      x1 = b - golden * (b - a);
      f1 = f(x1);
    } else {
      [a, x1, f1] = [x1, x2, f2];
      x2 = a + golden * (b - a);
      f2 = f(x2);
    }
  }
  return (a + b) / 2;
}
