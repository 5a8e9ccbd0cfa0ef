/** Means and variances of a series of vectors, one vector at a time: memory does not grow with the series. */

export interface Moments {
  /** Take in one vector, with a scalar that belongs to it. */
  add(values: ArrayLike<number>, companion?: number): void;
  readonly count: number;
  readonly mean: Float64Array;
  readonly companionMean: number;
  /** Sample variance of x − factor·companion, entry by entry; NaN for fewer than two vectors. */
  variance(factor?: number): Float64Array;
}

/** By the recurrences of Welford 1962, Technometrics 4, 419, also for the covariance with the companion. */
export function createMoments(width: number): Moments {
  const mean = new Float64Array(width);
  const squares = new Float64Array(width);
  const products = new Float64Array(width);
  let [count, companionMean, companionSquares] = [0, 0, 0];
  return {
    mean,
    get count() {
      return count;
    },
    get companionMean() {
      return companionMean;
    },
    add(values, companion = 0) {
      if (values.length !== width) throw new RangeError(`moments: ${values.length} values, want ${width}`);
      count++;
      const away = companion - companionMean;
      companionMean += away / count;
      companionSquares += away * (companion - companionMean);
      for (let i = 0; i < width; i++) {
        const step = values[i] - mean[i];
        mean[i] += step / count;
        squares[i] += step * (values[i] - mean[i]);
        products[i] += step * (companion - companionMean);
      }
    },
    variance(factor = 0) {
      if (count < 2) return new Float64Array(width).fill(Number.NaN);
      // Rounding may leave a variance of nothing a little below zero.
      return squares.map((xx, i) =>
        Math.max(0, (xx - 2 * factor * products[i] + factor * factor * companionSquares) / (count - 1)),
      );
    },
  };
}
