/** A straight line through points on log axes. */
import { exp, log } from './elementary/index.ts';

export interface PowerLaw {
  /** y = factor · x^exponent. */
  readonly factor: number;
  readonly exponent: number;
  /** Standard error of the exponent; undefined for fewer than three points. */
  readonly error?: number;
}

/** Least squares of ln y on ln x, all points alike. Throws a RangeError unless there are two different positive x, and y > 0. */
export function fitPowerLaw(x: readonly number[], y: readonly number[]): PowerLaw {
  const n = x.length;
  if (n < 2 || y.length !== n || ![...x, ...y].every((value) => value > 0 && Number.isFinite(value))) {
    throw new RangeError('fitPowerLaw: needs two or more positive points');
  }
  const u = x.map(log);
  const v = y.map(log);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / n;
  const [uMean, vMean] = [mean(u), mean(v)];
  const spread = u.reduce((sum, value) => sum + (value - uMean) ** 2, 0);
  if (!(spread > 0)) throw new RangeError('fitPowerLaw: all x are the same');
  const exponent = u.reduce((sum, value, i) => sum + (value - uMean) * (v[i] - vMean), 0) / spread;
  const factor = exp(vMean - exponent * uMean);
  if (n < 3) return { factor, exponent };
  const residual = u.reduce((sum, value, i) => sum + (v[i] - vMean - exponent * (value - uMean)) ** 2, 0);
  return { factor, exponent, error: Math.sqrt(residual / (n - 2) / spread) };
}
