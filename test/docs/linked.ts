/** A folder elsewhere in which the checkout is installed by links, as `npm link` would: what a user types, runs there. */
import { type ExecFileException, execFile } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { ROOT } from '../cli/cranis.ts';

export function linkPackage(folder: string): void {
  mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true });
  symlinkSync(ROOT, join(folder, 'node_modules/cranis'), 'dir');
  symlinkSync('../cranis/bin/cranis.js', join(folder, 'node_modules/.bin/cranis'));
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
}

/** Runs a command in a folder with the Node of the tests first on the path. @returns what it printed; rejects if it fails */
export function runIn(folder: string, command: string, args: readonly string[]): Promise<string> {
  const PATH = `${dirname(process.execPath)}${delimiter}${process.env.PATH}`;
  return new Promise((resolve, reject) => {
    const done = (error: ExecFileException | null, stdout: string, stderr: string) => {
      if (error) reject(new Error(`${command} ${args.join(' ')}\n${stdout}${stderr}`, { cause: error }));
      else resolve(stdout);
    };
    execFile(command, args, { cwd: folder, env: { ...process.env, PATH }, encoding: 'utf8' }, done);
  });
}
