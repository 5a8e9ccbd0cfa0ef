/**
 * Compile the AssemblyScript kernels and write them as a TypeScript module, so that they load in Node, a browser and a worker
 * alike, without a fetch: src/kernels/wasm.generated.ts.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import asc from 'assemblyscript/asc';

const ROOT = join(import.meta.dirname, '..');
const TARGET = join(ROOT, 'src/kernels/wasm.generated.ts');

/** Name, entry file, features beyond the WebAssembly default. */
const KERNELS = [
  ['double', 'double.ts', ['simd']],
  ['single', 'single.ts', ['simd']],
  ['fused', 'single.ts', ['simd', 'relaxed-simd']],
  ['legendre', 'legendre.ts', ['simd']],
] as const;

const entries: string[] = [];
for (const [name, file, features] of KERNELS) {
  const code = await compile(join('src/kernels/assembly', file), features);
  entries.push(`  ${name}:\n    '${Buffer.from(code).toString('base64')}',\n`);
}
const text = `// Made by scripts/build-kernels.ts from src/kernels/assembly. Do not edit.
/** WebAssembly modules in base64. */
export const KERNELS = {
${entries.join('')}} as const;
`;
// An unchanged file keeps its date, so that watchers stay quiet.
if ((await readFile(TARGET, 'utf8').catch(() => '')) !== text) await writeFile(TARGET, text);

async function compile(file: string, features: readonly string[]): Promise<Uint8Array> {
  let code: Uint8Array | undefined;
  const { error, stderr } = await asc.main(
    [
      file,
      ...['--baseDir', ROOT],
      ...['--outFile', 'kernel.wasm', '-O3', '--noAssert', '--runtime', 'stub', '--importMemory'],
      ...features.flatMap((feature) => ['--enable', feature]),
      ...['--disableWarning', '112'], // v128 in an exported helper: only the kernels themselves call it
    ],
    {
      readFile: (name, base) => readFile(join(base, name), 'utf8').catch(() => null),
      writeFile: (name, contents) => {
        if (name.endsWith('.wasm') && typeof contents !== 'string') code = contents;
      },
      listFiles: () => null,
    },
  );
  if (error !== null || code === undefined)
    throw new Error(`${file}: ${error?.message ?? 'no code'}\n${stderr.toString()}`);
  return code;
}
