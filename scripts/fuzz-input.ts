/** 10,000 damaged FITS and CSV files through all that reads them: `node scripts/fuzz-input.ts [count] [seed]`. */
import { fuzz } from '../test/files/mutations.ts';

const [count = 10_000, seed = 2019] = process.argv.slice(2).map(Number);
const began = performance.now();
const { read, refused, slowest, faults } = await fuzz(count, seed);
for (const fault of faults) console.error(fault);
console.log(
  `${count} mutants of seed ${seed}: ${read} read, ${refused} refused, ${faults.length} faults; ` +
    `slowest ${slowest.toFixed(0)} ms, all ${((performance.now() - began) / 1000).toFixed(0)} s`,
);
process.exitCode = faults.length === 0 ? 0 : 1;
