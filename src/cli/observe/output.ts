/** What is seen of a spectrum, as a terminal table, JSON, CSV or picture. */
import { recordComment } from '../../files/records/csv-record.ts';
import { observationRecord } from '../../files/records/observation.ts';
import { writeRecord } from '../../files/records/records.ts';
import { scientific } from '../../model/number-text.ts';
import type { ObserveResult } from '../../studies/observe/study.ts';
import type { Destination } from '../output/result.ts';
import { bold, columns } from '../output/text.ts';
import { writePicture, writeText } from '../output/write.ts';

export async function writeObserve(result: ObserveResult, to: Destination): Promise<void> {
  if (to.format === 'json') return writeText(writeRecord(observationRecord(result)), to.file);
  if (to.format === 'csv') return writeText(csv(result), to.file);
  if (to.format === 'table') return writeText(table(result, to.file === undefined), to.file);
  const { drawObserve } = await import('../../studies/observe/picture.ts');
  return writePicture(to.file!, (document) => drawObserve(document, result));
}

function csv(result: ObserveResult): string {
  const { name, C, moments, pseudoNoise, bands, method, sky, noise, parameters, version, beyond } = result;
  const record = observationRecord(result);
  const heads = [
    'ell',
    'C',
    'pseudo',
    'pseudo_noise',
    'error',
    'low95',
    'low68',
    'median',
    'high68',
    'high95',
    'beyond',
  ];
  return [
    `# cranis ${version}; pseudo-C_ℓ expected of ${name}`,
    ...Object.entries(parameters)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => `# ${key} = ${value}`),
    `# sky = ${sky.label}; fSky = ${sky.fSky}; ${sky.source}`,
    `# noise N = ${noise}, part of pseudo; C without it`,
    `# bands: ${method}`,
    recordComment(record),
    heads.join(','),
    ...Array.from(C, (value, l) =>
      [
        l,
        value,
        moments.mean[l],
        pseudoNoise[l],
        record.error[l],
        bands.band95.low[l],
        bands.band68.low[l],
        bands.median[l],
        bands.band68.high[l],
        bands.band95.high[l],
        beyond[l],
      ].join(','),
    ),
    '',
  ].join('\n');
}

const ROWS = new Set([
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100, 150, 200, 300, 500, 700, 1000,
]);

function table(result: ObserveResult, onTerminal: boolean): string {
  const strong = onTerminal ? bold : (text: string) => text;
  const { name, C, moments, bands, method, simulated, realisations, sky, noise, beyond, last, seed, lMax } = result;
  const { remove, withoutM0 } = sky.record;
  const removed = [
    ...(remove === 'none' ? [] : [remove === 'dipole' ? 'monopole and dipole' : remove]),
    ...(withoutM0 ? ['m = 0'] : []),
  ];
  const facts = columns(
    [
      ['spectrum', name],
      ['sky', `${sky.label}; ${(100 * sky.fSky).toFixed(1)} % of the sphere`],
      ['removed', removed.length === 0 ? 'nothing' : removed.join(', then ')],
      ['noise', `N = ${scientific(noise, 4)}`],
      ['bands', method],
      ...(simulated
        ? [['skies', `${realisations}, seed ${seed}${realisations < MANY ? '' : `; their mean lies ${worst(result)}`}`]]
        : []),
    ],
    'll',
  );
  const all = Array.from(C, (value, l) => [
    `${l}`,
    scientific(value),
    scientific(moments.mean[l]),
    `${scientific(bands.band68.low[l], 3)} … ${scientific(bands.band68.high[l], 3)}`,
    `${scientific(bands.band95.low[l], 3)} … ${scientific(bands.band95.high[l], 3)}`,
  ]);
  const shown = all.filter((_, l) => all.length <= 22 || ROWS.has(l) || l === lMax);
  const [head, ...body] = columns([['ℓ', 'C_ℓ', 'pseudo-C_ℓ', '68 %', '95 %'], ...shown], 'rrrrr').map(
    (line) => `  ${line}`,
  );
  const cut = beyond.findIndex((share) => share > 0.01);
  return [
    strong('What is seen of a spectrum'),
    '',
    ...facts.map((line) => `  ${line}`),
    '',
    strong(head),
    ...body,
    ...(shown.length < all.length ? [`  ${shown.length} of ${all.length} rows; --format csv lists all`] : []),
    '',
    'pseudo-C_ℓ: expectation, noise included; 68 % and 95 % of Gaussian skies lie in the bands.',
    ...(cut < 0
      ? []
      : [`From ℓ = ${cut} on, more than 1 % would come from beyond the end of the spectrum, ℓ = ${last}.`]),
    '',
  ].join('\n');
}

/** Fewer skies do not know their own standard errors. */
const MANY = 30;

/** How far the mean of the skies is from the expectation, where it is farthest. */
function worst({ simulated, moments }: ObserveResult): string {
  const { mean, error } = simulated!;
  let [at, most] = [0, 0];
  mean.forEach((value, l) => {
    const sigma = error[l] > 0 && moments.mean[l] > 0 ? Math.abs(value - moments.mean[l]) / error[l] : 0;
    if (sigma > most) [at, most] = [l, sigma];
  });
  return `within ${most.toFixed(1)} standard errors of the expectation (ℓ = ${at})`;
}
