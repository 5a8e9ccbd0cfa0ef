/** The α of the theory that fits best to the spectrum of an ensemble. */
import type { TimeSpectrum } from '../../figures/ensemble-figure.ts';
import { type BestAlpha, bestAlpha } from '../../fit/best-alpha.ts';
import { brief } from '../../model/number-text.ts';
import { byMultipole, onlyAt } from '../../model/spectrum.ts';
import type { TheoryByAlpha } from '../by-alpha.ts';
import { withValues } from '../with-values.ts';

/** Where it is looked for: in the paper's case a step of α = 300 is half of the time between two scatterings. */
const SEARCHED = [2, 300] as const;
/** Highest multipole fitted. */
export const LAST_FITTED = 15;

/** The α that fits best with the theory cut at ℓ_max, or exact. */
export interface AlphaFit extends BestAlpha {
  /** Where the matrix is cut. */
  readonly lMax: number | 'exact';
}

/**
 * α with K fixed, by least χ² in ln C_ℓ with the ensemble's own errors. The theory does not go through all points within
 * them, so the interval is for errors scaled to χ² = degrees of freedom. Undefined where errors are unknown.
 */
export async function fitAlpha(
  { ell, C, error }: TimeSpectrum,
  { lMax, C: theory }: TheoryByAlpha,
  pause: () => Promise<void>,
): Promise<AlphaFit | undefined> {
  if (error === undefined) return undefined;
  const used = ell.filter((l) => l <= LAST_FITTED && C[l] > 0 && error[l] > 0);
  if (used.length < 3) return undefined;
  const relative = used.map((l) => error[l] / C[l]);
  const search = (scale: number) =>
    withValues(
      (alpha) => upToLast(theory(alpha)),
      (known) =>
        bestAlpha({
          points: {
            ell: used,
            C: onlyAt(used, C),
            uncertainty: byMultipole(
              used,
              relative.map((value) => scale * value),
            ),
          },
          theory: known,
          freeFactor: false,
          range: SEARCHED,
          scatter: () => 0,
          tolerance: lMax === 'exact' ? 5e-3 : 2e-3,
        }),
      pause,
    );
  const plain = await search(1);
  const scale = Math.sqrt(Math.max(1, plain.chiSquare / plain.degreesOfFreedom));
  const { low, high } = scale > 1 ? await search(scale) : plain;
  return { ...plain, low, high, lMax };
}

/** A matrix cut below the last multipole says nothing of what is beyond: no power. */
function upToLast(C: Float64Array): Float64Array {
  const out = new Float64Array(Math.max(C.length, LAST_FITTED + 1)).fill(1e-300);
  out.set(C);
  return out;
}

/** "= 68 (64 to 73)", or that there is none. */
export function alphaText({ alpha, low, high }: BestAlpha): string {
  if (low === undefined || high === undefined) return `not within ${SEARCHED.join(' … ')}`;
  return `= ${brief(alpha, 3)} (${brief(low, 3)} to ${brief(high, 3)})`;
}
