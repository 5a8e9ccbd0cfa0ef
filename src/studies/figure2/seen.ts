/** What Figure 2 is compared with, and one α of the theory as each of these skies shows it. */

import { COUPLED_BEYOND, seenThrough } from '../../coverage/seen-spectrum.ts';
import type { SeenPanelData, SeenTheory } from '../../figures/seen-panel.ts';
import type { MeasuredSpectrum } from '../../files/measured/measured.ts';
import { PACKAGED, type Packaged } from '../../files/measured/packaged.ts';
import type { Model } from '../../model/model.ts';
import { multipoles } from '../../model/spectrum.ts';
import { VERSION } from '../../model/version.ts';
import { packagedSpectra } from '../../node/packaged-data.ts';
import { exactSpectrum, steadySpectrum } from '../../theory/index.ts';

interface Compared extends Packaged {
  readonly measurement: MeasuredSpectrum;
  readonly name: string;
  /** The paper's N is that of the combined map; twelve years of IceCube lie far below it. */
  readonly hasNoise: boolean;
}

/** The nearly full sky, which theory can be held against as it is, and one energy of the partial one, near 10 TeV. */
export function compared(): readonly Compared[] {
  const [whole] = packagedSpectra('hawcIceCube2019', VERSION);
  const near = packagedSpectra('iceCube2025', VERSION).find(
    ({ energy }) => energy !== undefined && energy > 10 && energy < 20,
  );
  return [
    { ...PACKAGED['hawc-icecube-2019'], measurement: whole, name: 'HAWC–IceCube', hasNoise: true },
    { ...PACKAGED['icecube-2025'], measurement: near!, name: 'IceCube', hasNoise: false },
  ];
}

/** The model's own α, cut at ℓ_max and in the exact limit, through the sky of each measurement. */
export function seenByEach(model: Model, lMax: number): SeenPanelData[] {
  return compared().map(({ measurement, name, sky, hasNoise }) => {
    const last = measurement.ell.at(-1)!;
    const noise = hasNoise ? model.values.noise : 0;
    const see = seenThrough(sky, last);
    let label = '';
    const theory = (cut: SeenTheory['lMax'], C: Float64Array): SeenTheory => {
      const seen = see(C, noise);
      label = seen.label;
      return {
        lMax: cut,
        ell: multipoles(last),
        plain: Float64Array.from({ length: last + 1 }, (_, l) => (l === 0 ? 0 : (C[l] ?? 0) + noise)),
        expected: seen.mean,
        low68: seen.band68.low,
        high68: seen.band68.high,
        low95: seen.band95.low,
        high95: seen.band95.high,
      };
    };
    const theories = [
      theory(lMax, steadySpectrum(model, { lMax }).C),
      theory('exact', exactSpectrum(model, { lMax: last + COUPLED_BEYOND }).C),
    ];
    const treated = [
      label,
      ...(sky.withoutM0 ? ['m = 0 removed'] : []),
      ...(sky.perFSky ? ['over the fraction of the sky'] : []),
      noise > 0 ? 'with noise' : 'without noise',
    ];
    return { measurement, name, sky: treated.join(', '), alpha: model.alpha, noise, theories };
  });
}
