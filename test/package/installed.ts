/** The package as its users get it: packed, and installed in an empty folder elsewhere. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { ROOT } from '../cli/cranis.ts';

export interface Tarball {
  readonly path: string;
  /** Bytes of the tarball. */
  readonly size: number;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

/** The Node of the tests; and nothing that the npm which runs the tests, and the settings of this repository, say to another. */
const ENVIRONMENT = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name))),
  PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}`,
};

export const npm = (command: string, args: readonly string[], cwd: string) =>
  spawnSync(command, args, { cwd, env: ENVIRONMENT, encoding: 'utf8' });

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

export interface Installation {
  readonly succeeded: boolean;
  /** All that npm said. */
  readonly output: string;
}

/** `npm install` of it as a user would, from npm's cache where that has the dependencies. */
export function install(tarball: Tarball, folder: string): Installation {
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  const patience = process.env.CI === 'true' ? [] : ['--fetch-retries=0']; // elsewhere, no network is no failure
  const { status, stdout, stderr } = npm(
    'npm',
    ['install', '--prefer-offline', '--no-audit', ...patience, tarball.path],
    folder,
  );
  return { succeeded: status === 0, output: `${stdout}${stderr}` };
}

/** Bytes of all files below a folder. */
export function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}
