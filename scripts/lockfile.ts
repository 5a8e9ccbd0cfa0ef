/**
 * Complete package-lock.json after `npm install`: npm leaves out optional packages of other platforms that the registry at
 * hand does not carry, and then `npm ci` refuses the file. An entry with version and platform is all it asks for.
 * With --check nothing is written: exit code 1 if entries are missing or addresses of a registry stand in the file.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const PROCESSORS = ['arm64', 'arm', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

interface Entry {
  version?: string;
  optional?: boolean;
  dev?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  resolved?: string;
  optionalDependencies?: Record<string, string>;
}

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, Entry> };

const missing = Object.entries(lock.packages).flatMap(([place, { optionalDependencies = {}, dev }]) =>
  Object.entries(optionalDependencies)
    .filter(([name]) => !found(name, place))
    .map(([name, version]) => ({ name, version, dev: dev === true })),
);
const addressed = Object.values(lock.packages).filter(({ resolved }) => resolved?.startsWith('http')).length;

if (process.argv.includes('--check')) {
  if (missing.length > 0) console.log(`package-lock.json lacks ${missing.map(({ name }) => name).join(', ')}`);
  if (addressed > 0) console.log(`package-lock.json names ${addressed} addresses of a registry`);
  process.exitCode = missing.length + addressed > 0 ? 1 : 0;
} else {
  for (const { name, version, dev } of missing) lock.packages[`node_modules/${name}`] = entryOf(name, version, dev);
  for (const entry of Object.values(lock.packages)) if (entry.resolved?.startsWith('http')) delete entry.resolved;
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1));
  lock.packages = Object.fromEntries(sorted);
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`package-lock.json: ${missing.length} entries added`);
}

/** As Node would look for it: in the package's own node_modules, then outwards. */
function found(name: string, place: string): boolean {
  for (let folder = place; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (lock.packages[`${folder}${folder ? '/' : ''}node_modules/${name}`]) return true;
    if (folder === '') return false;
    if (!folder.includes('/node_modules/')) folder = '';
  }
}

function entryOf(name: string, version: string, dev: boolean): Entry {
  const words = name.split(/[-/]/);
  const os = SYSTEMS.filter((system) => words.includes(system));
  const cpu = PROCESSORS.filter((processor) => words.includes(processor));
  const libc = words.some((word) => word.startsWith('musl'))
    ? ['musl']
    : words.some((word) => word.startsWith('gnu'))
      ? ['glibc']
      : [];
  if (name === 'fsevents') os.push('darwin');
  return {
    version: version.replace(/^[\^~]/, ''),
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(dev ? { dev } : {}),
    ...(libc.length > 0 ? { libc } : {}),
    optional: true,
    ...(os.length > 0 ? { os } : {}),
  };
}
