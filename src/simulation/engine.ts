/**
 * The seam between what is simulated and what computes it: an engine follows particles through a field by a schedule.
 * The oracle, the WebAssembly kernels, or anything else that keeps this contract; nothing above knows which.
 */
import type { Field } from './field.ts';
import type { Schedule } from './schedule.ts';

/** A stretch between two output times: so many macro-steps, each of this signed length in r_g/c (negative: back in time). */
export interface Leg {
  readonly macroSteps: number;
  readonly macroStep: number;
}

/** What an engine is given: a field, a schedule of steps, directions and output times. */
export interface Task {
  readonly field: Field;
  readonly schedule: Schedule;
  /** Unit vectors of the particles' directions of motion at r = 0, t = 0: x, y, z of one after x, y, z of the other. */
  readonly directions: Float64Array;
  /** Legs from t = 0 on; the particles are looked at after each. */
  readonly legs: readonly Leg[];
}

/** Places and directions of all particles after each leg. Index order [leg][component x, y, z][particle], flat. */
export interface Trajectories {
  /** r − r⊙ in r_g. */
  readonly displacement: Float64Array;
  /** p̂, unit vectors. */
  readonly direction: Float64Array;
}

/** Follows particles through a field; all engines keep this one contract. */
export interface Engine {
  /** Recorded with every result: results of different engines agree within their bounds, not to the last bit. */
  readonly name: string;
  /**
   * Pure: the same task gives the same bytes, however many particles share it.
   * @param onProgress called now and then with the fraction done, 0 to 1
   */
  trace(task: Task, onProgress?: (fraction: number) => void): Trajectories | Promise<Trajectories>;
}
