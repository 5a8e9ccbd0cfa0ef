/**
 * Speed of the engines in evaluations of one wave at one place a second, the time of the paper's Figure 1 from it, and the phase
 * that single precision loses far out. Seconds are of the thread's own processor time, so that other work does not count.
 *   node bench/simulation-kernels.ts [particles]
 */
import { createTurbulence } from '../src/model/turbulence.ts';
import { drawField } from '../src/simulation/draw-field.ts';
import { ENGINE_NAMES, loadEngine } from '../src/simulation/engines.ts';
import { createSimulation, type SimulationInput } from '../src/simulation/model.ts';
import { backward, randomDirections, realisation } from '../src/simulation/realisation.ts';
import { multiRate, type Schedule, strang, waveEvaluations } from '../src/simulation/schedule.ts';

const PARTICLES = Number(process.argv[2] ?? 4096);
const FIGURE_1 = { directions: 12288, realisations: 100, time: 30, cores: 2 };
const paper = { kind: 'power-law', k0: 1e-3, k1: 100, index: 0 } as const;

await speed();
await phases();

async function speed(): Promise<void> {
  console.log(`The paper’s case, 600 waves, ${PARTICLES} particles on one core\n`);
  console.log(
    '| engine | integrator | step | wave evaluations/s | figure 1 on 2 cores |\n| --- | --- | --- | --- | --- |',
  );
  const plans: Pick<SimulationInput, 'integrator' | 'step'>[] = [
    { integrator: 'strang', step: 0.004 },
    { integrator: 'strang', step: 0.015 },
    { integrator: 'multi-rate' },
  ];
  for (const name of ENGINE_NAMES) {
    const engine = await loadEngine(name);
    for (const plan of plans) {
      const common = { turbulence: paper, modes: 600, ...plan };
      await realisation(createSimulation({ ...common, times: [0.1], directions: { random: 512 } }), 1, 0, engine); // warm
      const time = { oracle: 0.03, double: 0.5, single: 2, fused: 2 }[name] * (plan.integrator === 'strang' ? 0.3 : 1);
      const model = createSimulation({ ...common, times: [time], directions: { random: PARTICLES } });
      const begin = process.threadCpuUsage();
      await realisation(model, 1, 0, engine);
      const { user, system } = process.threadCpuUsage(begin);
      const seconds = (user + system) / 1e6;
      const field = drawField({ ...model, turbulence: createTurbulence(paper) }, 1, 0);
      const schedule = plan.integrator === 'strang' ? strang(field) : multiRate(field, model.levels, paper.k1);
      const [leg] = backward([time], schedule.steps * model.step);
      const evaluations = waveEvaluations(schedule) * leg.macroSteps * PARTICLES;
      // The leg is cut to whole macro-steps: the cost goes with the time they would cover.
      const covered = leg.macroSteps * schedule.steps * model.step;
      const whole = (FIGURE_1.directions * FIGURE_1.realisations * FIGURE_1.time) / (PARTICLES * covered);
      const minutes = (seconds * whole) / FIGURE_1.cores / 60;
      const cells = [name, plan.integrator, model.step, `${(evaluations / seconds / 1e9).toFixed(3)}e9`];
      console.log(`| ${cells.join(' | ')} | ${minutes.toFixed(1)} min |`);
    }
  }
}

/** Largest error of a wave's contribution to ω, in units of its amplitude, after a straight flight. */
async function phases(): Promise<void> {
  console.log(
    '\nError of one wave of k ≈ 100 after a straight flight, over its amplitude: largest of 20 waves × 256 directions\n',
  );
  console.log('| distance in r_g | single | fused |\n| --- | --- | --- |');
  const oracle = await loadEngine('oracle');
  const spectrum = createTurbulence({ kind: 'power-law', k0: 99, k1: 100, index: 0 });
  const directions = randomDirections(256, 5, 0);
  for (const length of [1, 1e2, 1e3, 1e4, 1e5, 1e6]) {
    const worst: string[] = [];
    for (const name of ['single', 'fused'] as const) {
      const engine = await loadEngine(name);
      let largest = 0;
      for (let wave = 0; wave < 20; wave++) {
        const spec = { turbulence: spectrum, modes: 1, geometry: 'isotropic', slabFraction: 0, meanField: 0 } as const;
        const field = drawField(spec, 3, wave);
        const schedule: Schedule = {
          ...{ steps: 1, from: Int32Array.of(0), to: Int32Array.of(1) },
          ...{ drift: Float64Array.of(1, 0), kick: Float64Array.of(1 / length) },
        };
        const task = { field, schedule, directions, legs: [{ macroSteps: 1, macroStep: -length }] };
        const [a, b] = [await engine.trace(task), await oracle.trace(task)];
        a.direction.forEach((value, i) => {
          largest = Math.max(largest, Math.abs(value - b.direction[i]) / Math.SQRT2);
        });
      }
      worst.push(largest.toExponential(1));
    }
    console.log(`| ${length} | ${worst.join(' | ')} |`);
  }
}
