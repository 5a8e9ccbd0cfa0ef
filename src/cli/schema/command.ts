import { KIND_NAMES, type Kind } from '../../files/records/kinds.ts';
import { CranisError } from '../../model/errors.ts';
import { didYouMean } from '../../model/suggest.ts';
import { CranisCommand } from '../command.ts';
import { writeText } from '../output/write.ts';

const MODEL = 'model';
const NAMES = [MODEL, ...KIND_NAMES];

/** `cranis schema`: the JSON schema of a model file or of a JSON file that cranis writes or reads. */
export function schemaCommand(): CranisCommand {
  return new CranisCommand('schema')
    .summary('JSON schemas of model files and of outputs')
    .description(
      'JSON schema of a model file, made from the parameter table. Editors use it for completion and checks: ' +
        'put "#:schema cranis.schema.json" on the first line of the TOML file. With a name, the schema of the JSON files of that kind: ' +
        `${KIND_NAMES.join(', ')}; measured is a spectrum of your own.`,
    )
    .argument('[name]', `kind of file [default ${MODEL}]`)
    .option('-o, --output <file>', 'write a file instead of the terminal')
    .examples('cranis schema', 'cranis schema -o cranis.schema.json', 'cranis schema spectrum')
    .action(async (name: string | undefined, { output }: { output?: string }) => {
      await writeText(`${JSON.stringify(await schemaOf(name ?? MODEL), null, 2)}\n`, output);
    });
}

async function schemaOf(name: string): Promise<Record<string, unknown>> {
  if (!NAMES.includes(name)) {
    throw new CranisError(`schema ${name || '(empty)'} is not known${didYouMean(name, NAMES)}`, {
      hint: `there are ${NAMES.join(', ')}`,
    });
  }
  if (name === MODEL) return (await import('../../files/model-file/schema.ts')).jsonSchema();
  return (await import('../../files/records/schemas/index.ts')).recordSchema(name as Kind);
}
