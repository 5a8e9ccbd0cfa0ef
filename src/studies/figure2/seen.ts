/** One α of the theory as the sky of each measurement shows it. */
import { COUPLED_BEYOND, seenThrough } from '../../coverage/seen-spectrum.ts';
import type { SeenPanelData, SeenTheory } from '../../figures/seen-panel.ts';
import type { Model } from '../../model/model.ts';
import { multipoles } from '../../model/spectrum.ts';
import { exactSpectrum, steadySpectrum } from '../../theory/index.ts';
import type { ComparedSpectrum } from './compared.ts';

/** The model's own α, cut at ℓ_max and in the exact limit, through the sky of one measurement. */
export function seenBy({ measurement, name, sky, hasNoise }: ComparedSpectrum, model: Model, lMax: number) {
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
  const seen: SeenPanelData = { measurement, name, sky: treated.join(', '), alpha: model.alpha, noise, theories };
  return seen;
}
