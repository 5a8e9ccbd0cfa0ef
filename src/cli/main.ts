import { enableCompileCache } from 'node:module';

/** Entry point of bin/cranis.js. Everything else is imported after the compile cache is on, and so comes from it. */
export async function main(argv: readonly string[]): Promise<void> {
  enableCompileCache();
  const { run } = await import('./run.ts');
  process.exitCode = await run(argv);
}
