/**
 * What the removal of monopole and dipole does to the pseudo-C_ℓ of any mask. With templates t_a fitted over the observed
 * sky, ã = (K − U G^−1 V^†) a, where U_a are the harmonic coefficients of w t_a, V_a those of t_a on the observed sky and
 * G_ab = ∫ t_a t_b over it. Averaged over skies of spectrum C_ℓ',
 *   R_ℓℓ' = M_ℓℓ' − 2 Σ_ab G^−1_ab ⟨U_a, K V_b|ℓ'⟩_ℓ + (2ℓ'+1) Σ_abcd G^−1_ab G^−1_cd ⟨U_a, U_c⟩_ℓ ⟨V_b, V_d⟩_ℓ',
 * ⟨·,·⟩_ℓ being cross-spectra and V_b|ℓ' the part of V_b with multipole ℓ' alone.
 */
import { invert } from '../math/lu.ts';
import { createMatrix, type Matrix, mapMatrix, rowOf } from '../math/matrix.ts';
import { CranisError } from '../model/errors.ts';
import { type Alm, almIndex, zeroAlm } from '../sky/alm.ts';
import { createHarmonicTransform, type HarmonicTransform } from '../sky/harmonics.ts';
import { pixelCentres, pixelCount } from '../sky/healpix.ts';
import { degradeMask, type Mask } from '../sky/mask.ts';
import { parentPixels } from '../sky/nested.ts';
import { powerSpectrum } from '../sky/spectra.ts';
import { type Removal, templateCount } from './treatment.ts';

/**
 * N_side at which the correction is computed at most, for the multipoles that it carries: it is smooth, and falls with the
 * distance from the diagonal and from ℓ = 0. For masks with ragged edges it is below 1e-4 ⟨w²⟩ from ℓ = 100 on.
 */
const N_SIDE = 64;
/** Columns whose correction is below this share of ⟨w²⟩, three in a row, end it: beyond, it falls like the mask’s own spectrum. */
const NEGLIGIBLE = 1e-4;

/** Response and response to white noise, from those without the removal. */
export function templateResponse(
  whole: Mask,
  coupling: Matrix,
  white: Float64Array,
  remove: Removal,
): { response: Matrix; noise: Float64Array } {
  const [lMax, lMaxSky] = [coupling.rows - 1, coupling.columns - 1];
  const mask = whole.nSide > N_SIDE ? degradeMask(whole, N_SIDE) : whole;
  const highest = Math.min(Math.max(lMax, lMaxSky), 3 * mask.nSide - 1);
  const lastRow = Math.min(lMax, highest);
  const transform = createHarmonicTransform(mask.nSide, highest);
  const n = templateCount(remove);
  const { weighted, observed, gram } = templates(whole, n, mask.nSide);
  const U = transform.analyse(weighted, { iterations: 0 });
  const V = transform.analyse(observed, { iterations: 0 });
  const inverse = inverseOf(gram);
  // G^−1 U, so that one sum over b is left.
  const lifted = U.map((_, b) => combined(U, rowOf(inverse, b)));
  const UU = crossSpectra(lifted);
  const VV = crossSpectra(V);

  const response = mapMatrix(coupling, (value) => value);
  const { values } = response;
  let quiet = 0;
  const analysis = createHarmonicTransform(mask.nSide, lastRow);
  let synthesis = createHarmonicTransform(mask.nSide, Math.min(highest, 16));
  for (let k = 0; k <= Math.min(lMaxSky, highest) && quiet < 3; k++) {
    // Low multipoles are cheaper to make with a transform that goes no higher.
    if (k > synthesis.lMax) synthesis = createHarmonicTransform(mask.nSide, Math.min(highest, 2 * synthesis.lMax));
    const passed = passThrough(synthesis, analysis, mask, V, k);
    let largest = 0;
    for (let l = 0; l <= lastRow; l++) {
      let change = 0;
      for (let b = 0; b < n; b++) {
        change -= 2 * powerAt(lifted[b], passed[b], l);
        for (let d = 0; d < n; d++) change += (2 * k + 1) * UU[b][d][l] * VV[b][d][k];
      }
      values[l * (lMaxSky + 1) + k] += change;
      largest = Math.max(largest, Math.abs(change));
    }
    quiet = largest < NEGLIGIBLE * white[0] ? quiet + 1 : 0;
  }
  const gone = remove === 'dipole' ? 2 : 1; // multipoles that are themselves the templates
  for (let l = 0; l <= lMax; l++) {
    for (let k = 0; k <= lMaxSky; k++) {
      const at = l * (lMaxSky + 1) + k;
      values[at] = k < gone ? 0 : Math.max(0, values[at]);
    }
  }
  const noise = white.map((level, l) => {
    const taken = U.reduce((sum, alm, b) => (l > highest ? sum : sum + powerAt(lifted[b], alm, l)), 0);
    return Math.max(0, level - taken);
  });
  return { response, noise };
}

