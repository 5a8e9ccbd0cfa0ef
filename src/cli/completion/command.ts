import { CranisError } from '../../model/errors.ts';
import { didYouMean } from '../../model/suggest.ts';
import { CranisCommand } from '../command.ts';
import { writeText } from '../output/write.ts';

/** `cranis completion`: a completion script, made from the commands themselves. */
export function completionCommand(): CranisCommand {
  return new CranisCommand('completion')
    .summary('completion script for your shell')
    .description('Prints a script that lets the shell complete commands, flags and their values.')
    .argument('<shell>', 'bash, zsh or fish')
    .examples(
      'source <(cranis completion bash)    # in ~/.bashrc',
      'cranis completion zsh > ~/.zfunc/_cranis',
      'cranis completion fish \\',
      '    > ~/.config/fish/completions/cranis.fish',
    )
    .action(async (shell: string, _options: unknown, self: CranisCommand) => {
      const { SHELLS } = await import('./scripts.ts');
      const script = Object.hasOwn(SHELLS, shell) ? SHELLS[shell as keyof typeof SHELLS] : undefined;
      if (!script) {
        const known = Object.keys(SHELLS);
        throw new CranisError(`completion: ${shell || 'an empty value'} is not a shell${didYouMean(shell, known)}`, {
          hint: `there are ${known.join(', ')}`,
        });
      }
      await writeText(script(self.parent as CranisCommand), undefined);
    });
}
