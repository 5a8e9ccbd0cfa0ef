/** The mixing matrix of a run beside the theory's, as a terminal table, JSON, CSV or picture. */
import type { RunStore } from '../../campaign/store.ts';
import { mixingOfEnsemble, type RunMixing } from '../../ensemble/analyse.ts';
import { coveredByTheory, RUN_NAMES } from '../../ensemble/run.ts';
import { block, type Matrix, nested } from '../../math/matrix.ts';
import { parameterRecord, unitsBlock } from '../../model/describe.ts';
import { CranisError } from '../../model/errors.ts';
import { brief, scientific } from '../../model/number-text.ts';
import { createStep, generator, mixingMatrix, resummedMixing } from '../../theory/index.ts';
import { ensembleCaption, tellIncomplete } from '../analyse/output.ts';
import { say } from '../failure.ts';
import { timeIndex } from '../options/run-time.ts';
import { withFlags } from '../options/with-flags.ts';
import { commentLines, headerLines } from '../output/header.ts';
import { type Destination, toJson } from '../output/result.ts';
import { bold, columns } from '../output/text.ts';
import { writePicture, writeText } from '../output/write.ts';

export interface MixingResult extends Omit<RunMixing, 'M' | 'error' | 'shotNoise'> {
  readonly version: string;
  readonly engine: string;
  readonly alpha: number;
  /** Rows ℓ, columns ℓ0, from 0. */
  readonly simulated: Matrix;
  readonly error: Matrix;
  readonly shotNoise: readonly number[];
  readonly theory: TheoryMixing | undefined;
}

interface TheoryMixing {
  /** M = 1 − A ΔT at ΔT = t. */
  readonly perturbative: Matrix;
  /** exp(−A ΔT) */
  readonly resummed: Matrix;
  /** Where the matrix is cut before it is exponentiated. */
  readonly lMax: number;
  /** The most that any element of `resummed` changes if it is cut at half of that. */
  readonly cutEffect: number;
}

/** ℓ_max of the exponential: at α = 50 no element below ℓ = 8 changes by more than 1e-4 beyond. */
const LEAST_CUT = 128;

export function computeMixing(store: RunStore, { time, lMax }: { time: string; lMax: number }): MixingResult {
  const { model } = store;
  const index = timeIndex(model, time, store.path);
  const { M, error, shotNoise, ...rest } = withFlags(() => mixingOfEnsemble(store, index, lMax));
  tellIncomplete(store.path, rest);
  const covered = coveredByTheory(model);
  if (!covered) {
    say('note: the theory is for isotropic turbulence without a mean field: nothing stands beside this simulation');
  }
  return {
    ...rest,
    version: store.spec.version,
    engine: store.spec.engine,
    alpha: model.turbulence.k1 * rest.time,
    simulated: M,
    error,
    shotNoise: [...shotNoise],
    theory: covered ? theoryMixing(rest, lMax) : undefined,
  };
}

function theoryMixing({ model, time }: Pick<RunMixing, 'model' | 'time'>, lMax: number): TheoryMixing {
  const cut = Math.max(LEAST_CUT, 4 * lMax);
  const at = (last: number) => {
    const mixing = mixingMatrix(createStep(model.turbulence, time), { lMax: last });
    const corner = (matrix: Matrix) => block(matrix, lMax + 1, lMax + 1);
    return { perturbative: corner(mixing.M), resummed: corner(resummedMixing(generator(mixing), time)) };
  };
  const [whole, half] = [at(cut), at(cut / 2)];
  const changes = whole.resummed.values.map((value, i) => Math.abs(value - half.resummed.values[i]));
  return { ...whole, lMax: cut, cutEffect: Math.max(...changes) };
}

export async function writeMixing(result: MixingResult, to: Destination): Promise<void> {
  if (to.format === 'json') return writeText(json(result), to.file);
  if (to.format === 'csv') return writeText(csv(result), to.file);
  if (to.format === 'table') return writeText(table(result, to.file === undefined), to.file);
  const { mixingFigure } = await import('../../figures/mixing-figure.ts');
  const { simulated, error, theory, time, alpha, version, model } = result;
  return writePicture(to.file!, (document) =>
    mixingFigure(document, {
      simulated,
      error,
      ...(theory ? { perturbative: theory.perturbative, resummed: theory.resummed } : {}),
      time,
      alpha,
      caption: [ensembleCaption(result)],
      version,
      parameters: parameterRecord(model, RUN_NAMES),
    }),
  );
}

const at = ({ columns: width, values }: Matrix, l: number, l0: number) => values[l * width + l0];

const ells = ({ lMax }: MixingResult) => Array.from({ length: lMax + 1 }, (_, l) => l);

/** Unknown with one realisation. */
const known = (value: number) => (Number.isNaN(value) ? null : value);

