/**
 * Compile the AssemblyScript kernels and write them as a TypeScript module, so that they load in Node, a browser and a worker
 * alike, without a fetch: src/kernels/wasm/wasm.generated.ts.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

interface Compiler {
  main(
    args: readonly string[],
    files: {
      readonly readFile: (name: string, base: string) => Promise<string | null>;
      readonly writeFile: (name: string, contents: string | Uint8Array) => void;
      readonly listFiles: () => null;
    },
  ): Promise<{ readonly error: Error | null; readonly stderr: { toString(): string } }>;
}

// By a name that the type checker does not follow: AssemblyScript's own types would redefine Array for the whole project.
const name: string = 'assemblyscript/asc';
const { default: asc } = (await import(name)) as { readonly default: Compiler };

const ROOT = join(import.meta.dirname, '..');
const TARGET = join(ROOT, 'src/kernels/wasm/wasm.generated.ts');

/** Name, entry file, features beyond the WebAssembly default. */
const KERNELS = [
  ['double', 'double.ts', ['simd']],
  ['single', 'single.ts', ['simd']],
  ['fused', 'single.ts', ['simd', 'relaxed-simd']],
  ['legendre', 'legendre.ts', ['simd']],
] as const;

const entries: string[] = [];
for (const [kernel, file, features] of KERNELS) {
  const code = await compile(join('src/kernels/wasm/assembly', file), features);
  entries.push(`  ${kernel}:\n    '${Buffer.from(code).toString('base64')}',\n`);
}
const text = `// Made by scripts/build-kernels.ts from src/kernels/wasm/assembly. Do not edit.
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
