/** From files and flags to the model: flags override --turbulence, which overrides the model file. */
import { readFileSync } from 'node:fs';
import { dirname, extname, resolve } from 'node:path';
import { parseTable } from '../../files/model-file/table.ts';
import { CranisError } from '../../model/errors.ts';
import { type Model, resolveModel } from '../../model/model.ts';
import type { ParameterGroup } from '../../model/parameter.ts';
import { namesOf, type ParameterInput, type ParameterName, parameter } from '../../model/parameters.ts';
import { merge, type Statement, type Statements } from '../../model/statements.ts';
import { meaningOf } from '../../node/errno.ts';
import type { CranisCommand } from '../command.ts';
import { say } from '../failure.ts';

const TABLE_ENDINGS = ['.csv', '.tsv', '.dat', '.txt'];

/**
 * The model that a command line states, its files read. Its errors say themselves where the fault was stated.
 * @param sections of a model file that the command uses, if not all
 */
export async function readModel(
  command: CranisCommand,
  modelFile?: string,
  sections?: readonly ParameterGroup[],
): Promise<Model> {
  try {
    return await resolveStated(command, modelFile, sections);
  } catch (error) {
    if (!(error instanceof CranisError)) throw error;
    const { message, hint } = error;
    throw new CranisError(message, { cause: error, ...(hint === undefined ? {} : { hint }) });
  }
}

async function resolveStated(
  command: CranisCommand,
  modelFile: string | undefined,
  sections: readonly ParameterGroup[] | undefined,
): Promise<Model> {
  const options = command.opts<Record<string, string>>();
  if (modelFile !== undefined && options.config !== undefined) {
    throw new CranisError(`two model files, ${modelFile} and ${options.config}`, { hint: 'give one of them' });
  }
  const file = modelFile ?? options.config;
  const flags = flagStatements(command, options);
  const { table: turbulence, ...others } = flags;
  const { statements } = file === undefined ? { statements: {} } : await readConfig(file);
  const base = sections ? only(statements, namesOf(...sections)) : statements;
  const replaced = turbulence ? await readTurbulence(`${turbulence.raw}`) : {};
  const stated = turbulence ? without(base, namesOf('turbulence')) : base;
  const labels = Object.entries(merge(stated, replaced, others)).map(([name, { label }]) => [name, label] as const);
  command.labels = new Map(labels);
  return resolveModel(merge(stating(command.defaults, command.name()), stated, replaced, others));
}

/** Plain values as statements of somebody. */
export const stating = (input: ParameterInput, label: string): Statements =>
  Object.fromEntries(Object.entries(input).map(([name, raw]) => [name, { raw, label: `${label}: ${name}` }]));

function flagStatements(command: CranisCommand, options: Record<string, string>): Statements {
  const statements: Partial<Record<ParameterName, Statement>> = {};
  for (const [attribute, name] of command.fromTable) {
    if (attribute in options) statements[name] = { raw: options[attribute], label: parameter(name).flag };
  }
  return statements;
}

const only = (statements: Statements, names: readonly ParameterName[]): Statements =>
  Object.fromEntries(Object.entries(statements).filter(([name]) => names.includes(name as ParameterName)));

const without = (statements: Statements, names: readonly ParameterName[]): Statements =>
  Object.fromEntries(Object.entries(statements).filter(([name]) => !names.includes(name as ParameterName)));

/** --turbulence FILE: a table by itself, or the [turbulence] and [units] of a model file. */
async function readTurbulence(file: string): Promise<Statements> {
  const ending = extname(file).toLowerCase();
  if (TABLE_ENDINGS.includes(ending)) return { table: tableStatement(file, file) };
  if (ending !== '.toml') {
    throw new CranisError(`--turbulence: ${file || 'an empty value'} is neither a table nor a model file`, {
      hint: `a table ends in ${TABLE_ENDINGS.join(', ')}, a model file in .toml`,
    });
  }
  const { statements, sections } = await readConfig(file);
  if (!sections.includes('turbulence')) {
    throw new CranisError(`${file}: there is no [turbulence]`, {
      hint: 'state the spectrum in a section [turbulence]',
    });
  }
  const unused = sections.filter((section) => section !== 'turbulence' && section !== 'units');
  if (unused.length > 0) {
    say(
      `note: [${unused.join('], [')}] of ${file} not used by --turbulence; give it as the model file to use all of it`,
    );
  }
  return only(statements, namesOf('turbulence', 'units'));
}

/** A model file, its table read from beside it. */
async function readConfig(file: string) {
  if (TABLE_ENDINGS.includes(extname(file).toLowerCase())) {
    throw new CranisError(`${file}: a table is not a model file`, { hint: `give it as --turbulence ${file}` });
  }
  const text = readText(file);
  const { parseConfig } = await import('../../files/model-file/config.ts'); // zod takes a while: only when there is a file
  const config = parseConfig(text, file);
  const { table } = config.statements;
  if (typeof table?.raw !== 'string') return config;
  const path = resolve(dirname(file), table.raw);
  return { ...config, statements: { ...config.statements, table: tableStatement(path, table.raw, table.label) } };
}

const tableStatement = (path: string, name: string, label = name): Statement => ({
  raw: parseTable(readText(path, name === label ? name : `${label}: ${name}`), name),
  label: name,
});

/** Files larger than this are not what they are taken for. */
const LARGEST = 64 * 1024 * 1024;

function readText(path: string, label = path): string {
  try {
    const bytes = readFileSync(path);
    if (bytes.length > LARGEST) throw new CranisError(`${label}: larger than 64 MiB`, { where: path });
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    if (cause instanceof CranisError) throw cause;
    throw new CranisError(`${label}: ${meaningOf(cause)?.reading ?? 'cannot be read'}`, {
      where: path,
      hint: 'give the name of a text file that exists',
      cause,
    });
  }
}
