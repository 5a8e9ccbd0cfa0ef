/** The package as its users get it: packed, and installed in an empty folder elsewhere. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { ROOT } from '../cli/cranis.ts';

export interface Tarball {
  readonly path: string;
  /** Bytes of the tarball. */
  readonly size: number;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

const PATH = `${dirname(process.execPath)}${delimiter}${process.env.PATH}`;

/** npm, with the Node of the tests. */
export const npm = (command: string, args: readonly string[], cwd: string) =>
  spawnSync(command, args, { cwd, env: { ...process.env, PATH }, encoding: 'utf8' });

/** `npm pack`, of the dist/ that is there: other tests run from it at this moment. */
export function pack(folder: string): Tarball {
  const { status, stdout, stderr } = npm(
    'npm',
    ['pack', '--ignore-scripts', '--json', '--pack-destination', folder],
    ROOT,
  );
  if (status !== 0) throw new Error(stderr);
  const [report] = Object.values(JSON.parse(stdout)) as [{ filename: string; size: number; files: Tarball['files'] }];
  return { path: join(folder, report.filename), size: report.size, files: report.files };
}

/** `npm install` of it, from npm's cache where that has the dependencies. @returns what npm said if it could not */
export function install(tarball: Tarball, folder: string): string | undefined {
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  const quiet = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
  const patience = process.env.CI === 'true' ? [] : ['--fetch-retries=0']; // elsewhere, no network is no failure
  const { status, stderr } = npm('npm', ['install', '--ignore-scripts', ...quiet, ...patience, tarball.path], folder);
  return status === 0 ? undefined : stderr;
}
