/** What the scripts that write documents share: the command line, tables, and a file as the linter wants it. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..');
export const DOCS = join(ROOT, 'docs');

/** What a command prints. */
export function cranis(...args: string[]): string {
  const { status, stdout } = spawnSync(process.execPath, [join(ROOT, 'bin/cranis.js'), ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`cranis ${args.join(' ')}: exit code ${status}`);
  return stdout;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`);
}

/** Write the document of this name into docs. */
export function writeDocument(name: string, lines: readonly string[]): void {
  const file = `docs/${name}.md`;
  writeFileSync(join(ROOT, file), `${lines.join('\n').trimEnd()}\n`);
  const { status } = spawnSync('biome', ['format', '--write', file], { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) throw new Error(`biome format ${file} failed`);
  console.log(file);
}