function json(result: MixingResult): string {
  const { simulated, error, theory, shotNoise, time, alpha, realisations, model } = result;
  return toJson({
    ell: ells(result),
    simulated: nested(simulated),
    error: nested(error).map((row) => row.map(known)),
    perturbative: theory ? nested(theory.perturbative) : null,
    resummed: theory ? nested(theory.resummed) : null,
    time,
    alpha,
    realisations,
    shotNoise,
    checks: theory ? { resummedLMax: theory.lMax, resummedCutEffect: theory.cutEffect } : {},
    units: unitsBlock(model, RUN_NAMES),
    parameters: parameterRecord(model, RUN_NAMES),
    engine: result.engine,
    version: result.version,
  });
}

function csv(result: MixingResult): string {
  const { simulated, error, theory, model, time, realisations } = result;
  const cell = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? '' : `${value}`);
  const lines = ells(result).flatMap((l) =>
    ells(result).map((l0) =>
      [
        `${l},${l0}`,
        ...[simulated, error, theory?.perturbative, theory?.resummed].map((matrix) =>
          cell(matrix && at(matrix, l, l0)),
        ),
      ].join(','),
    ),
  );
  return [
    `# cranis ${result.version}; mixing matrix at t = ${time} r_g/c, mean of ${realisations} realisations, engine ${result.engine}`,
    ...commentLines(model, RUN_NAMES),
    ...(theory
      ? [`# resummed: cut at l = ${theory.lMax}, half of it changes no element by more than ${theory.cutEffect}`]
      : []),
    'ell,ell0,simulated,error,perturbative,resummed',
    ...lines,
    '',
  ].join('\n');
}

/** Elements of the table: those on the diagonal and beside it. */
function table(result: MixingResult, onTerminal: boolean): string {
  const strong = onTerminal ? bold : (text: string) => text;
  const { simulated, error, theory, model, time, alpha, realisations, lMax } = result;
  const sigma = (matrix: Matrix | undefined, l: number, l0: number) => {
    const away = matrix ? (at(matrix, l, l0) - at(simulated, l, l0)) / at(error, l, l0) : Number.NaN;
    return Number.isFinite(away)
      ? `${away > 0 ? '+' : ''}${Math.abs(away) < 1e4 ? away.toFixed(1) : scientific(away, 2)}`
      : '';
  };
  const line = (l: number, l0: number) => [
    l === l0 ? `1 − M_${l},${l}` : `M_${l},${l0}`,
    scientific(l === l0 ? 1 - at(simulated, l, l) : at(simulated, l, l0), 4),
    Number.isNaN(at(error, l, l0)) ? '' : scientific(at(error, l, l0), 2),
    ...[theory?.perturbative, theory?.resummed].flatMap((matrix) => [
      matrix ? scientific(l === l0 ? 1 - at(matrix, l, l) : at(matrix, l, l0), 4) : '',
      l === l0 ? negated(sigma(matrix, l, l0)) : sigma(matrix, l, l0),
    ]),
  ];
  const shown = [
    ...ells(result)
      .slice(1)
      .map((l) => line(l, l)),
    ...ells(result)
      .slice(1, -1)
      .flatMap((l) => [line(l + 1, l), line(l, l + 1)]),
  ];
  const [head, ...body] = columns(
    [['', 'simulated', '±', 'perturbative', 'σ', 'resummed', 'σ'], ...shown],
    'lrrrrrr',
  ).map((text) => `  ${text}`);
  return [
    strong(
      `Mixing matrix of ${realisations} realisation${realisations === 1 ? '' : 's'} at ΔT = ${brief(time)} r_g/c, α = ${brief(alpha)}`,
    ),
    `cranis ${result.version}, engine ${result.engine}; no parameter is fitted`,
    '',
    ...headerLines(model, RUN_NAMES),
    '',
    strong(head),
    ...body.slice(0, lMax),
    '',
    ...body.slice(lMax),
    '  perturbative 1 − AΔT, resummed exp(−AΔT); σ: (theory − simulation)/error',
    '--format json or -o FILE.csv gives all of it.',
    '',
    strong('Checks'),
    ...columns(
      [
        ['shot noise taken off, most', scientific(Math.max(...result.shotNoise), 2)],
        ...(theory
          ? [
              [
                `resummed: cut at ℓ = ${theory.lMax / 2} for ${theory.lMax} changes an element by`,
                scientific(theory.cutEffect, 2),
              ],
            ]
          : []),
      ],
      'lr',
    ).map((text) => `  ${text}`),
    '',
  ].join('\n');
}

const negated = (text: string) =>
  text.startsWith('-') ? `+${text.slice(1)}` : text.startsWith('+') ? `-${text.slice(1)}` : text;

/** A matrix has a size. */
export function checkSize(lMax: number | 'exact'): number {
  if (lMax !== 'exact') return lMax;
  throw new CranisError('a matrix has a size', { where: 'lMax', hint: 'give --l-max N, for example 8' });
}
