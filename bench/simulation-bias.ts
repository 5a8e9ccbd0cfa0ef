/**
 * What the default integrator and single precision do to the results: C_ℓ of Δr, and M_11 − 1 from p̂(−t), on the same fields and
 * directions as the plain splitting in double precision at k1·step = 0.4. Relative differences and their standard errors.
 *   node bench/simulation-bias.ts [realisations] [N_side]
 */
import { loadEngine } from '../src/simulation/engines.ts';
import { createSimulation, type SimulationInput } from '../src/simulation/model.ts';
import { mapOf, realisation } from '../src/simulation/realisation.ts';
import { pixelCentres } from '../src/sky/healpix.ts';
import { mapSpectrum } from '../src/sky/spectra.ts';

const REALISATIONS = Number(process.argv[2] ?? 12);
const N_SIDE = Number(process.argv[3] ?? 8);
const L_MAX = 15;
const TIMES = [1, 3, 10];
const directions = pixelCentres(N_SIDE);
const paper = { kind: 'power-law', k0: 1e-3, k1: 100, index: 0 } as const;

/** For each time: C_ℓ of Δr averaged over components, and 1 − M_11. */
async function results(engineName: 'single' | 'double', plan: Partial<SimulationInput>, index: number) {
  const model = createSimulation({ turbulence: paper, times: TIMES, directions, ...plan });
  const maps = await realisation(model, 1, index, await loadEngine(engineName));
  return TIMES.map((_, time) => {
    const C = new Float64Array(L_MAX + 1);
    let m11 = 0;
    for (let c = 0; c < 3; c++) {
      const spectrum = mapSpectrum(mapOf(maps, 'displacement', time, c), { lMax: L_MAX });
      for (let l = 0; l <= L_MAX; l++) C[l] += spectrum[l] / 3;
      // Y_1m is √(3/4π) times a component of p̂
      m11 += (3 / (4 * Math.PI)) * mapSpectrum(mapOf(maps, 'direction', time, c), { lMax: 1 })[1];
    }
    return [...C, 1 - m11];
  });
}

const differences: number[][][] = [];
const means: number[][] = TIMES.map(() => new Array<number>(L_MAX + 2).fill(0));
for (let index = 0; index < REALISATIONS; index++) {
  const fast = await results('single', {}, index);
  const slow = await results('double', { integrator: 'strang', step: 0.004 }, index);
  differences.push(fast.map((row, time) => row.map((value, at) => value - slow[time][at])));
  for (const [time, row] of slow.entries())
    for (const [at, value] of row.entries()) means[time][at] += value / REALISATIONS;
}
console.log(
  `${REALISATIONS} realisations, N_side = ${N_SIDE}; (default − plain)/plain in per cent, ± its standard error\n`,
);
console.log(`| quantity | ${TIMES.map((t) => `t = ${t}`).join(' | ')} |\n| --- |${' --- |'.repeat(TIMES.length)}`);
for (let at = 0; at <= L_MAX + 1; at++) {
  const cells = TIMES.map((_, time) => {
    const values = differences.map((realised) => (100 * realised[time][at]) / means[time][at]);
    const mean = values.reduce((sum, v) => sum + v) / values.length;
    const error = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1) / values.length);
    return `${mean.toFixed(3)} ± ${error.toFixed(3)}`;
  });
  console.log(`| ${at > L_MAX ? '1 − M_11' : `C_${at}`} | ${cells.join(' | ')} |`);
}
