/** An ensemble's spectra as a terminal table, JSON, CSV or picture. */
import type { EnsembleTime } from '../../ensemble/ensemble.ts';
import { analysisRecord } from '../../files/records/analysis.ts';
import { recordComment } from '../../files/records/csv-record.ts';
import { writeRecord } from '../../files/records/records.ts';
import { log10 } from '../../math/elementary/index.ts';
import { brief, scientific } from '../../model/number-text.ts';
import type { EnsembleResult } from '../../studies/ensemble/study.ts';
import { commentLines, headerLines } from '../output/header.ts';
import type { Destination } from '../output/result.ts';
import { bold, columns } from '../output/text.ts';
import { writePicture, writeText } from '../output/write.ts';

export async function writeAnalysis(result: EnsembleResult, to: Destination): Promise<void> {
  if (to.format === 'json') return writeText(writeRecord(analysisRecord(result)), to.file);
  if (to.format === 'csv') return writeText(csv(result), to.file);
  if (to.format === 'table') return writeText(table(result, to.file === undefined), to.file);
  const { drawEnsemble } = await import('../../studies/ensemble/picture.ts');
  return writePicture(to.file!, (document) => drawEnsemble(document, result));
}

/** Errors are not known with one realisation: their cells are empty. */
function csv(result: EnsembleResult): string {
  const cell = (value: number | undefined) => (value === undefined ? '' : String(value));
  const rows = result.times.flatMap((time) =>
    result.ell.map((l) =>
      [time.time, l, time.C[l], time.error?.[l], time.scatter?.[l], time.raw[l], time.half.C[l], time.half.error?.[l]]
        .map(cell)
        .join(','),
    ),
  );
  const means = result.times.map(
    (t) =>
      `# t = ${t.time}: shotNoise = ${t.noise}, meanSquareDisplacement = ${t.meanSquareDisplacement}, diffusion = ${t.diffusion}`,
  );
  return [
    `# cranis ${result.version}; ensemble of ${result.realisations} realisations, engine ${result.engine}; C_ell in r_g^2 per |G|^2 = 1`,
    ...commentLines(result.model, result.names),
    ...means,
    recordComment(analysisRecord(result)),
    'time,ell,C,error,scatter,raw,halves,halves_error',
    ...rows,
    '',
  ].join('\n');
}

/** Rows of the table: a longer one is for a file. */
const SHOWN = new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 60, 80, 100, 150, 200, 300, 500]);
/** Columns of C_ℓ that a terminal holds. */
const TIMES_SHOWN = 3;

function table(result: EnsembleResult, onTerminal: boolean): string {
  const strong = onTerminal ? bold : (text: string) => text;
  const { times, ell, model, realisations, theory } = result;
  const means = columns(
    [
      ['t', '⟨|Δr|²⟩', 'K(t)', 'ν', 'shot noise'],
      ...times.map((t) => [
        brief(t.time, 6),
        withError(t.meanSquareDisplacement, t.meanSquareDisplacementError),
        withError(t.diffusion, t.diffusionError),
        t.scattering === undefined ? '–' : withError(t.scattering.rate, t.scattering.rateError),
        scientific(t.noise, 3),
      ]),
    ],
    'rrrrr',
  );
  // The latest are what a steady state is compared with.
  const shown = times.slice(-TIMES_SHOWN);
  const spectra = columns(
    [
      ['ℓ', ...shown.flatMap(({ time }) => [`C_ℓ, t = ${brief(time, 4)}`, '±'])],
      ...ell.flatMap((l) =>
        SHOWN.has(l) || l === ell.at(-1)
          ? [
              [
                `${l}`,
                ...shown.flatMap(({ C, error }) => [
                  scientific(C[l], 4),
                  error ? percent(error[l] / Math.abs(C[l])) : '',
                ]),
              ],
            ]
          : [],
      ),
    ],
    `r${'rr'.repeat(shown.length)}`,
  );
  const [meansHead, ...meansRows] = means.map((line) => `  ${line}`);
  const [spectraHead, ...spectraRows] = spectra.map((line) => `  ${line}`);
  return [
    strong(`Ensemble of ${realisations} realisation${realisations === 1 ? '' : 's'}`),
    `cranis ${result.version}, engine ${result.engine}`,
    '',
    ...headerLines(model, result.names),
    '',
    strong(meansHead),
    ...meansRows,
    ...(theory === undefined
      ? []
      : [`  by [P12] of the turbulence: ν = ${brief(theory.scatteringRate, 4)}, K = ${brief(theory.diffusion, 4)}`]),
    '',
    strong(spectraHead),
    ...spectraRows,
    '  per |G|² = 1, in r_g²; shot noise removed',
    '--format json or -o FILE.csv gives all of it.',
    '',
    strong('Checks'),
    ...checkLines(times).map((line) => `  ${line}`),
    '',
  ].join('\n');
}

/** The halves of the directions share no shot noise: what C_ℓ has beyond their cross-spectrum is noise. */
function checkLines(times: readonly EnsembleTime[]): string[] {
  return columns(
    [
      ['t', 'shot noise', 'by halves', 'C of raw'],
      ...times.map(({ time, half, C, raw, noise }) => {
        // Where the noise matters most of what both tell: the upper half of the multipoles.
        const last = half.ell.at(-1)!;
        let [weights, found] = [0, 0];
        for (const l of half.ell.slice(Math.floor(last / 2))) {
          weights += 2 * l + 1;
          found += (2 * l + 1) * (raw[l] - half.C[l]);
        }
        return [
          brief(time, 6),
          scientific(noise, 3),
          scientific(found / weights, 2),
          `${percent(C[last] / raw[last])} at ℓ = ${last}`,
        ];
      }),
    ],
    'rrrr',
  );
}

/** 5.449 ± 0.021: two digits of the error decide. */
export function withError(value: number, error: number): string {
  if (!(error > 0)) return brief(value, 5);
  const digits = Math.max(0, Math.min(12, 1 - Math.floor(log10(error))));
  if (digits === 0 || Math.abs(value) < 1e-4 || Math.abs(value) >= 1e6)
    return `${scientific(value, 4)} ± ${scientific(error, 2)}`;
  return `${value.toFixed(digits)} ± ${error.toFixed(digits)}`;
}

const percent = (ratio: number) => (Number.isNaN(ratio) ? '' : `${Number((100 * ratio).toPrecision(2))} %`);
