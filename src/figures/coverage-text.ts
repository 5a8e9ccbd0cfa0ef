/** How a caption names the part of the sky that is seen. */
import type { SkyCoverage } from '../coverage/coverage.ts';
import { join, type Label, markup } from './text.ts';

/** "IceCube, declination −90° … −25°, N_side = 64: 28.9 % of the sky" for below a figure. */
export function coverageText({ label, fSky }: Pick<SkyCoverage, 'label' | 'fSky'>): Label {
  const [before = '', ...behind] = label.split('N_side');
  const spelled = behind.flatMap((part) => [markup('*N*_{side}'), part]);
  return join(before, ...spelled, `: ${(100 * fSky).toFixed(1)} % of the sky`);
}
