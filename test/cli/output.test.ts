import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BIN, cranis, node, ROOT, temporaryFolder } from './cranis.ts';

const folder = temporaryFolder();
const NOBODY = 65534;
const isRoot = process.getuid?.() === 0;

describe('files', () => {
  test('an existing file is replaced whole: another reader keeps the old one', async () => {
    const path = join(folder, 'old.json');
    writeFileSync(path, 'old');
    const before = statSync(path).ino;
    const { code } = await cranis(['spectrum', '--l-max', '3', '-o', path]);
    expect(code).toBe(0);
    expect(JSON.parse(readFileSync(path, 'utf8')).ell).toEqual([1, 2, 3]);
    expect(statSync(path).ino).not.toBe(before);
  });

  test.skipIf(process.platform === 'win32')(
    'a folder that may not be written to: one line, code 2, nothing left',
    async () => {
      const closed = join(folder, 'closed');
      mkdirSync(closed);
      writeFileSync(join(closed, 'kept.json'), 'kept');
      chmodSync(folder, 0o755);
      chmodSync(closed, 0o555);
      const as = isRoot ? { uid: NOBODY } : {};
      // A user who may not read the checkout could not run it at all.
      if (isRoot && (await node([BIN, '--version'], as)).code !== 0)
        throw new Error('nobody cannot run the command line');
      for (const name of ['new.json', 'kept.json']) {
        const { code, stderr } = await cranis(['spectrum', '--l-max', '3', '-o', join(closed, name)], as);
        expect(stderr).toMatch(/^cranis: cannot write [^\n]*permission denied[^\n]*\n$/);
        expect(code).toBe(2);
      }
      expect(readdirSync(closed)).toEqual(['kept.json']);
      expect(readFileSync(join(closed, 'kept.json'), 'utf8')).toBe('kept');
      chmodSync(closed, 0o755);
    },
  );

  test.skipIf(!existsSync('/dev/full'))('a full disk: one line, code 2', async () => {
    const { code, stderr } = await cranis(['spectrum', '--l-max', '3', '--format', 'json', '-o', '/dev/full']);
    expect(stderr).toMatch(/^cranis: cannot write \/dev\/full: no space left[^\n]*\n$/);
    expect(code).toBe(2);
  });

  test.skipIf(!existsSync('/dev/full'))('a full disk behind the output: one line, code 2, not our fault', () => {
    for (const command of ['spectrum --l-max 3', '--help', 'completion bash', 'matrix --format json']) {
      const line = `"$0" "$1" ${command} 2>&1 >/dev/full; echo $?`;
      const { stdout } = spawnSync('bash', ['-c', line, process.execPath, BIN], { encoding: 'utf8' });
      expect(stdout, command).toMatch(/^cranis: cannot write the output: no space left[^\n]*\n2\n$/);
    }
  });

  test.skipIf(!existsSync('/proc/self'))(
    'a folder that cannot be made where nothing can: one line, at once',
    async () => {
      for (const folder of ['/proc/x', '/proc/x/y']) {
        const { code, stderr } = await cranis(['figure', '2', '-o', folder]);
        expect(stderr).toMatch(/^cranis: cannot write \/proc\/x[^\n]*\n$/);
        expect(code).toBe(2);
      }
    },
  );

  test('a device is written to, not replaced', async () => {
    const { code } = await cranis(['spectrum', '--l-max', '3', '--format', 'json', '-o', '/dev/null']);
    expect(code).toBe(0);
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });
});

