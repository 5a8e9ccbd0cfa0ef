/** Which α lies nearest to the measured points, cut and exact. */
import { type BestAlpha, bestAlpha, type MeasuredPoints } from '../../fit/best-alpha.ts';
import { theoriesByAlpha } from '../by-alpha.ts';
import { type Control, createPause } from '../control.ts';
import { withValues } from '../with-values.ts';
import type { Figure2Result } from './study.ts';

/** The nearest α of one solution of the theory. */
export interface NearestAlpha extends BestAlpha {
  /** Where the matrix is cut. */
  readonly lMax: number | 'exact';
  /** Whether the factor on C_ℓ, which is K|G|², was fitted too. */
  readonly freeFactor: boolean;
}

/** The nearest α with the figure's turbulence, source term and ℓ_max, and with K|G|² as stated or fitted too. */
export async function nearestAlphas(
  { model, lMax }: Pick<Figure2Result, 'model' | 'lMax'>,
  points: MeasuredPoints,
  control?: Control,
): Promise<NearestAlpha[]> {
  const pause = createPause(control);
  const nearest: NearestAlpha[] = [];
  const theories = theoriesByAlpha(model, lMax, points.ell.at(-1)!);
  for (const [i, { lMax: cut, C }] of theories.entries()) {
    const found = await withValues(
      C,
      (theory) =>
        [false, true].map((freeFactor) => ({
          ...bestAlpha({ points, theory, freeFactor, tolerance: 5e-3 }),
          lMax: cut,
          freeFactor,
        })),
      () => pause(i / theories.length, 'nearest α'),
    );
    nearest.push(...found);
  }
  await pause(1);
  return nearest;
}
