/** An ensemble's spectra as a terminal table, JSON, CSV or picture. */

import type { RunStore } from '../../campaign/store.ts';
import { analyseEnsemble, type RunEnsemble } from '../../ensemble/analyse.ts';
import type { EnsembleTime } from '../../ensemble/ensemble.ts';
import { coveredByTheory, RUN_NAMES } from '../../ensemble/run.ts';
import { turbulentScatteringRate } from '../../ensemble/scattering.ts';
import type { TimeSpectrum } from '../../figures/ensemble-figure.ts';
import { join, type Label, markup, symbols } from '../../figures/text.ts';
import { log10 } from '../../math/elementary/index.ts';
import { parameterRecord, unitsBlock } from '../../model/describe.ts';
import { brief, scientific } from '../../model/number-text.ts';
import { atMultipoles } from '../../model/spectrum.ts';
import { say } from '../failure.ts';
import { commentLines, headerLines } from '../output/header.ts';
import { type Destination, toJson } from '../output/result.ts';
import { bold, columns } from '../output/text.ts';
import { writePicture, writeText } from '../output/write.ts';

/** An ensemble with its scattering rates. */
export interface Analysis extends RunEnsemble {
  readonly version: string;
  readonly engine: string;
  /** ν of the turbulence by [P12]; undefined where the theory does not cover it. */
  readonly theory: number | undefined;
}

export function analysisOf(store: RunStore): Analysis {
  const result = analyseEnsemble(store);
  tellIncomplete(store.path, result);
  return {
    ...result,
    version: store.spec.version,
    engine: store.spec.engine,
    theory: coveredByTheory(result.model) ? turbulentScatteringRate(result.model.turbulence) : undefined,
  };
}

/** Says on stderr if a run is not finished: what follows is of fewer realisations then. */
export function tellIncomplete(
  path: string,
  { realisations, expected }: { realisations: number; expected: number },
): void {
  if (realisations < expected) say(`note: ${realisations} of ${expected} realisations of ${path} are there`);
}

export async function writeAnalysis(result: Analysis, to: Destination): Promise<void> {
  if (to.format === 'json') return writeText(json(result), to.file);
  if (to.format === 'csv') return writeText(csv(result), to.file);
  if (to.format === 'table') return writeText(table(result, to.file === undefined), to.file);
  const { ensembleFigure } = await import('../../figures/ensemble-figure.ts');
  return writePicture(to.file!, (document) =>
    ensembleFigure(document, {
      // Beyond, the shot noise that was taken off is most of what there was.
      times: timeSpectra(result).map(cutAt(2 * result.model.values.nSide)),
      caption: [ensembleCaption(result)],
      version: result.version,
      parameters: parameterRecord(result.model, RUN_NAMES),
    }),
  );
}

/** The ensemble as figures take it; bars are left out where errors are unknown. */
export const timeSpectra = ({ times }: RunEnsemble): TimeSpectrum[] =>
  times.map(({ time, ell, C, error, noise }) => ({ time, ell, C, ...(error ? { error } : {}), noise }));

/** The same up to a multipole. */
export const cutAt =
  (last: number) =>
  (time: TimeSpectrum): TimeSpectrum => ({
    ...time,
    ell: time.ell.slice(0, last),
    C: time.C.slice(0, last + 1),
    ...(time.error ? { error: time.error.slice(0, last + 1) } : {}),
  });

/** "100 realisations of 600 waves, N_side = 32, …" for below a figure. */
export function ensembleCaption({ realisations, model }: Pick<RunEnsemble, 'realisations' | 'model'>): Label {
  const { modes, nSide, directions, k0, k1, index, kind, geometry, meanField, seed } = model.values;
  const sky =
    directions === 'healpix' ? markup(`*N*_{side} = ${nSide}`) : markup(`${12 * nSide * nSide} random directions`);
  const shape =
    kind === 'power-law' ? (index === 0 ? 'band-limited white noise' : `g ∝ k^−${brief(index)}`) : `${kind} spectrum`;
  const field = meanField > 0 ? `, mean field ${brief(meanField)} of the rms` : '';
  return join(
    `Test particles: ${realisations} realisation${realisations === 1 ? '' : 's'} of ${modes} waves, `,
    sky,
    symbols(
      `, seed ${seed}; ${geometry} turbulence, ${shape}, k_0 = ${brief(k0)}, k_1 = ${brief(k1)} in 1/r_g${field}.`,
    ),
  );
}

/** Errors are unknown with one realisation: null in JSON, empty in CSV. */
const known = (values: readonly number[]) => values.map((value) => (Number.isNaN(value) ? null : value));
const listed = (ell: readonly number[], values: Float64Array | undefined) =>
  values ? atMultipoles(ell, values) : ell.map(() => null);

function json(result: Analysis): string {
  const { times, ell, model, realisations, theory } = result;
  const all = <T>(pick: (time: EnsembleTime) => T) => times.map(pick);
  const numbers = (pick: (time: EnsembleTime) => number) => known(times.map(pick));
  return toJson({
    times: all(({ time }) => time),
    ell,
    C: all(({ C }) => atMultipoles(ell, C)),
    error: all(({ error }) => listed(ell, error)),
    raw: all(({ raw }) => atMultipoles(ell, raw)),
    shotNoise: all(({ noise }) => noise),
    meanSquareDisplacement: all((time) => time.meanSquareDisplacement),
    diffusion: all(({ diffusion }) => diffusion),
    realisations,
    scatter: all(({ scatter }) => listed(ell, scatter)),
    meanSquareDisplacementError: numbers((time) => time.meanSquareDisplacementError),
    diffusionError: numbers(({ diffusionError }) => diffusionError),
    scatteringRate: known(times.map(({ scattering }) => scattering?.rate ?? Number.NaN)),
    scatteringRateError: known(times.map(({ scattering }) => scattering?.rateError ?? Number.NaN)),
    checks: {
      noiseLevel: all(({ noiseLevel }) => noiseLevel),
      halves: {
        ell: times[0].half.ell,
        C: all(({ half }) => atMultipoles(half.ell, half.C)),
        error: all(({ half }) => listed(half.ell, half.error)),
      },
      alignment: all(({ alignment }) => alignment),
      ...(theory === undefined ? {} : { theory: { scatteringRate: theory, diffusion: 1 / (3 * theory) } }),
    },
    units: { ...unitsBlock(model, RUN_NAMES), C: 'r_g^2', meanSquareDisplacement: 'r_g^2', diffusion: 'r_g c' },
    parameters: parameterRecord(model, RUN_NAMES),
    engine: result.engine,
    version: result.version,
  });
}

function csv(result: Analysis): string {
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
    ...commentLines(result.model, RUN_NAMES),
    ...means,
    'time,ell,C,error,scatter,raw,halves,halves_error',
    ...rows,
    '',
  ].join('\n');
}

/** Rows of the table: a longer one is for a file. */
const SHOWN = new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 60, 80, 100, 150, 200, 300, 500]);
/** Columns of C_ℓ that a terminal holds. */
const TIMES_SHOWN = 3;

function table(result: Analysis, onTerminal: boolean): string {
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
    ...headerLines(model, RUN_NAMES),
    '',
    strong(meansHead),
    ...meansRows,
    ...(theory === undefined
      ? []
      : [`  by [P12] of the turbulence: ν = ${brief(theory, 4)}, K = ${brief(1 / (3 * theory), 4)}`]),
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
