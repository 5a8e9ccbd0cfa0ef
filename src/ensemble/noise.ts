/**
 * Shot noise of maps at pixel centres. Trajectories are deterministic: what looks like noise is power beyond the pixels'
 * reach, which they sample without averaging it away and which so comes back at low ℓ, where it adds a white
 *   N = (4π/N_pix) σ²,
 * σ² being the variance that neighbouring pixels do not share. Pixels form nearly a square lattice: with its reciprocal vectors G
 * the sampled spectrum is Σ_G C(|ℓ + G|), and N the sum over G ≠ 0 at ℓ → 0. A map shows it in the modes that it has beyond
 * ℓ = 3 N_side − 1, at a level L which still holds power of the field itself, the more the steeper the spectrum falls. For power
 * laws C_ℓ ∝ ℓ^−p, 2 < p ≤ 4, the lattice sums give
 *   N = L e^{−s/2}   within 3 %,   s = −d ln C/d ln ℓ of the sampled spectrum itself at 2 N_side ≤ ℓ < 3 N_side:
 * a plateau, s = 0, is all noise; smooth maps have next to none.
 */
import { exp, log } from '../math/elementary/index.ts';

/**
 * N/L.
 * @param raw sampled C_ℓ for ℓ = 0 … 3 N_side − 1, best a mean over many maps: its slope is what matters
 */
export function noiseShare(raw: ArrayLike<number>): number {
  return exp(-Math.max(0, slope(raw, (2 * raw.length) / 3)) / 2);
}

/** −d ln C/d ln ℓ over ℓ ≥ from, by least squares with the weights 2ℓ+1 of the modes; zero where it cannot be told. */
function slope(raw: ArrayLike<number>, from: number): number {
  let [weights, meanX, meanY] = [0, 0, 0];
  const points: { x: number; y: number; w: number }[] = [];
  for (let l = from; l < raw.length; l++) {
    if (!(raw[l] > 0)) return 0;
    const point = { x: log(l), y: log(raw[l]), w: 2 * l + 1 };
    points.push(point);
    weights += point.w;
    meanX += point.w * point.x;
    meanY += point.w * point.y;
  }
  meanX /= weights;
  meanY /= weights;
  let [xx, xy] = [0, 0];
  for (const { x, y, w } of points) {
    xx += w * (x - meanX) ** 2;
    xy += w * (x - meanX) * (y - meanY);
  }
  return xx > 0 ? -xy / xx : 0;
}
