/**
 * Adds to package-lock.json the optional packages of other platforms that npm left out: node scripts/complete-lockfile.ts
 * Where a registry does not have one of them, `npm install` omits it without a word, and then `npm ci` refuses the lockfile.
 * Run it after `npm install`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface Entry {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface Lockfile {
  readonly packages: Readonly<Record<string, Entry>>;
}

const OS = /android|darwin|win32|freebsd|netbsd|openbsd|openharmony|linux|aix|sunos/;
const CPU = /arm64|arm|ia32|x64|ppc64|riscv64|s390x|loong64|mips64el|wasm32/;

/** The lockfile with an entry for every optional dependency that is pinned to a version; those that are there stay. */
export function completeLockfile<L extends Lockfile>(lockfile: L): L {
  const packages: Record<string, Entry> = { ...lockfile.packages };
  for (const [place, { optionalDependencies = {}, dev, license }] of Object.entries(lockfile.packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      if (`node_modules/${name}` in packages || `${place}/node_modules/${name}` in packages) continue;
      if (!/^\d+\.\d+\.\d+/.test(version)) throw new Error(`${place} wants ${name} ${version}: not one version`);
      packages[`node_modules/${name}`] = {
        version,
        ...platform(name),
        ...(dev ? { dev } : {}),
        ...(license ? { license } : {}),
        optional: true,
      };
    }
  }
  const sorted = Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...lockfile, packages: Object.fromEntries(sorted) };
}

/** What a package's name says of the machines that it is for: on others npm does not ask for it. */
function platform(name: string): Record<string, string[]> {
  const ending = name.slice(name.lastIndexOf('/') + 1);
  const [os, cpu] = [OS.exec(ending)?.[0], CPU.exec(ending)?.[0]];
  if (os === undefined || cpu === undefined) throw new Error(`${name}: for which machine?`);
  const libc = ending.includes('musl') ? 'musl' : os === 'linux' && ending.includes('gnu') ? 'glibc' : undefined;
  return { os: [os], cpu: [cpu], ...(libc ? { libc: [libc] } : {}) };
}

if (import.meta.main) {
  const path = join(import.meta.dirname, '../package-lock.json');
  const lockfile = JSON.parse(readFileSync(path, 'utf8')) as Lockfile;
  writeFileSync(path, `${JSON.stringify(completeLockfile(lockfile), null, 2)}\n`);
}
