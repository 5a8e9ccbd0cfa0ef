/** Completion scripts for the shells, from the tree of commands. */
import type { Command, Option } from 'commander';

/** Flags whose value is a file are marked by their placeholder. */
const takesFile = (option: Option) => /<(file|dir|directory)>/u.test(option.flags);

const visible = (command: Command) => command.commands.filter((one) => one.name() !== 'help');

const names = (option: Option) => [option.short, option.long].filter((name) => name !== undefined);

/** -h, --help is not among a command's options. */
const HELP = { names: ['-h', '--help'], doc: 'show help' };

const flags = (command: Command) => [...command.options.flatMap(names), ...HELP.names];

/** First sentence, without what a shell would take for its own. */
const doc = (text: string) =>
  text
    .split(' [')[0]
    .replaceAll(/['"`$\\:[\]]/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim();

/** Words that may follow a command: its subcommands, or the choices of its argument. */
const operands = (command: Command) =>
  command.name() === 'completion' ? Object.keys(SHELLS) : command.name() === 'figure' ? ['1', '2'] : [];

function bash(program: Command): string {
  const commands = visible(program);
  const values = commands.flatMap((command) =>
    command.options.flatMap((option) => {
      const at = names(option)
        .map((name) => `${command.name()}:${name}`)
        .join('|');
      if (option.argChoices)
        return [`    ${at}) COMPREPLY=($(compgen -W '${option.argChoices.join(' ')}' -- "$cur")); return ;;`];
      if (takesFile(option)) return [`    ${at}) COMPREPLY=($(compgen -f -- "$cur")); return ;;`];
      return option.required ? [`    ${at}) return ;;`] : [];
    }),
  );
  const words = commands.map(
    (command) => `    ${command.name()}) flags='${flags(command).join(' ')}' words='${operands(command).join(' ')}' ;;`,
  );
  return `# bash completion for cranis; source it from ~/.bashrc
_cranis() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} command='' flags='' words='' word
  COMPREPLY=()
  # --flag=value is three words to bash.
  if [[ $cur == = ]]; then cur=''; elif [[ $prev == = ]]; then prev=\${COMP_WORDS[COMP_CWORD - 2]}; fi
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in
    ${commands.map((command) => command.name()).join(' | ')}) command=$word; break ;;
    esac
  done
  case $command:$prev in
${values.join('\n')}
  esac
  case $command in
    '') flags='${['--version', ...HELP.names].join(' ')}' words='${commands.map((command) => command.name()).join(' ')} help' ;;
${words.join('\n')}
  esac
  if [[ $cur == -* ]]; then
    COMPREPLY=($(compgen -W "$flags" -- "$cur"))
  elif [[ -n $words ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
  else
    COMPREPLY=($(compgen -f -- "$cur"))
  fi
}
complete -o filenames -F _cranis cranis
`;
}

function zsh(program: Command): string {
  const commands = visible(program);
  const argument = (option: Option) => {
    if (option.argChoices) return `:value:(${option.argChoices.join(' ')})`;
    if (takesFile(option)) return ':file:_files';
    return option.required ? ':value:' : '';
  };
  const specs = (command: Command) =>
    [
      ...command.options.flatMap((option) =>
        names(option).map((name) => `'${name}[${doc(option.description)}]${argument(option)}'`),
      ),
      ...HELP.names.map((name) => `'${name}[${HELP.doc}]'`),
      operands(command).length > 0 ? `'1:value:(${operands(command).join(' ')})'` : "'*:file:_files'",
    ].join(' \\\n        ');
  return `#compdef cranis
# zsh completion for cranis; save it as _cranis in a folder of $fpath
_cranis() {
  local -a commands
  commands=(
${commands.map((command) => `    '${command.name()}:${doc(command.summary())}'`).join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${commands.map((command) => `    ${command.name()})\n      _arguments \\\n        ${specs(command)}\n      ;;`).join('\n')}
  esac
}
if [ "$funcstack[1]" = "_cranis" ]; then _cranis "$@"; else compdef _cranis cranis; fi
`;
}

function fish(program: Command): string {
  const commands = visible(program);
  const lines = commands.map(
    (command) => `complete -c cranis -f -n __fish_use_subcommand -a ${command.name()} -d '${doc(command.summary())}'`,
  );
  for (const command of commands) {
    const seen = `complete -c cranis -n '__fish_seen_subcommand_from ${command.name()}'`;
    if (operands(command).length > 0) lines.push(`${seen} -f -a '${operands(command).join(' ')}'`);
    for (const option of command.options) {
      const short = option.short ? ` -s ${option.short.slice(1)}` : '';
      const value = option.argChoices
        ? ` -x -a '${option.argChoices.join(' ')}'`
        : takesFile(option)
          ? ' -r -F'
          : option.required
            ? ' -x'
            : '';
      lines.push(`${seen}${short} -l ${option.long!.slice(2)}${value} -d '${doc(option.description)}'`);
    }
  }
  return `# fish completion for cranis\n${lines.join('\n')}\n`;
}

export const SHELLS = { bash, zsh, fish } as const;
