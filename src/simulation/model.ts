/** What a simulation is of: everything but seed, index and engine, validated, with every default filled in; plain data. */
import { CranisError } from '../model/errors.ts';
import { PARAMETERS } from '../model/parameters.ts';
import { createTurbulence, type TurbulenceSpec } from '../model/turbulence.ts';
import type { Geometry } from './draw-field.ts';
import type { Integrator } from './schedule.ts';
import { checkStep, MOST_LEVELS, ratesFor, stepFor, TARGET } from './step.ts';

/** A simulation, validated, with every default filled in; plain data. */
export interface SimulationModel {
  readonly turbulence: TurbulenceSpec;
  readonly geometry: Geometry;
  /** Share of ω_rms² in the slab part of the composite geometry. */
  readonly slabFraction: number;
  /** Ω_0 along z in units of ω_rms. */
  readonly meanField: number;
  /** Number of plane waves. */
  readonly modes: number;
  /** Look-back times of the maps in r_g/c, ascending, above 0. */
  readonly times: readonly number[];
  readonly integrator: Integrator;
  /** Mean time between two kicks of the fastest waves, at most, in r_g/c; shortened so that steps end at the output times. */
  readonly step: number;
  /** Number of rates of the multi-rate integrator. */
  readonly levels: number;
  /**
   * Directions of motion at r⊙, t = 0: unit vectors, x, y, z interleaved, or so many independent ones, isotropic, drawn anew for
   * each realisation. Particles seen in the direction n̂ of the sky move along −n̂.
   */
  readonly directions: Float64Array | { readonly random: number };
}

/** What a user states of a simulation; the rest has defaults. */
export type SimulationInput = Partial<Omit<SimulationModel, 'levels'>> &
  Pick<SimulationModel, 'turbulence' | 'times' | 'directions'> & {
    /** Error target, used where no step is given and for the number of rates: rms error of p̂ after one r_g/c. */
    readonly target?: number;
    readonly levels?: number;
  };

const INTEGRATORS: readonly Integrator[] = ['multi-rate', 'strang', 'fourth'];
/** Most steps of a particle: hours for each; and kernels count them in 32 bits. */
const MOST_STEPS = 1e9;

/** Validate and fill in. Throws a CranisError that names the parameter at fault. */
export function createSimulation(input: SimulationInput): SimulationModel {
  const spectrum = createTurbulence(input.turbulence);
  const geometry = oneOf('geometry', input.geometry ?? PARAMETERS.geometry.default, PARAMETERS.geometry.choices);
  const integrator = oneOf('integrator', input.integrator ?? 'multi-rate', INTEGRATORS);
  const modes = input.modes ?? PARAMETERS.modes.default;
  const { min, max } = PARAMETERS.modes.range;
  const least = geometry === 'composite' ? 2 : min;
  if (!Number.isInteger(modes) || modes < least || modes > max) {
    fail('modes', `${modes} waves`, `give a whole number from ${least} to ${max}; about 120 a decade of k serve well`);
  }
  const meanField = input.meanField ?? PARAMETERS.meanField.default;
  const strongest = PARAMETERS.meanField.range.max;
  if (!(meanField >= 0 && meanField <= strongest)) {
    fail(
      'meanField',
      `mean field ${meanField} is not from 0 to ${strongest}`,
      'it is in units of the rms turbulent field, along z',
    );
  }
  const slabFraction = input.slabFraction ?? 0.2;
  if (!(slabFraction >= 0 && slabFraction <= 1)) {
    fail(
      'slabFraction',
      `slab fraction ${slabFraction} is not from 0 to 1`,
      'it is the share of the energy, usually 0.2',
    );
  }
  checkTimes(input.times);
  checkDirections(input.directions);
  const target = input.target ?? TARGET;
  const rates =
    integrator === 'multi-rate'
      ? ratesFor(spectrum, target, meanField, input.step)
      : { step: input.step ?? stepFor(spectrum.k1, target, meanField), levels: 1 };
  checkStep(rates.step, spectrum.k1, meanField);
  checkSteps(input.times[input.times.length - 1], rates.step);
  const levels = input.levels ?? rates.levels;
  if (!Number.isInteger(levels) || levels < 1 || levels > MOST_LEVELS) {
    fail('levels', `${levels} rates`, `give a whole number from 1 to ${MOST_LEVELS}, or leave it out`);
  }
  return Object.freeze({
    turbulence: input.turbulence,
    geometry,
    slabFraction,
    meanField,
    modes,
    times: [...input.times],
    integrator,
    step: rates.step,
    levels: integrator === 'multi-rate' ? levels : 1,
    directions: input.directions,
  });
}

function checkTimes(times: readonly number[]): void {
  const hint = 'give look-back times in r_g/c, ascending, for example 1,10,30';
  if (times.length === 0) fail('times', 'there is no output time', hint);
  times.forEach((t, i) => {
    if (!(t > 0) || !Number.isFinite(t)) fail('times', `time ${t} is not a positive number`, hint);
    if (i > 0 && t <= times[i - 1]) fail('times', `times are out of order: ${t} after ${times[i - 1]}`, hint);
  });
}

function checkSteps(last: number, step: number): void {
  const steps = last / step;
  if (steps <= MOST_STEPS) return;
  fail(
    'times',
    `a look-back time of ${last} r_g/c takes ${steps.toExponential(1)} steps of ${step}`,
    `at most ${MOST_STEPS.toExponential(0)} make sense: give shorter times, a longer step, or turbulence of a smaller k1`,
  );
}

function checkDirections(directions: SimulationModel['directions']): void {
  if (directions instanceof Float64Array) {
    if (directions.length === 0 || directions.length % 3 !== 0) {
      throw new RangeError(`directions have ${directions.length} numbers, want x, y, z of at least one`);
    }
    for (let i = 0; i < directions.length; i += 3) {
      const square = directions[i] ** 2 + directions[i + 1] ** 2 + directions[i + 2] ** 2;
      if (!(Math.abs(square - 1) < 1e-9)) throw new RangeError(`direction ${i / 3} is not a unit vector`);
    }
  } else if (!Number.isInteger(directions.random) || directions.random < 1 || directions.random > 1e9) {
    fail('directions', `${directions.random} random directions`, 'give a whole number from 1 on');
  }
}

function oneOf<T extends string>(where: string, value: T, choices: readonly T[]): T {
  if (!choices.includes(value)) fail(where, `unknown ${where} ${value}`, `choose ${choices.join(', ')}`);
  return value;
}

function fail(where: string, message: string, hint: string): never {
  throw new CranisError(message, { where, hint });
}
