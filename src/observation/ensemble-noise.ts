/**
 * Shot noise of maps at pixel centres. Trajectories are deterministic: what looks like noise is power beyond the pixels'
 * reach, which pixels sample without averaging it away and so fold back onto all multipoles, evenly:
 *   N = (1/N_pix) Σ_{ℓ>ℓ_c} (2ℓ+1) C_ℓ = (4π/N_pix) σ²,   ℓ_c = √N_pix,
 * σ² being the variance not correlated between pixels. The modes that a map has beyond ℓ = 3 N_side − 1 measure
 * L = C(ℓ_b) + N there, ℓ_b their mean multipole; a spectrum that still falls makes L an upper bound. Let it fall as
 * C_ℓ ∝ ℓ^−p. Then
 *   N = 2 C(ℓ_c)/(p−2),   so   N = L/(1 + (p−2)/2 · (ℓ_c/ℓ_b)^p),
 * and the slope s = −d ln(C_ℓ + N)/d ln ℓ of the measured spectrum at ℓ_s tells p:
 *   s = p/(1 + 2/(p−2) · (ℓ_s/ℓ_c)^p).
 * A plateau, s ≤ 0, is all noise: N = L. (Particles that part exponentially fast leave p near 2; smooth maps a large p.)
 */

/** Steepest tail told apart: beyond, there is no noise to speak of. */
const STEEPEST = 40;

/**
 * N/L.
 * @param raw measured C_ℓ for ℓ = 0 … 3 N_side − 1, a mean over many realisations or components: its slope is what matters
 */
export function noiseShare(raw: ArrayLike<number>): number {
  const nSide = raw.length / 3;
  const cut = Math.sqrt(12) * nSide;
  const beyond = (3 * nSide + cut) / 2;
  const from = 2 * nSide;
  const slope = tailSlope(raw, from);
  if (!(slope > 0)) return 1;
  const middle = Math.sqrt(from * (raw.length - 1));
  const slopeOf = (p: number) => p / (1 + (2 / (p - 2)) * (middle / cut) ** p);
  let [low, high] = [2, STEEPEST];
  for (let i = 0; i < 60; i++) {
    const p = (low + high) / 2;
    if (slopeOf(p) < slope) low = p;
    else high = p;
  }
  return 1 / (1 + ((low - 2) / 2) * (cut / beyond) ** low);
}

/** −d ln C/d ln ℓ over ℓ ≥ from, by least squares with the weights 2ℓ+1 of the modes; zero where it cannot be told. */
function tailSlope(raw: ArrayLike<number>, from: number): number {
  let [weights, meanX, meanY] = [0, 0, 0];
  const points: { x: number; y: number; w: number }[] = [];
  for (let l = from; l < raw.length; l++) {
    if (!(raw[l]! > 0)) return 0;
    const point = { x: Math.log(l), y: Math.log(raw[l]!), w: 2 * l + 1 };
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