describe('streams and signals', () => {
  test('a reader that goes away early ends it quietly', async () => {
    const child = spawn(process.execPath, [BIN, 'matrix', '--l-max', '200', '--format', 'json']);
    let stderr = '';
    child.stderr.on('data', (text) => {
      stderr += text;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test('Ctrl-C during a long calculation ends it at once, as 130, and leaves no file', async () => {
    const quiet = join(folder, 'interrupted');
    mkdirSync(quiet);
    const child = spawn(process.execPath, [BIN, 'spectrum', '--l-max', '2000', '-o', 'c.json'], { cwd: quiet });
    await new Promise((resolve) => setTimeout(resolve, 700));
    const began = performance.now();
    child.kill('SIGINT');
    // A shell reports 130 both for exit code 130 and for an end by SIGINT.
    const status = await new Promise((resolve) =>
      child.on('exit', (code, signal) => resolve(signal === 'SIGINT' ? 130 : code)),
    );
    expect(status).toBe(130);
    expect(performance.now() - began).toBeLessThan(2000);
    expect(readdirSync(quiet)).toEqual([]);
  });

  test('Ctrl-C during writing lets the file come whole, then exits with 130', async () => {
    const program = `
      import { writeFileSync } from 'node:fs';
      import { uninterrupted } from '${join(ROOT, 'dist/cli/interrupt.js')}';
      await uninterrupted(() => {
        process.kill(process.pid, 'SIGINT');
        for (const end = Date.now() + 100; Date.now() < end; );
        writeFileSync('whole.txt', 'whole');
      });
      console.log('not reached');`;
    const { code, stdout } = await node(['--input-type=module', '-e', program], { cwd: folder });
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
    expect(readFileSync(join(folder, 'whole.txt'), 'utf8')).toBe('whole');
  });

  test('without a signal, work that must not be interrupted is followed by what comes next', async () => {
    const program = `
      import { uninterrupted } from '${join(ROOT, 'dist/cli/interrupt.js')}';
      console.log(await uninterrupted(() => 7), process.listenerCount('SIGINT'));`;
    expect((await node(['--input-type=module', '-e', program])).stdout).toBe('7 0\n');
  });
});

describe('faults and colours', () => {
  const fault = (env: Record<string, string>) =>
    node(
      [
        '--input-type=module',
        '-e',
        `import { report } from '${join(ROOT, 'dist/cli/failure.js')}'; process.exit(report(new Error('two\\nlines')));`,
      ],
      { env },
    );

  test('a fault of ours is one line and exit code 1; CRANIS_DEBUG=1 shows where', async () => {
    expect(await fault({})).toMatchObject({ code: 1, stderr: 'cranis: internal fault: two lines; please report\n' });
    const { code, stderr } = await fault({ CRANIS_DEBUG: '1' });
    expect(code).toBe(1);
    expect(stderr).toMatch(/please report\nError: two\nlines\n +at /);
  });

  test('a number that is not finite never reaches JSON', async () => {
    const program = `import { toJson } from '${join(ROOT, 'dist/files/json-text.js')}'; toJson({ C: [1, NaN] });`;
    const { code, stderr } = await node(['--input-type=module', '-e', program]);
    expect(code).not.toBe(0);
    expect(stderr).toContain('of the result is NaN');
  });

  test.each([[['spectrum', '--l-max', '3']], [['spectrum', '--help']], [['--help']], [['matrix']]])(
    '%o has no escape codes where there is no terminal',
    async (args) => {
      expect((await cranis(args)).stdout).not.toContain('\u001B');
    },
  );

  // util-linux's script gives the process a terminal.
  const inTerminal = (env: string) =>
    new Promise<string>((resolve) => {
      const child = spawn('script', [
        '-qec',
        `${env} TERM=xterm-256color '${process.execPath}' '${BIN}' spectrum --l-max 3`,
        '/dev/null',
      ]);
      let text = '';
      child.stdout.on('data', (part) => {
        text += part;
      });
      child.on('error', () => resolve('no script'));
      child.on('close', () => resolve(text));
    });

  test('on a terminal headings are bold, unless NO_COLOR asks for none', async () => {
    const [plain, coloured] = await Promise.all([
      inTerminal('NO_COLOR=1'),
      inTerminal('env -u NO_COLOR -u CI TERM=xterm'),
    ]);
    expect(plain).toContain('Angular power spectrum');
    expect(plain).not.toContain('\u001B[1m');
    expect(coloured).toContain('\u001B[1mAngular power spectrum');
  });
});

test('exit code 0 for --version, --help and a bare call', async () => {
  const [version, help, bare, sub] = await Promise.all([
    cranis(['--version']),
    cranis(['--help']),
    cranis([]),
    cranis(['help', 'spectrum']),
  ]);
  expect(version).toMatchObject({ code: 0, stderr: '' });
  expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect(bare).toEqual(help);
  expect(help).toMatchObject({ code: 0, stderr: '' });
  expect(sub.stdout).toBe((await cranis(['spectrum', '--help'])).stdout);
});
