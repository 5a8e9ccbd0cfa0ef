/** The ensemble of a run at one of its times as a measured spectrum, from the JSON that `cranis analyse` makes. */

import { FULL_SKY } from '../../coverage/sky-statement.ts';
import type { ParameterInput, ParameterName } from '../../model/parameters.ts';
import { byMultipole } from '../../model/spectrum.ts';
import { createFields, type Fields, number, numbers, text } from '../json-fields.ts';
import { checkMultipoles, type MeasuredInput, parse } from './json.ts';
import type { MeasuredOptions } from './measured.ts';

export interface AnalysedRun extends MeasuredInput {
  /** r_g/c */
  readonly time: number;
  readonly times: readonly number[];
  readonly realisations: number;
  /** K in r_g c: what the scattering rate says that K(t) tends to, or K(t) where that is not known. */
  readonly diffusion: number;
  /** The turbulence of the run, by the names of the parameter table. */
  readonly turbulence: ParameterInput;
}

/** Whether JSON is an analysed run. */
export function isAnalysedRun(content: unknown): boolean {
  return typeof content === 'object' && content !== null && Array.isArray((content as { times?: unknown }).times);
}

/** Read a run. @param at which time, r_g/c; the latest if left out */
export function parseAnalysedRun(content: string, options: MeasuredOptions, at?: number): AnalysedRun {
  return analysedRun(parse(content, options.file), options, at);
}

const HINT = 'it is the JSON that cranis analyse makes of a run';
const TURBULENCE: readonly ParameterName[] = ['kind', 'k0', 'k1', 'index', 'outerScale', 'lowIndex', 'table'];

/** The same from parsed JSON. */
export function analysedRun(content: unknown, { file, version }: MeasuredOptions, at?: number): AnalysedRun {
  const all = createFields(content, file, '');
  const times = numbers(all, 'times', undefined, 0) ?? [];
  const ell = numbers(all, 'ell', undefined, 1) ?? [];
  const realisations = number(all, 'realisations', { min: 1 });
  if (times.length === 0 || ell.length === 0 || realisations === undefined) {
    throw all.failure('times, ell or realisations are missing', HINT);
  }
  checkMultipoles(all, ell, HINT);
  const t = at === undefined ? times.length - 1 : times.findIndex((time) => Math.abs(time - at) <= 1e-9 * time);
  if (t < 0) throw all.failure(`no time ${at}`, `there are ${times.join(', ')} r_g/c`);
  const row = (name: string) => {
    const list = numbers(rowOf(all, name, t, times.length), name, { like: 'ell', length: ell.length });
    return list && byMultipole(ell, list);
  };
  const C = row('C');
  if (!C) throw all.failure('C is missing', HINT);
  if (realisations < 2) {
    throw all.failure('one realisation has no errors', 'fit a run with two realisations or more, better a hundred');
  }
  const error = row('error');
  if (!error) throw all.failure('error is missing', HINT);
  const diffusion = diffusionOf(all, t);
  const parameters = all.object('parameters');
  const geometry = (parameters && text(parameters, 'geometry')) ?? 'isotropic';
  if (geometry !== 'isotropic' || ((parameters && number(parameters, 'meanField')) ?? 0) > 0) {
    throw all.failure(
      'its turbulence is not isotropic, or has a mean field',
      'the theory is for isotropic turbulence alone',
    );
  }
  const label = `test particles, t = ${times[t]}, ${realisations} realisations`;
  return {
    spectrum: {
      ell,
      C,
      error,
      errorLow: error,
      errorHigh: error,
      errorMeaning: 'standard error of the mean over realisations',
      noiseIncluded: false,
      label,
      source: file,
      digitised: false,
      caveats: ['per |G|² = 1: K|G|² is the diffusion coefficient K', 'errors of different ℓ are taken as independent'],
      provenance: { label, version, parameters: { file, time: times[t] } },
    },
    sky: FULL_SKY,
    errorsAreTotal: true,
    time: times[t],
    times,
    realisations,
    diffusion,
    turbulence: Object.fromEntries(
      TURBULENCE.flatMap((name) => (parameters?.has(name) ? [[name, parameters.value(name)]] : [])),
    ) as ParameterInput,
  };
}

/** The row of one time, as an object that messages can name. */
function rowOf(all: Fields, name: string, t: number, count: number): Fields {
  const rows = all.value(name);
  if (!Array.isArray(rows) || rows.length !== count) throw all.failure(`${name} has not one row a time`, HINT);
  return { ...all, value: () => rows[t] ?? undefined, has: () => rows[t] !== undefined };
}

function diffusionOf(all: Fields, t: number): number {
  const at = (name: string) => {
    const list = all.value(name);
    const value: unknown = Array.isArray(list) ? list[t] : undefined;
    return typeof value === 'number' && value > 0 ? value : undefined;
  };
  const rate = at('scatteringRate');
  const K = rate === undefined ? at('diffusion') : 1 / (3 * rate); // K = 1/(3ν) [P12]
  if (K === undefined) throw all.failure('diffusion is missing or not above zero', HINT);
  return K;
}
