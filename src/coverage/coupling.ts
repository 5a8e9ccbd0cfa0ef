/**
 * How a cut sky mixes multipoles: ⟨C̃_ℓ⟩ = Σ_ℓ' M_ℓℓ' C_ℓ', C̃_ℓ being the spectrum of weight × map (the pseudo-C_ℓ). With the
 * weight's own spectrum W_L = (1/(2L+1)) Σ_M |w_LM|²,
 *   M_ℓℓ' = (2ℓ'+1)/(4π) Σ_L (2L+1) W_L (ℓ ℓ' L; 0 0 0)²
 * (Hivon et al. 2002, ApJ 567, 2, (A31)). Exact for a statistically isotropic sky, whatever the weight.
 */
import { createMatrix, type Matrix } from '../math/matrix.ts';
import { wigner3j000Squared } from '../math/wigner-3j-zero.ts';

/**
 * M_ℓℓ' from the multipoles of the sky to those that are seen: rows ℓ = 0 … lMax, what is seen; columns ℓ' = 0 … lMaxSky, what is
 * there.
 * @param maskSpectrum W_L from L = 0 up; what it lacks below lMax + lMaxSky counts as zero
 */
export function couplingMatrix(maskSpectrum: ArrayLike<number>, lMax: number, lMaxSky = lMax): Matrix {
  const kernel = couplingKernel(maskSpectrum, Math.max(lMax, lMaxSky), Math.min(lMax, lMaxSky));
  const coupling = createMatrix(lMax + 1, lMaxSky + 1);
  for (let l = 0; l <= lMax; l++) {
    for (let k = 0; k <= lMaxSky; k++) coupling.values[l * (lMaxSky + 1) + k] = (2 * k + 1) * kernel(l, k);
  }
  return coupling;
}

/** Ξ_ℓℓ' = M_ℓℓ'/(2ℓ'+1), symmetric; tabulated for the larger of the two up to `large`, the smaller up to `small`. */
function couplingKernel(
  maskSpectrum: ArrayLike<number>,
  large: number,
  small: number,
): (l: number, k: number) => number {
  const power = Float64Array.from(
    { length: Math.min(maskSpectrum.length, large + small + 1) },
    (_, L) => ((2 * L + 1) / (4 * Math.PI)) * maskSpectrum[L],
  );
  const table = new Float64Array((large + 1) * (small + 1));
  const squares = new Float64Array(small + 1);
  for (let l = 0; l <= large; l++) {
    for (let k = 0; k <= Math.min(l, small); k++) {
      if (l - k >= power.length) continue;
      wigner3j000Squared(l, k, squares);
      let sum = 0;
      for (let i = 0, L = l - k; i <= k && L < power.length; i++, L += 2) sum += squares[i] * power[L];
      table[l * (small + 1) + k] = sum;
    }
  }
  return (l, k) => table[Math.max(l, k) * (small + 1) + Math.min(l, k)];
}
