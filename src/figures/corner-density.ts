/** Samples of one and of two parameters as densities on a grid. */

/** A smooth histogram along one axis, in the coordinate of that axis. */
export interface Density1 {
  /** Centres of the bins. */
  readonly x: readonly number[];
  /** Relative to the largest. */
  readonly height: readonly number[];
}

export function density1(samples: ArrayLike<number>, [low, high]: readonly [number, number], bins = 40): Density1 {
  const counts = new Float64Array(bins);
  for (let i = 0; i < samples.length; i++) {
    const at = Math.floor(((samples[i] - low) / (high - low)) * bins);
    if (at >= 0 && at < bins) counts[at]++;
  }
  const smooth = blurred(counts, bins, 1, 0.8);
  const most = Math.max(...smooth);
  return {
    x: Array.from(smooth, (_, i) => low + ((i + 0.5) / bins) * (high - low)),
    height: Array.from(smooth, (count) => count / most),
  };
}

export interface Density2 {
  readonly columns: number;
  readonly rows: number;
  /** Row-major, [row along y, column along x], at the centres of the bins. */
  readonly values: Float64Array;
  /** Thresholds of the regions of highest density that hold 95 % and 68 % of the samples, ascending. */
  readonly thresholds: readonly [number, number];
}

export function density2(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  [xLow, xHigh]: readonly [number, number],
  [yLow, yHigh]: readonly [number, number],
  bins = 44,
): Density2 {
  const counts = new Float64Array(bins * bins);
  const bin = (i: number) => {
    const column = Math.floor(((x[i] - xLow) / (xHigh - xLow)) * bins);
    const row = Math.floor(((y[i] - yLow) / (yHigh - yLow)) * bins);
    return column >= 0 && column < bins && row >= 0 && row < bins ? row * bins + column : -1;
  };
  for (let i = 0; i < x.length; i++) if (bin(i) >= 0) counts[bin(i)]++;
  const values = blurred(counts, bins, bins, 1.3);
  // Taken from the density at the samples: smoothing widens the density, but the regions still hold 68 and 95 % of the samples.
  const at = Float64Array.from({ length: x.length }, (_, i) => values[bin(i)] ?? 0).sort();
  const holding = (share: number) => at[Math.min(at.length - 1, Math.floor((1 - share) * at.length))];
  return { columns: bins, rows: bins, values, thresholds: [holding(0.95), holding(0.68)] };
}

/** Smoothed with a Gaussian of this width (in bins) along both axes, mirrored at the ends so that no density is lost there. */
function blurred(values: Float64Array, columns: number, rows: number, width: number): Float64Array {
  const reach = Math.ceil(3 * width);
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-0.5 * ((i - reach) / width) ** 2));
  const along = (source: Float64Array, count: number, stride: number, lines: number, step: number) => {
    const out = new Float64Array(source.length);
    if (count === 1) return source;
    for (let line = 0; line < lines; line++) {
      for (let i = 0; i < count; i++) {
        for (let k = -reach; k <= reach; k++) {
          const j = i + k < 0 ? -1 - (i + k) : i + k >= count ? 2 * count - 1 - (i + k) : i + k;
          out[line * step + i * stride] += kernel[k + reach] * source[line * step + j * stride];
        }
      }
    }
    return out;
  };
  return along(along(values, columns, 1, rows, columns), rows, columns, columns, 1);
}
