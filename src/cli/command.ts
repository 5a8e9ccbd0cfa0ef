/** Commander, with our errors, our help layout, and options from the parameter table. */
import { Command, Help, type HelpContext, Option } from 'commander';
import { CranisError } from '../model/errors.ts';
import type { Parameter, ParameterGroup } from '../model/parameter.ts';
import { GROUPS, type ParameterInput, type ParameterName, parameter } from '../model/parameters.ts';
import { didYouMean } from '../model/suggest.ts';
import { expectation, unitsOf } from '../model/values.ts';
import { inFlags } from './flags.ts';

/** Below this width a description goes on the line below its flag. */
const TWO_COLUMNS = 80;

/** A command whose errors are CranisErrors of one line, and whose options may come from the parameter table. */
export class CranisCommand extends Command {
  /** Option attribute → parameter; filled by `parameters`. */
  readonly fromTable = new Map<string, ParameterName>();
  /** Where this command's defaults differ from the table's. */
  defaults: ParameterInput = {};
  /** Fields of the library that are flags of another name here, or something else that is typed. */
  fields: Readonly<Record<string, string>> = {};
  /** Parameter → the flag, or the place in a file, by which the user stated it; filled by `readModel`. */
  labels: ReadonlyMap<string, string> = new Map();

  constructor(name?: string) {
    super(name);
    this.exitOverride();
    this.configureOutput({ getOutHelpWidth: terminalWidth });
    this.configureHelp({ minWidthToWrap: 20 });
    this.helpOption('-h, --help', 'show this help');
  }

  override createCommand(name?: string): CranisCommand {
    return new CranisCommand(name);
  }

  override createHelp(): Help {
    return Object.assign(new CranisHelp(), this.configureHelp());
  }

  /** As commander's; fields that errors name are said as flags. */
  override action(work: Parameters<Command['action']>[0]): this {
    return super.action(async (...args) => {
      try {
        await work.apply(this, args);
      } catch (error) {
        throw inFlags(error, this);
      }
    });
  }

  /** Re-words commander's "error: unknown option '--x'\n(Did you mean --y?)". */
  override error(message: string): never {
    const text = message
      .replace(/^error: /u, '')
      .replace(/\n?\(Did you mean (one of )?(.*)\?\)/u, ', did you mean $2?')
      .replaceAll("'", '');
    throw new CranisError(text, { where: 'command line', hint: `see ${this.path()} --help` });
  }

  /** Commander asks for help, as an error, where there is no such command: `cranis help nonsense`. */
  override help(context?: HelpContext | ((text: string) => string)): never {
    if (typeof context === 'function') return super.help(context);
    if (context?.error !== true) return super.help(context);
    const wanted = this.args.at(-1);
    const known = this.commands.map((command) => command.name());
    return this.error(wanted === undefined ? 'no command' : `unknown command ${wanted}${didYouMean(wanted, known)}`);
  }

  /** "cranis spectrum". */
  path(): string {
    return this.parent ? `${(this.parent as CranisCommand).path()} ${this.name()}` : this.name();
  }

  /**
   * Adds the options of these parameters, grouped as in the table. `words` is false where a word in place of a number, as in
   * `--l-max exact`, has no meaning.
   */
  parameters(names: readonly ParameterName[], defaults: ParameterInput = {}, { words = true } = {}): this {
    this.defaults = defaults;
    for (const name of names) {
      const stated = { ...parameter(name), ...(name in defaults ? { default: defaults[name] } : {}) } as Parameter;
      const entry = words ? stated : withoutWord(stated);
      const taken = entry.type === 'switch' ? '' : ` <${placeholder(entry)}>`;
      const option = new Option(`${entry.flag}${taken}`, optionHelp(entry)).helpGroup(heading(entry.group));
      if (entry.type === 'choice') option.argChoices = [...entry.choices]; // for completion; readValue checks
      this.addOption(option);
      this.fromTable.set(option.attributeName(), name);
    }
    return this;
  }

  /** Examples below the help, as they are typed. */
  examples(...lines: readonly string[]): this {
    return this.addHelpText('after', `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`);
  }
}

/** The entry for a command to which the word that may stand for a number means nothing. */
function withoutWord(entry: Parameter): Parameter {
  if (!('word' in entry)) return entry;
  const { word: _, ...numeric } = entry;
  return numeric;
}

/** What stands above the options of a group. */
export const heading = (group: ParameterGroup) => `${group[0].toUpperCase()}${group.slice(1)}: ${GROUPS[group]}`;

const terminalWidth = () => process.stdout.columns ?? (Number(process.env.COLUMNS) || TWO_COLUMNS);

function placeholder(entry: Exclude<Parameter, { type: 'switch' }>): string {
  switch (entry.type) {
    case 'choice':
      return entry.choices.join('|').length <= 16 ? entry.choices.join('|') : 'name';
    case 'table':
      return 'file';
    case 'integers':
    case 'numbers':
      return 'list';
    default: {
      const plain = entry.type === 'integer' ? 'n' : entry.dimension === 'none' ? 'number' : entry.dimension;
      return entry.word === undefined ? plain : `${plain}|${entry.word}`;
    }
  }
}

/** "smallest wavenumber of the turbulence [k₀ in 1/r_g, or 1/pc, 1/kpc …; default 0.001]". */
export function optionHelp(entry: Parameter): string {
  const facts: string[] = [];
  const others = unitsOf(entry)
    .filter((unit) => unit !== entry.unit)
    .slice(0, 2);
  const unit = others.length === 0 ? entry.unit : `${entry.unit}, or ${others.join(', ')} …`;
  if (entry.symbol !== '') facts.push(unit === '' ? entry.symbol : `${entry.symbol} in ${unit}`);
  if (entry.type === 'choice' && entry.choices.join('|').length > 16) facts.push(expectation(entry));
  if (entry.type === 'integers' || entry.type === 'numbers')
    facts.push(`such as ${entry.example.replaceAll(/["[\]]/gu, '')}`);
  if ('word' in entry && entry.word !== undefined) facts.push(`or ${entry.word}: ${entry.wordDoc}`);
  if ('default' in entry && entry.default !== undefined) facts.push(`default ${entry.default}`);
  return facts.length === 0 ? entry.doc : `${entry.doc} [${facts.join('; ')}]`;
}

/** Two columns on a wide terminal, stacked on a narrow one. Bold headings where colours are on: commander asks. */
class CranisHelp extends Help {
  override formatItem(term: string, termWidth: number, description: string, helper: Help): string {
    const width = this.helpWidth ?? TWO_COLUMNS;
    const isCommandList = !term.startsWith('-') && termWidth < 20;
    if (width >= TWO_COLUMNS || isCommandList || description === '') {
      const column = Math.min(termWidth, 24);
      if (term.length <= column) return super.formatItem(term, column, description, helper);
      return `  ${term}\n${super.formatItem(' ', column, description, helper)}`;
    }
    const below = this.boxWrap(description, width - 6).replaceAll('\n', '\n      ');
    return `  ${term}\n      ${below}`;
  }

  /** The name alone: what it takes is in its own help. */
  override subcommandTerm(command: Command): string {
    return command.name();
  }

  /** Ours say choices and defaults themselves. */
  override optionDescription(option: Option): string {
    return option.description;
  }

  override styleTitle(title: string): string {
    return `\u001B[1m${title}\u001B[22m`; // commander strips it where the terminal has no colours
  }
}
