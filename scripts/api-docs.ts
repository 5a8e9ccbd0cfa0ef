/**
 * Writes docs/api from the doc comments of the public entry points: node scripts/api-docs.ts
 * typedoc has a folder of its own, tools/apidocs, because it needs a TypeScript with a JavaScript API.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const TOOLS = join(ROOT, 'tools/apidocs');
export const API_FOLDER = join(ROOT, 'docs/api');

/** Installs typedoc as its lockfile says, if it is not. @returns whether it is there now, and what npm said if not */
export function installTypedoc(): { readonly installed: boolean; readonly message: string } {
  const installed = join(TOOLS, 'node_modules/.package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs > statSync(join(TOOLS, 'package-lock.json')).mtimeMs) {
    return { installed: true, message: '' };
  }
  const patience = process.env.CI === 'true' ? [] : ['--fetch-retries=0']; // elsewhere, no network is no failure
  const { status, stderr } = run('npm', ['ci', '--prefer-offline', '--loglevel=error', ...patience]);
  return { installed: status === 0, message: stderr };
}

/** Writes the API's documentation to a folder, which is emptied first. Throws with typedoc's words if it warns. */
export function writeApiDocs(folder: string): void {
  const typedoc = join(TOOLS, 'node_modules/typedoc/bin/typedoc');
  const { status, stdout, stderr } = run(process.execPath, [typedoc, '--out', folder]);
  if (status !== 0) throw new Error(`${stdout}${stderr}`);
}

const run = (command: string, args: readonly string[]) => spawnSync(command, args, { cwd: TOOLS, encoding: 'utf8' });

if (import.meta.main) {
  const { installed, message } = installTypedoc();
  if (!installed) throw new Error(`typedoc could not be installed:\n${message}`);
  writeApiDocs(API_FOLDER);
}
