import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SHELLS } from '../../src/cli/completion/scripts.ts';
import { createProgram } from '../../src/cli/program.ts';
import { cranis, temporaryFolder } from './cranis.ts';

const folder = temporaryFolder();
const program = createProgram();
const script = (shell: keyof typeof SHELLS) => SHELLS[shell](program);

/** What bash offers for a line whose last word is being typed. */
function complete(line: string): string[] {
  const words = line.split(' ');
  const setup = `COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}`;
  const text = execFileSync(
    'bash',
    ['-c', `complete() { :; }; ${script('bash')}\n${setup}; _cranis; printf '%s\\n' "\${COMPREPLY[@]}"`],
    {
      encoding: 'utf8',
    },
  );
  return text.split('\n').filter((word) => word !== '');
}

describe('bash', () => {
  test('the script parses', () => {
    expect(spawnSync('bash', ['-n'], { input: script('bash'), encoding: 'utf8' })).toMatchObject({
      status: 0,
      stderr: '',
    });
  });

  test.each([
    ['cranis ', [...program.commands.map((command) => command.name()), 'help'].sort()],
    ['cranis spec', ['spectrum']],
    ['cranis --v', ['--version']],
    ['cranis spectrum --al', ['--alpha']],
    ['cranis spectrum --source ', ['consistent', 'published']],
    ['cranis spectrum --alpha 5 --format j', ['json']],
    ['cranis spectrum --source =', ['consistent', 'published']], // as bash parts --source=
    ['cranis spectrum --source = c', ['consistent']],
    ['cranis matrix --diagram 1', ['1a', '1c']],
    ['cranis matrix --alpha ', []],
    ['cranis completion ', ['bash', 'fish', 'zsh']],
    ['cranis figure ', ['1', '2']],
  ])('%o', (line, expected) => {
    expect(complete(line).sort()).toEqual(expected);
  });

  test('offers every flag of every command', () => {
    for (const command of program.commands) {
      const offered = complete(`cranis ${command.name()} --`);
      for (const option of command.options) expect(offered).toContain(option.long);
      expect(offered).toContain('--help');
    }
  });
});

describe.each(['zsh', 'fish'] as const)('%s', (shell) => {
  test('names every command and every flag', () => {
    const text = script(shell);
    for (const command of program.commands) {
      expect(text).toContain(command.name());
      for (const option of command.options) {
        expect(text).toContain(shell === 'fish' ? `-l ${option.long!.slice(2)} ` : `'${option.long}[`);
      }
    }
  });

  test('quotes are balanced on every line', () => {
    for (const line of script(shell).split('\n')) {
      if (!line.startsWith('#')) expect([...line].filter((c) => c === "'").length % 2, line).toBe(0);
    }
  });
});

/** As a file: these shells do not read a script from a socket. */
function saved(shell: 'zsh' | 'fish'): string {
  const path = join(folder, shell);
  writeFileSync(path, script(shell));
  return path;
}

const installed = (shell: string) => spawnSync(shell, ['--version']).status === 0;

describe.skipIf(!installed('zsh'))('zsh itself', () => {
  test('parses the script', () => {
    expect(spawnSync('zsh', ['-n', saved('zsh')], { encoding: 'utf8' })).toMatchObject({
      status: 0,
      stderr: '',
    });
  });
});

describe.skipIf(!installed('fish'))('fish itself', () => {
  const offers = (line: string) =>
    execFileSync('fish', ['--no-config', '-c', `source ${saved('fish')}; complete -C '${line}'`], { encoding: 'utf8' })
      .split('\n')
      .filter((word) => word !== '')
      .map((word) => word.split('\t')[0]);

  test.each([
    ['cranis spec', ['spectrum']],
    ['cranis spectrum --al', ['--alpha']],
    ['cranis spectrum --source ', ['consistent', 'published']],
    ['cranis completion ', ['bash', 'fish', 'zsh']],
  ])('%o', (line, expected) => {
    expect(offers(line).sort()).toEqual(expected);
  });
});

test('cranis completion prints the script', async () => {
  for (const shell of ['bash', 'zsh', 'fish'] as const) {
    expect(await cranis(['completion', shell])).toMatchObject({ code: 0, stderr: '', stdout: script(shell) });
  }
});

test('cranis schema and cranis template print what is shipped', async () => {
  const { stdout } = await cranis(['schema']);
  expect(JSON.parse(stdout).title).toBe('cranis model file');
  expect((await cranis(['template'])).stdout).toContain('[turbulence]');
});
