/** A model file: TOML with a section for each group of the parameter table, every error with its line and column. */
import { parse, TomlError } from 'smol-toml';
import type { z } from 'zod';
import { CranisError } from '../../model/errors.ts';
import type { ParameterGroup } from '../../model/parameter.ts';
import { GROUPS, namesOf, PARAMETERS, type ParameterName, parameter } from '../../model/parameters.ts';
import type { Statement, Statements } from '../../model/statements.ts';
import { didYouMean } from '../../model/suggest.ts';
import { describe, expectation, readValue } from '../../model/values.ts';
import { configSchema } from './schema.ts';
import { type Position, pathKey, tomlPositions } from './toml-positions.ts';

/** What a model file states, and which sections it has. */
export interface Config {
  readonly statements: Statements;
  readonly sections: readonly ParameterGroup[];
}

/**
 * Parse and validate. A `table` given by name stays a name in its statement: who reads files replaces it.
 * @param file its name, for messages
 */
export function parseConfig(source: string, file: string): Config {
  const text = source.replace(/^\uFEFF/u, '');
  const content = parseToml(text, file);
  const positions = tomlPositions(text);
  const at = (path: readonly PropertyKey[]) => `${file}${locate(positions, path)}`;

  const checked = configSchema().safeParse(content);
  if (!checked.success) throw explain(checked.error.issues, content, at);

  const statements: Partial<Record<ParameterName, Statement>> = {};
  for (const group of Object.keys(content) as ParameterGroup[]) {
    for (const [name, raw] of Object.entries(content[group] as object)) {
      statements[name as ParameterName] = { raw, label: `${at([group, name])}: ${name}` };
    }
  }
  return { statements, sections: Object.keys(content) as ParameterGroup[] };
}

function parseToml(text: string, file: string): Record<string, unknown> {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const problem = error.message.split('\n')[0].replace('Invalid TOML document: ', '');
    throw new CranisError(`${file}:${error.line}:${error.column}: not TOML: ${problem}`, {
      where: file,
      hint: 'a line is name = value; text is in quotes',
      cause: error,
    });
  }
}

/** ":line:column" of the key, or of the nearest one that encloses it. */
function locate(positions: ReadonlyMap<string, Position>, path: readonly PropertyKey[]): string {
  for (let length = path.length; length > 0; length--) {
    const position = positions.get(pathKey(path.slice(0, length)));
    if (position) return `:${position.line}:${position.column}`;
  }
  return '';
}

type At = (path: readonly PropertyKey[]) => string;

function explain(issues: readonly z.core.$ZodIssue[], content: Record<string, unknown>, at: At): CranisError {
  const [first] = issues;
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  const path = first.path;
  if (first.code === 'unrecognized_keys') {
    const key = first.keys[0];
    return unknownKey(key, path, at, more);
  }
  const [group, name] = path as [ParameterGroup, ParameterName];
  const section = content[group];
  if (name === undefined) {
    return new CranisError(`${at(path)}: ${group} is ${describe(section)}, not a section`, {
      where: group,
      hint: `write [${group}] on a line of its own, its values below`,
    });
  }
  const raw = (section as Record<string, unknown>)[name];
  const label = `${at(path)}: ${name}`;
  const problem = valueProblem(name, raw, label);
  return new CranisError(`${problem.message}${more}`, {
    where: name,
    ...(problem.hint === undefined ? {} : { hint: problem.hint }),
  });
}

/** The reader's message where it objects too (it knows ranges and units best), else what type was wanted. */
function valueProblem(name: ParameterName, raw: unknown, label: string): CranisError {
  const isColumns = typeof raw === 'object' && raw !== null;
  if (name === 'table' && !isColumns) {
    return new CranisError(`${label}: ${describe(raw)} is not a table`, {
      hint: `give ${expectation(parameter(name))}`,
    });
  }
  try {
    readValue(name, raw, undefined, label);
  } catch (error) {
    if (error instanceof CranisError) return error;
    throw error;
  }
  return new CranisError(`${label}: ${describe(raw)} is of the wrong type`, {
    hint: `give ${expectation(parameter(name))}${typeof raw === 'string' ? ', without quotes' : ''}`,
  });
}

function unknownKey(key: string, path: readonly PropertyKey[], at: At, more: string): CranisError {
  const where = at([...path, key]);
  if (path.length === 0) {
    const home = key in PARAMETERS ? PARAMETERS[key as ParameterName].group : undefined;
    return new CranisError(
      home === undefined
        ? `${where}: unknown section ${key}${didYouMean(key, Object.keys(GROUPS))}${more}`
        : `${where}: ${key} stands outside of its section${more}`,
      {
        where: key,
        hint: home === undefined ? `sections are ${Object.keys(GROUPS).join(', ')}` : `put it below [${home}]`,
      },
    );
  }
  const group = path[0] as ParameterGroup;
  const names = path.length > 1 ? ['k', 'g'] : namesOf(group);
  const byFlag = namesOf(group).find((name) => PARAMETERS[name].flag.slice(2) === key);
  const elsewhere = key in PARAMETERS ? PARAMETERS[key as ParameterName].group : undefined;
  const guess =
    path.length > 1
      ? ''
      : byFlag
        ? `, did you mean ${byFlag}?`
        : elsewhere
          ? `, it belongs to [${elsewhere}]`
          : didYouMean(key, names);
  return new CranisError(`${where}: unknown key ${key} in [${path.join('.')}]${guess}${more}`, {
    where: key,
    hint: `known are ${names.join(', ')}`,
  });
}
