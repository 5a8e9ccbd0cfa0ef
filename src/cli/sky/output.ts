/** The spectrum of an observed sky as a terminal table, JSON, CSV or picture. */

import { brief, scientific } from '../../model/number-text.ts';
import type { SkyResult } from '../../studies/sky/study.ts';
import { say } from '../failure.ts';
import { type Destination, toJson } from '../output/result.ts';
import { bold, columns } from '../output/text.ts';
import { writePicture, writeText } from '../output/write.ts';

export async function writeSky(result: SkyResult, to: Destination): Promise<void> {
  for (const note of result.notes) say(`note: ${note}`);
  if (to.format === 'json') return writeText(json(result), to.file);
  if (to.format === 'csv') return writeText(csv(result), to.file);
  if (to.format === 'table') return writeText(table(result, to.file === undefined), to.file);
  const { drawSky } = await import('../../studies/sky/picture.ts');
  return writePicture(to.file!, (document) => drawSky(document, result));
}

/** Settings as an output file lists them. */
export function skyParameters({ settings, file, analysis }: SkyResult): Record<string, unknown> {
  const { coverage, mask, apodisation, treatment, iterations, width, slope, ratio } = settings;
  return {
    map: file.name,
    column: file.what,
    nSide: file.nSide,
    ordering: file.ordering,
    coordinates: file.coordinates,
    coverage,
    mask,
    apodise: apodisation?.width,
    apodisation: apodisation?.kind,
    remove: treatment.remove,
    withoutM0: treatment.withoutM0,
    lMax: analysis.lMax,
    iterations,
    bandWidth: width,
    slope,
    backgroundRatio: file.variance ? ratio : undefined,
  };
}

function json(result: SkyResult): string {
  const { analysis, noise, version } = result;
  const { pseudo, C, error, bands, condition, exact, coverage, whiteNoise } = analysis;
  return toJson({
    ell: [...pseudo.keys()],
    pseudo: [...pseudo],
    C: [...C],
    error: [...error],
    noise: noise ?? null,
    noiseIncluded: true,
    pseudoNoise: noise === undefined ? undefined : Array.from(whiteNoise, (share) => share * noise),
    bands: bands.map(({ from, to }) => [from, to]),
    coverage: { label: coverage.label, fSky: coverage.fSky, w2: coverage.w2, w4: coverage.w4 },
    checks: { condition, errors: exact ? 'exact for a Gaussian sky' : 'narrow-kernel approximation' },
    parameters: skyParameters(result),
    version,
  });
}

function csv(result: SkyResult): string {
  const { analysis, noise, version } = result;
  const { pseudo, C, error, coverage } = analysis;
  const parameters = Object.entries(skyParameters(result)).filter(([, value]) => value !== undefined);
  return [
    `# cranis ${version}; spectrum of ${result.file.name}, ${result.file.what}`,
    ...parameters.map(([name, value]) => `# ${name} = ${value}`),
    `# sky = ${coverage.label}; fSky = ${coverage.fSky}`,
    `# noise included: yes`,
    ...(noise === undefined ? [] : [`# noise: ${noise}`]),
    'ell,pseudo,C,error',
    ...Array.from(pseudo, (value, l) => [l, value, C[l], error[l]].join(',')),
    '',
  ].join('\n');
}

const ROWS = new Set([
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100, 150, 200, 300, 500, 700, 1000,
]);

function table(result: SkyResult, onTerminal: boolean): string {
  const strong = onTerminal ? bold : (text: string) => text;
  const { analysis, noise, file, settings } = result;
  const { pseudo, C, error, bands, coverage, lMax, condition } = analysis;
  const width = Math.max(...bands.map(({ from, to }) => to - from + 1));
  const { remove, withoutM0 } = settings.treatment;
  const removed = [
    ...(remove === 'none' ? [] : [remove === 'dipole' ? 'monopole and dipole' : remove]),
    ...(withoutM0 ? ['m = 0'] : []),
  ];
  const facts = columns(
    [
      ['map', `${file.name}, ${file.what}, N_side = ${file.nSide}`],
      ['sky', `${coverage.label}; ${(100 * coverage.fSky).toFixed(1)} % of the sphere`],
      ['removed', removed.length === 0 ? 'nothing' : removed.join(', then ')],
      ...(noise === undefined ? [] : [['noise', `N = ${scientific(noise, 3)}, from the counts; it is part of C_ℓ`]]),
    ],
    'll',
  );
  const all = Array.from(pseudo, (value, l) => [`${l}`, scientific(value), scientific(C[l]), scientific(error[l], 2)]);
  const shown = all.filter((_, l) => all.length <= 22 || ROWS.has(l) || l === lMax);
  const [head, ...body] = columns([['ℓ', 'pseudo-C_ℓ', 'C_ℓ', '±'], ...shown], 'rrrr').map((line) => `  ${line}`);
  return [
    strong('Angular power spectrum of a sky'),
    '',
    ...facts.map((line) => `  ${line}`),
    '',
    strong(head),
    ...body,
    ...(shown.length < all.length ? [`  ${shown.length} of ${all.length} rows; --format csv lists all`] : []),
    '',
    width === 1
      ? 'C_ℓ: decoupled, each multipole by itself.'
      : `C_ℓ: decoupled in bands of ${width} multipoles; the sky does not tell fewer apart.`,
    `±: scatter of Gaussian skies like this one${analysis.exact ? '' : ', approximately'}. Condition of the coupling: ${brief(condition, 3)}.`,
    '',
  ].join('\n');
}
