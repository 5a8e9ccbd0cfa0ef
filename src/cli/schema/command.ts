import { CranisCommand } from '../command.ts';
import { writeText } from '../output/write.ts';

/** `cranis schema`: the JSON schema of a model file. */
export function schemaCommand(): CranisCommand {
  return new CranisCommand('schema')
    .summary('JSON schema of model files, for editors')
    .description(
      'JSON schema of a model file, made from the parameter table. Editors use it for completion and checks: ' +
        'put "#:schema cranis.schema.json" on the first line of the TOML file.',
    )
    .option('-o, --output <file>', 'write a file instead of the terminal')
    .examples('cranis schema', 'cranis schema -o cranis.schema.json')
    .action(async ({ output }: { output?: string }) => {
      const { jsonSchema } = await import('../../files/model-file/schema.ts');
      await writeText(`${JSON.stringify(jsonSchema(), null, 2)}\n`, output);
    });
}
