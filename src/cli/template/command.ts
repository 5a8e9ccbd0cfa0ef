import { CranisCommand } from '../command.ts';
import { writeText } from '../output/write.ts';

/** `cranis template`: a model file with every parameter explained. */
export function templateCommand(): CranisCommand {
  return new CranisCommand('template')
    .summary('a model file with every parameter explained')
    .description(
      'A commented model file in TOML: every parameter with its meaning, unit, range and default. Edit it and pass it on.',
    )
    .option('-o, --output <file>', 'write a file instead of the terminal')
    .examples('cranis template -o model.toml', 'cranis spectrum model.toml')
    .action(async ({ output }: { output?: string }) => {
      const { templateToml } = await import('../../files/model-file/template.ts');
      await writeText(templateToml(), output);
    });
}
