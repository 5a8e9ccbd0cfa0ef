/** The picture of an observed sky: as it was analysed, before its weights. */
import { coverageText } from '../../figures/coverage-text.ts';
import { skyMap } from '../../figures/sky-map.ts';
import { join, markup } from '../../figures/text.ts';
import { brief } from '../../model/number-text.ts';
import { FRAMES } from '../../sky/frame.ts';
import type { SkyResult } from './study.ts';

/** The map in Mollweide's projection; what was not seen is grey. */
export function drawSky(document: Document, result: SkyResult): SVGSVGElement {
  const { map, frame, seen, sky, parameters, version } = result;
  const values = map.values.map((value, p) => (seen.weights[p] > 0 ? value : 0));
  const most = typicalLargest(values, seen.weights);
  const partial = seen.weights.includes(0);
  return skyMap(document, {
    values,
    seen: seen.weights,
    frame,
    title: map.name,
    quantity: map.variance ? 'relative intensity' : (map.what ?? 'relative intensity'),
    domain: [-most, most],
    caption: [
      join(
        coverageText(sky),
        partial ? ', the rest grey; ' : '; ',
        `${frame ? FRAMES[frame].longitude : 'longitude'} growing to the left. Colours end at the 99.5 % point, ${brief(most, 3)}; `,
        markup(`cranis\u00a0${version}.`),
      ),
    ],
    metadata: { version, parameters },
  });
}

/** 99.5 % of what is seen is not larger, so that single noisy pixels do not take all the colours. */
function typicalLargest(values: Float64Array, weights: Float64Array): number {
  const sizes = values
    .map(Math.abs)
    .filter((_, p) => weights[p] > 0)
    .sort();
  return sizes[Math.floor(0.995 * (sizes.length - 1))] || sizes.at(-1) || 1;
}
