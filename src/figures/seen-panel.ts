/** A theory as one observatory sees it: its coverage folded in, with the scatter of one sky, beside the plain theory. */
import type { MeasuredSpectrum } from '../files/measured/measured.ts';
import { measuredPoints } from './measured-points.ts';
import type { PowerSpectrumPanel } from './power-spectrum.ts';
import { formatNumber, join, type Label, markup, SYMBOLS } from './text.ts';
import type { Domain } from './ticks.ts';

/** One solution of the theory, plain and folded. */
export interface SeenTheory {
  /** Where it is cut, or `exact`. */
  readonly lMax: number | 'exact';
  /** Multipoles drawn; all arrays are by ℓ from 0. */
  readonly ell: readonly number[];
  /** C_ℓ of the whole sky, with the noise that the panel adds. */
  readonly plain: Float64Array;
  /** What is expected of the measurement. */
  readonly expected: Float64Array;
  /** Where 68 % and 95 % of skies fall about it: cosmic variance and noise. */
  readonly low68: Float64Array;
  readonly high68: Float64Array;
  readonly low95: Float64Array;
  readonly high95: Float64Array;
}

/** One measurement, and the theory seen through its sky. */
export interface SeenPanelData {
  readonly measurement: MeasuredSpectrum;
  /** Short name of the coverage: HAWC–IceCube. */
  readonly name: string;
  /** For the caption: declinations, and what is removed. */
  readonly sky: string;
  readonly alpha: number;
  /** White level N of the sky; 0 for none. */
  readonly noise: number;
  readonly theories: readonly SeenTheory[];
}

export function seenPanel(
  { measurement, name, alpha, noise, theories }: SeenPanelData,
  domains: { readonly xDomain: Domain; readonly yDomain: Domain },
): PowerSpectrumPanel {
  const colour = (i: number) => ({ category: i });
  // The bands mean the same for every theory, so the legend shows only the first.
  const named = (i: number, label: Label) => (i === 0 ? { label } : {});
  const label = ({ lMax }: SeenTheory) => (lMax === 'exact' ? markup('*ℓ*_{max} → ∞') : markup(`*ℓ*_{max} = ${lMax}`));
  return {
    title: join(markup('*α*'), ` = ${formatNumber(alpha)} as ${name} sees it, ${noise > 0 ? 'with' : 'without'} noise`),
    legendTitle: 'as seen:',
    curves: [
      ...theories.map((one, i) => ({
        ell: one.ell,
        C: one.expected,
        color: colour(i),
        width: 1.6,
        label: label(one),
      })),
      ...theories.map((one, i) => ({
        ell: one.ell,
        C: one.plain,
        color: colour(i),
        dash: 'dash' as const,
        width: 0.9,
        label: join(label(one), ', whole sky'),
      })),
    ],
    bands: theories.flatMap((one, i) => [
      { ell: one.ell, low: one.low95, high: one.high95, color: colour(i), opacity: 0.12, ...named(i, '95 % of skies') },
      { ell: one.ell, low: one.low68, high: one.high68, color: colour(i), opacity: 0.24, ...named(i, '68 % of skies') },
    ]),
    points: measuredPoints([measurement]),
    horizontalLines: noise > 0 ? [{ y: noise, dash: 'dot', color: 'muted', endLabel: SYMBOLS.noise }] : [],
    yTitle: join('pseudo-', SYMBOLS.Cell),
    ...domains,
  };
}

export function seenCaption(seen: readonly SeenPanelData[]): Label[] {
  if (seen.length === 0) return [];
  return [
    join(
      'As seen: pseudo-',
      SYMBOLS.Cell,
      ' expected of a Gaussian sky, and the scatter of one sky about it (cosmic variance and noise). ',
      `${seen.map(({ sky }) => sky).join('; ')}.`,
    ),
  ];
}
