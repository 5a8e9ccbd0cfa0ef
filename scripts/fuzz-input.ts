/** Damaged maps and tables, then damaged spectra and models as text, through all that reads them: `node scripts/fuzz-input.ts [count] [seed]`. */
import { fuzz } from '../test/files/mutations.ts';
import { texts } from '../test/files/text-mutations.ts';

const [count = 10_000, seed = 2019] = process.argv.slice(2).map(Number);
for (const [what, kinds] of [
  ['maps and tables', undefined],
  ['texts', texts()],
] as const) {
  const began = performance.now();
  const { read, refused, slowest, faults } = await fuzz(count, seed, kinds);
  for (const fault of faults) console.error(fault);
  console.log(
    `${count} ${what} of seed ${seed}: ${read} read, ${refused} refused, ${faults.length} faults; ` +
      `slowest ${slowest.toFixed(0)} ms, all ${((performance.now() - began) / 1000).toFixed(0)} s`,
  );
  if (faults.length > 0) process.exitCode = 1;
}
