/** The form of an entry of the parameter table, and the type of the value it stands for. */
import type { TableOfG } from './turbulence.ts';
import type { Dimension } from './units.ts';

export type ParameterGroup = 'turbulence' | 'theory' | 'units' | 'simulation' | 'sky' | 'fit';

interface Common {
  readonly group: ParameterGroup;
  /** Command-line flag. */
  readonly flag: `--${string}`;
  /** The letter it has in the equations; '' if none. */
  readonly symbol: string;
  /** Unit of a bare number, for display; '' if it is a pure number. */
  readonly unit: string;
  /** What it measures, hence which physical units it accepts. */
  readonly dimension: Dimension;
  /** One sentence, no full stop. */
  readonly doc: string;
  /** Equation, or where the convention comes from. */
  readonly source: string;
  /** A value as a user would write it in a file. */
  readonly example: string;
  /** The kinds of spectrum that it belongs to; all if left out. */
  readonly kinds?: readonly string[];
}

/** Allowed numbers; `above` excludes its end, `min` and `max` include theirs. `above` beside `min` words the error at that end. */
interface Range {
  readonly above?: number;
  readonly min?: number;
  readonly max: number;
}

interface NumberParameter extends Common {
  readonly type: 'number' | 'integer';
  readonly range: Range;
  /** None: it is required, derived, or simply absent, as `doc` says. */
  readonly default?: number | string;
  /** A word accepted in place of a number, and what it stands for. */
  readonly word?: string;
  readonly wordDoc?: string;
  /** Only powers of two. */
  readonly powerOfTwo?: true;
}

interface ChoiceParameter extends Common {
  readonly type: 'choice';
  readonly choices: readonly string[];
  readonly default?: string;
}

/** Ascending numbers, each with its unit: 1,10,30 or 3kyr,10kyr. */
interface NumbersParameter extends Common {
  readonly type: 'numbers';
  readonly range: Range;
  /** A longer list is a mistake. */
  readonly most: number;
  readonly default?: readonly number[];
}

/** Ascending integers, as ranges and lists: 1..30 or 1,2,5..8. */
interface IntegersParameter extends Common {
  readonly type: 'integers';
  readonly range: Range;
  readonly default?: readonly number[];
}

/** Something that is done or not; not, unless it is stated. */
interface SwitchParameter extends Common {
  readonly type: 'switch';
}

/** A table (k, g): a CSV file, or two lists. */
interface TableParameter extends Common {
  readonly type: 'table';
}

export type Parameter =
  | NumberParameter
  | ChoiceParameter
  | SwitchParameter
  | NumbersParameter
  | IntegersParameter
  | TableParameter;

type Scalar<P> = P extends { readonly type: 'choice'; readonly choices: readonly (infer C)[] }
  ? C
  : P extends { readonly type: 'number' | 'integer'; readonly word: infer W }
    ? number | W
    : P extends { readonly type: 'number' | 'integer' }
      ? number
      : P extends { readonly type: 'numbers' | 'integers' }
        ? readonly number[]
        : P extends { readonly type: 'switch' }
          ? boolean
          : TableOfG;

/** The type of a parameter's value; undefined is possible where there is no default. */
export type ValueOf<P> = P extends { readonly default: unknown } ? Scalar<P> : Scalar<P> | undefined;

/** What a user of the API may state: the value, or text with a unit where the parameter has a dimension. */
export type InputOf<P> = P extends { readonly dimension: 'none' } ? Scalar<P> : Scalar<P> | string | readonly string[];
