/** Runs the built command line as users do: a process of its own. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const BIN = join(ROOT, 'bin/cranis.js');

export interface Outcome {
  /** Exit code; null if a signal ended it. */
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly uid?: number;
}

/** `node …`, with no colours asked for or forbidden by the environment of the tests. */
export function node(args: readonly string[], { env = {}, ...options }: RunOptions = {}): Promise<Outcome> {
  const { NO_COLOR: _no, FORCE_COLOR: _force, CRANIS_DEBUG: _debug, COLUMNS: _columns, ...inherited } = process.env;
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      args,
      { ...options, env: { ...inherited, ...env }, maxBuffer: 256 * 1024 * 1024, encoding: 'utf8' },
      (_error, stdout, stderr) => {
        resolve({ code: child.exitCode, signal: child.signalCode, stdout, stderr });
      },
    );
  });
}

export const cranis = (args: readonly string[], options?: RunOptions): Promise<Outcome> =>
  node([BIN, ...args], options);

/** The JSON that a command prints; throws what it said instead if it failed. */
export async function cranisJson<T>(args: readonly string[], options?: RunOptions): Promise<T> {
  const { code, stdout, stderr } = await cranis([...args, '--format', 'json'], options);
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as T;
}

/** A folder for the files of a test file, removed after it. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cranis-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
