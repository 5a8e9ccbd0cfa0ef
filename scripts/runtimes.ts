/**
 * Other versions of Node than the one that runs the npm scripts: node scripts/runtimes.ts
 * They have a folder of their own, tools/runtimes: in the package itself, each would bring a command `node`, and npm might choose it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../tools/runtimes');

/** Paths of the commands by their version, such as 22.1.0, as tools/runtimes/package.json pins them. */
export function otherNodes(): Readonly<Record<string, string>> {
  const { devDependencies } = JSON.parse(readFileSync(join(FOLDER, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  const commands = Object.entries(devDependencies).map(([name, version]) => [
    version.replace('npm:node@', ''),
    join(FOLDER, 'node_modules', name, 'bin/node'),
  ]);
  return Object.fromEntries(commands);
}

/** Installs them as their lockfile says, if they are not. @returns whether they are there now, and what npm said if not */
export function installRuntimes(): { readonly installed: boolean; readonly message: string } {
  const installed = join(FOLDER, 'node_modules/.package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs > statSync(join(FOLDER, 'package-lock.json')).mtimeMs) {
    return { installed: true, message: '' };
  }
  const patience = process.env.CI === 'true' ? [] : ['--fetch-retries=0']; // elsewhere, no network is no failure
  const { status, stderr } = spawnSync('npm', ['ci', '--prefer-offline', '--loglevel=error', ...patience], {
    cwd: FOLDER,
    encoding: 'utf8',
  });
  return { installed: status === 0, message: stderr };
}

if (import.meta.main) {
  const { installed, message } = installRuntimes();
  if (!installed) throw new Error(`other versions of Node could not be installed:\n${message}`);
}
