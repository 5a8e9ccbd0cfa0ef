import { describe, expect, test } from 'vitest';
import { createProgram } from '../../src/cli/program.ts';
import { PARAMETERS, parameter } from '../../src/model/parameters.ts';
import { cranis } from './cranis.ts';

const commands = createProgram().commands.map((command) => command.name());

const help = async (command: string, columns: number) =>
  (await cranis([...(command === '' ? [] : [command]), '--help'], { env: { COLUMNS: `${columns}` } })).stdout;

describe.concurrent('help', () => {
  test.each(['', ...commands])('of "%s" at 60 columns', async (command) => {
    const text = await help(command, 60);
    for (const line of text.split('\n')) expect(line.length, line).toBeLessThanOrEqual(60);
    expect(text).not.toContain('\u001B');
    expect(text).toContain('Examples:\n  ');
    await expect(text).toMatchFileSnapshot(`help/${command || 'cranis'}.txt`);
  });

  test.each(['', ...commands])('of "%s" fits 80 and 120 columns', async (command) => {
    for (const columns of [80, 120]) {
      for (const line of (await help(command, columns)).split('\n'))
        expect(line.length, line).toBeLessThanOrEqual(columns);
    }
  });
});

describe('the options of every command', () => {
  test.each(createProgram().commands.map((command) => [command.name(), command] as const))(
    '%s: from the table',
    (_, command) => {
      const { fromTable } = command as ReturnType<typeof createProgram>;
      for (const [attribute, name] of fromTable) {
        const option = command.options.find((one) => one.attributeName() === attribute)!;
        expect(option.long).toBe(PARAMETERS[name].flag);
        expect(option.description).toContain(PARAMETERS[name].doc);
        expect(option.parseArg).toBeUndefined(); // readValue alone reads numbers
        const entry = parameter(name);
        if ('default' in entry && entry.default !== undefined) expect(option.description).toMatch(/default /);
      }
      const flags = Object.values(PARAMETERS).map(({ flag }) => flag as string);
      const foreign = command.options.filter((option) => !fromTable.has(option.attributeName()));
      for (const option of foreign) expect(flags).not.toContain(option.long);
    },
  );
});