/**
 * w t and t on the observed sky, with G; the templates are 1, and x, y, z. On larger pixels their means, so that a pixel that is
 * observed in part counts in part.
 */
function templates({ nSide, weights }: Mask, n: number, lower: number) {
  const centres = pixelCentres(nSide);
  const area = (4 * Math.PI) / weights.length;
  const parent = parentPixels(nSide, lower);
  const share = (lower / nSide) ** 2;
  const maps = () => Array.from({ length: n }, () => new Float64Array(pixelCount(lower)));
  const [weighted, observed, gram] = [maps(), maps(), createMatrix(n, n)];
  const t = new Float64Array(n).fill(1);
  for (let p = 0; p < weights.length; p++) {
    const w = weights[p];
    if (w === 0) continue;
    for (let a = 1; a < n; a++) t[a] = centres[3 * p + a - 1];
    const q = parent[p];
    for (let a = 0; a < n; a++) {
      weighted[a][q] += share * w * t[a];
      observed[a][q] += share * t[a];
      for (let b = 0; b < n; b++) gram.values[a * n + b] += area * t[a] * t[b];
    }
  }
  return { weighted, observed, gram };
}

/** K V_b|k for every b: through the map of the part with multipole k, weighted. */
function passThrough(
  synthesis: HarmonicTransform,
  analysis: HarmonicTransform,
  { weights }: Mask,
  V: readonly Alm[],
  k: number,
): Alm[] {
  const parts = V.map((alm) => {
    const part = zeroAlm(synthesis.lMax);
    for (let m = 0; m <= k; m++) {
      const from = almIndex(alm.lMax, k, m);
      const to = almIndex(part.lMax, k, m);
      part.re[to] = alm.re[from];
      part.im[to] = alm.im[from];
    }
    return part;
  });
  const maps = synthesis.synthesise(parts);
  for (const map of maps) for (let p = 0; p < map.length; p++) map[p] *= weights[p];
  return analysis.analyse(maps, { iterations: 0 });
}

/** Σ_a factor_a alm_a */
function combined(alms: readonly Alm[], factors: Float64Array): Alm {
  const sum = zeroAlm(alms[0].lMax);
  alms.forEach(({ re, im }, a) => {
    for (let i = 0; i < re.length; i++) {
      sum.re[i] += factors[a] * re[i];
      sum.im[i] += factors[a] * im[i];
    }
  });
  return sum;
}

/** The cross-spectrum at one multipole. */
function powerAt(a: Alm, b: Alm, l: number): number {
  let sum = 0;
  for (let m = 0; m <= l; m++) {
    const [i, j] = [almIndex(a.lMax, l, m), almIndex(b.lMax, l, m)];
    sum += (m === 0 ? 1 : 2) * (a.re[i] * b.re[j] + a.im[i] * b.im[j]);
  }
  return sum / (2 * l + 1);
}

const crossSpectra = (alms: readonly Alm[]) => alms.map((a) => alms.map((b) => powerSpectrum(a, b)));

function inverseOf(gram: Matrix): Matrix {
  const inverse = invert(gram);
  if (inverse) return inverse;
  throw new CranisError('the observed sky does not fix a monopole and a dipole', {
    where: 'remove',
    hint: 'remove the monopole alone, or nothing',
  });
}
