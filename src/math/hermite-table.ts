/** A function tabulated with its slope, joined by cubics: fourth order in the step, continuous with its slope. */

/**
 * @param f value and slope at x
 * @param step largest distance of the nodes
 * @returns the function on [low, high]
 */
export function hermiteTable(
  f: (x: number) => readonly [value: number, slope: number],
  low: number,
  high: number,
  step: number,
): (x: number) => number {
  const count = Math.max(1, Math.ceil((high - low) / step));
  const h = (high - low) / count;
  const values = new Float64Array(count + 1);
  const slopes = new Float64Array(count + 1);
  for (let i = 0; i <= count; i++) {
    const [value, slope] = f(low + i * h);
    values[i] = value;
    slopes[i] = slope * h;
  }
  return (x) => {
    const i = Math.min(count - 1, Math.max(0, Math.floor((x - low) / h)));
    const t = (x - low) / h - i;
    const s = 1 - t;
    const [v0, v1, m0, m1] = [values[i], values[i + 1], slopes[i], slopes[i + 1]];
    return s * s * ((1 + 2 * t) * v0 + t * m0) + t * t * ((3 - 2 * t) * v1 - s * m1);
  };
}
