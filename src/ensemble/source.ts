/** The data of an ensemble, wherever they are: a run on disk and one in memory are read in the same way. */
import { CranisError } from '../model/errors.ts';
import type { Model } from '../model/model.ts';
import { type RealisationRecord, recordNames } from './record.ts';
import { type RunSpec, runModel } from './run.ts';

/** The realisations of a run, wherever they are. */
export interface RealisationSource {
  /** What messages call it: the folder of a run on disk. */
  readonly label: string;
  /** How it is made. */
  readonly spec: RunSpec;
  readonly model: Model;
  /** Realisations that the run shall have. */
  readonly expected: number;
  /** Names of the arrays that each realisation has, see {@link RealisationRecord}; src/ensemble/statistics.ts has their index orders. */
  readonly names: readonly string[];
  /** Indices of the realisations that have been made, ascending. */
  made(): readonly number[];
  /** Arrays of one realisation; undefined if it has not been made. Throws a CranisError if it is damaged. */
  read<N extends string>(index: number, names: readonly N[]): Readonly<Record<N, Float64Array>> | undefined;
}

/** The realisations of a run in memory. */
export interface MemorySource extends RealisationSource {
  /** Takes in a realisation, as {@link realisationTask} makes it; the arrays are kept, not copied. */
  add(index: number, record: RealisationRecord): void;
}

/** An ensemble in memory. */
export function createMemorySource(spec: RunSpec): MemorySource {
  const records = new Map<number, RealisationRecord>();
  return {
    label: 'the run in memory',
    spec,
    model: runModel(spec),
    expected: spec.realisations,
    names: recordNames(spec),
    made: () => [...records.keys()].sort((a, b) => a - b),
    add(index, record) {
      records.set(index, record);
    },
    read(index, names) {
      const record = records.get(index);
      if (record === undefined) return undefined;
      return Object.fromEntries(names.map((name) => [name, record[name]])) as Record<
        (typeof names)[number],
        Float64Array
      >;
    },
  };
}

/**
 * Some arrays of each realisation, in the order of their indices, and the fraction of the realisations that are then read.
 * Throws a CranisError if there is none.
 */
export function* realisationsOf<N extends string>(
  source: RealisationSource,
  names: readonly N[],
): Generator<{ readonly arrays: Readonly<Record<N, Float64Array>>; readonly fraction: number }, void, void> {
  const made = source.made();
  let count = 0;
  for (const [i, index] of made.entries()) {
    const arrays = source.read(index, names);
    if (arrays === undefined) continue;
    count++;
    yield { arrays, fraction: (i + 1) / made.length };
  }
  if (count > 0) return;
  throw new CranisError(`${source.label}: none of its ${source.expected} realisations has been made`, {
    where: source.label,
    hint: 'the cranis simulate that began the run goes on',
  });
}
