/** The spectrum of an observed sky as a terminal table, JSON, CSV or picture. */

import type { DecouplingError, WorkingBands } from '../../coverage/decouple.ts';
import type { FitsCard } from '../../files/fits/cards.ts';
import { writeFitsMap } from '../../files/fits/write.ts';
import { recordComment } from '../../files/records/csv-record.ts';
import { writeRecord } from '../../files/records/records.ts';
import { skyRecord } from '../../files/records/sky.ts';
import { CranisError } from '../../model/errors.ts';
import { brief, scientific } from '../../model/number-text.ts';
import { writeFileAtomic } from '../../node/write-file.ts';
import { FRAMES, type Frame } from '../../sky/frame.ts';
import type { SkyResult } from '../../studies/sky/study.ts';
import { say, sayNotes } from '../failure.ts';
import { uninterrupted } from '../interrupt.ts';
import type { Destination } from '../output/result.ts';
import { bold, columns } from '../output/text.ts';
import { writePicture, writeText } from '../output/write.ts';

export async function writeSky(result: SkyResult, to: Destination): Promise<void> {
  sayNotes(result.notes);
  const { refusal } = result;
  if (refusal) say(`note: no C_ℓ, only pseudo-C_ℓ: ${refusal.message}; ${wayOut(refusal)}`);
  if (to.format === 'json') return writeText(writeRecord(skyRecord(result)), to.file);
  if (to.format === 'csv') return writeText(csv(result), to.file);
  if (to.format === 'table') return writeText(table(result, to.file === undefined), to.file);
  const { drawSky } = await import('../../studies/sky/picture.ts');
  return writePicture(to.file!, (document) => drawSky(document, result));
}

/** The weights of the pixels that were seen, in double precision, with all that decided them. */
export async function writeSeen({ seen, frame, sky, parameters, version }: SkyResult, file: string): Promise<void> {
  if (file === '') throw new CranisError('--seen: an empty file name', { hint: 'give --seen FILE.fits' });
  const cards: FitsCard[] = [
    { keyword: 'CREATOR', value: `cranis ${version}` },
    ...['map', 'coverage', 'mask', 'apodise', 'apodisation'].flatMap((keyword) => {
      const value = parameters[keyword];
      return typeof value === 'string' || typeof value === 'number' ? [{ keyword, value }] : [];
    }),
    { keyword: 'fSky', value: sky.fSky, comment: 'fraction of the sky with weight above 0' },
    { keyword: 'digest', value: sky.record.mask!.digest!, comment: 'of the weights' },
  ];
  const bytes = writeFitsMap([{ name: 'WEIGHT', values: seen.weights }], {
    ...(frame ? { coordinates: frame } : {}),
    precision: 'double',
    cards,
  });
  await uninterrupted(() => writeFileAtomic(file, bytes));
}

/** What to do where a sky is not decoupled: flags that are known to work, if there are any. */
export function wayOut({ working, hint }: Pick<DecouplingError, 'working' | 'hint'>): string {
  return working ? `${flagsOf(working)} gives C_ℓ` : `${hint}`;
}

const flagsOf = ({ slope, width }: WorkingBands) => `--slope ${slope} --band-width ${width}`;

function csv(result: SkyResult): string {
  const { map, noise, pseudo, sky, decoupled, version } = result;
  const parameters = Object.entries(result.parameters).filter(([, value]) => value !== undefined);
  return [
    `# cranis ${version}; spectrum of ${map.name}, ${map.what}`,
    ...parameters.map(([name, value]) => `# ${name} = ${value}`),
    `# sky = ${sky.label}; fSky = ${sky.fSky}`,
    `# noise included: yes`,
    ...(noise === undefined ? [] : [`# noise: ${noise}`]),
    recordComment(skyRecord(result)),
    decoupled ? 'ell,pseudo,C,error' : 'ell,pseudo',
    ...Array.from(pseudo, (value, l) =>
      [l, value, ...(decoupled ? [decoupled.C[l], decoupled.error[l]] : [])].join(','),
    ),
    '',
  ].join('\n');
}

const ROWS = new Set([
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100, 150, 200, 300, 500, 700, 1000,
]);

function table(result: SkyResult, onTerminal: boolean): string {
  const strong = onTerminal ? bold : (text: string) => text;
  const { map, noise, frame, pseudo, sky, lMax, decoupled } = result;
  const { remove, withoutM0 } = sky.record;
  const removed = [
    ...(remove === 'none' ? [] : [remove === 'dipole' ? 'monopole and dipole' : remove]),
    ...(withoutM0 ? ['m = 0'] : []),
  ];
  const facts = columns(
    [
      ['map', `${map.name}, ${map.what}, N_side = ${sky.nSide}`],
      ['axes', frame ? axesOf(frame) : 'not stated in the file'],
      ['sky', `${sky.label}; ${(100 * sky.fSky).toFixed(1)} % of the sphere`],
      ['removed', removed.length === 0 ? 'nothing' : removed.join(', then ')],
      ...(noise === undefined
        ? []
        : [
            [
              'noise',
              `N = ${scientific(noise, 3)}, ${map.variance ? 'from the counts' : 'as the map records it'}; it is part of C_ℓ`,
            ],
          ]),
    ],
    'll',
  );
  const all = Array.from(pseudo, (value, l) => [
    `${l}`,
    scientific(value),
    ...(decoupled ? [scientific(decoupled.C[l]), scientific(decoupled.error[l], 2)] : []),
  ]);
  const shown = all.filter((_, l) => all.length <= 22 || ROWS.has(l) || l === lMax);
  const heads = ['ℓ', 'pseudo-C_ℓ', ...(decoupled ? ['C_ℓ', '±'] : [])];
  const [head, ...body] = columns([heads, ...shown], decoupled ? 'rrrr' : 'rr').map((line) => `  ${line}`);
  return [
    strong('Angular power spectrum of a sky'),
    '',
    ...facts.map((line) => `  ${line}`),
    '',
    strong(head),
    ...body,
    ...(shown.length < all.length ? [`  ${shown.length} of ${all.length} rows; --format csv lists all`] : []),
    '',
    ...(decoupled
      ? footnotes(decoupled, result.width === undefined)
      : ['C_ℓ: not decoupled, the sky is too small for these bands.']),
    '',
  ].join('\n');
}

function axesOf(frame: Frame): string {
  const { longitude, latitude, symbols } = FRAMES[frame];
  return `${longitude} ${symbols[0]}, ${latitude} ${symbols[1]}`;
}

function footnotes({ bands, exact, condition }: NonNullable<SkyResult['decoupled']>, isNarrowest: boolean): string[] {
  const width = Math.max(...bands.map(({ from, to }) => to - from + 1));
  return [
    width === 1
      ? 'C_ℓ: decoupled, each multipole by itself.'
      : `C_ℓ: decoupled in bands of ${width} multipoles${isNarrowest ? '; the sky does not tell fewer apart' : ''}.`,
    `±: scatter of Gaussian skies like this one${exact ? '' : ', approximately'}. Condition of the coupling: ${brief(condition, 3)}.`,
  ];
}
