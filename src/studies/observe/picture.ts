/** The picture of what is seen of a spectrum: C_ℓ + N of the sky, and its pseudo-C_ℓ with their bands. */
import { coverageText } from '../../figures/coverage-text.ts';
import { powerSpectrumPlot } from '../../figures/power-spectrum.ts';
import { formatNumber, join, type Label, markup, SYMBOLS, symbols } from '../../figures/text.ts';
import type { ObserveResult } from './study.ts';

const PSEUDO = markup('*C̃*_{*ℓ*}');

/** Expectation and bands of pseudo-C_ℓ against ℓ, over C_ℓ + N of the sky, with the mean of synthetic skies where there are some. */
export function drawObserve(document: Document, result: ObserveResult): SVGSVGElement {
  const { name, sky, C, moments, bands, simulated, noise, pseudoNoise, method, lMax, parameters, version } = result;
  const { remove, withoutM0 } = sky.record;
  const ell = Array.from({ length: lMax }, (_, i) => i + 1).filter((l) => moments.mean[l] > 0);
  const level = pseudoNoise[lMax];
  const removed = [
    ...(remove === 'none' ? [] : [remove === 'dipole' ? 'monopole and dipole' : remove]),
    ...(withoutM0 ? ['m = 0'] : []),
  ];
  const caption: Label[] = [
    join(
      coverageText(sky),
      removed.length === 0 ? '' : `; removed: ${removed.join(', then ')}`,
      `. Bands of cosmic variance and noise: ${method}.`,
    ),
    symbols(`Spectrum: ${name}; cranis\u00a0${version}`),
  ];
  return powerSpectrumPlot(document, {
    name: 'Angular power spectrum of the sky, and as an observatory sees it',
    curves: [
      { ell, C: moments.mean, color: { category: 0 }, width: 1.8, label: join(PSEUDO, ', expected') },
      {
        ell,
        C: C.map((value) => value + noise),
        color: { category: 1 },
        dash: 'dash',
        width: 1.2,
        label: noise > 0 ? join(SYMBOLS.Cell, ' + ', SYMBOLS.noise, ' of the sky') : join(SYMBOLS.Cell, ' of the sky'),
      },
    ],
    points: simulated
      ? [
          {
            ell,
            C: simulated.mean,
            error: simulated.error,
            color: 'ink',
            marker: 'circle',
            radius: 1.6,
            label: `mean of ${result.realisations} synthetic skies`,
          },
        ]
      : [],
    bands: [
      {
        ell,
        low: bands.band95.low,
        high: bands.band95.high,
        color: { category: 0 },
        opacity: 0.14,
        label: '95 %',
      },
      {
        ell,
        low: bands.band68.low,
        high: bands.band68.high,
        color: { category: 0 },
        opacity: 0.22,
        label: '68 %',
      },
    ],
    horizontalLines:
      level > 0 ? [{ y: level, dash: 'dot', label: join('noise in ', PSEUDO, `, ${formatNumber(level)}`) }] : [],
    width: 440,
    yTitle: join(SYMBOLS.Cell, ', ', PSEUDO),
    caption,
    metadata: { version, parameters },
  });
}
