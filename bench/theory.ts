/**
 * The theory in process: what the interactive uses need, and how the cost grows. Run: npx node bench/theory.ts [FOLDER]
 * FOLDER (default bench/results) gets theory-cost.csv and theory-cost.svg.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lineFigure } from '../src/figures/line-figure.ts';
import { createTurbulence } from '../src/model/turbulence.ts';
import { figureDocument } from '../src/node/render/document.ts';
import { renderSvg } from '../src/node/render/render.ts';
import { createStep, exactSpectrum, mixingMatrix, steadySpectrum, type TheoryModel } from '../src/theory/index.ts';
import { report, time, yardstick } from './timing.ts';

const folder = process.argv[2] ?? 'bench/results';
const field = createTurbulence({ kind: 'power-law', k0: 1e-3, k1: 100, index: 0 });
const model = (alpha: number): TheoryModel => ({
  turbulence: field,
  deltaT: alpha / field.k1,
  gradient: 1e-7,
  source: 'published',
});

const unit = yardstick();
console.log(`yardstick: LU of 200 × 200 by ml-matrix, ${unit.toFixed(2)} ms\n`);
for (const alpha of [10, 50, 100, 200]) {
  // Another α each time, as a slider would ask: nothing can be remembered from the call before.
  let wobble = 0;
  const run = () => exactSpectrum(model(alpha * (1 - 1e-4 * (wobble++ % 100))), { lMax: 100 });
  report(`exact C_ℓ, ℓ ≤ 100, with its checks, α ≤ ${alpha}`, time(run, { runs: 41, warm: 1500 }).median, unit, 10);
}
for (const [method, target] of [
  ['quadrature', 100],
  ['wigner', 1000],
] as const) {
  const run = () => mixingMatrix(createStep(field, 0.5), { lMax: 200, method });
  report(`M, ℓ_max = 200, α = 50, ${method}`, time(run).median, unit, target);
}
const before = process.memoryUsage().rss;
report(
  'steady state, ℓ_max = 1000 and 2000, α = 50, with its checks',
  time(() => steadySpectrum(model(50), { lMax: 1000 }), { runs: 3, warm: 0 }).median,
  unit,
  3000,
);
console.log(
  `memory of the process then: ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB (${(before / 1e6).toFixed(0)} before)\n`,
);

const cuts = [25, 50, 100, 200, 400, 800];
const alphas = [12.5, 25, 50, 100, 200, 400];
const cost = (run: () => unknown) => time(run, { runs: 5, warm: 100 }).median / 1000;
const series = {
  'M by quadrature': cuts.map((lMax) => cost(() => mixingMatrix(createStep(field, 0.5), { lMax }))),
  'M by Wigner symbols': cuts.map((lMax) =>
    cost(() => mixingMatrix(createStep(field, 0.5), { lMax, method: 'wigner' })),
  ),
  'steady state': cuts.map((lMax) => cost(() => steadySpectrum(model(50), { lMax }))),
};
const byAlpha = {
  'exact limit, ℓ ≤ 100': alphas.map((alpha) => cost(() => exactSpectrum(model(alpha), { lMax: 100 }))),
  'M by quadrature, ℓ_max = 100': alphas.map((alpha) =>
    cost(() => mixingMatrix(createStep(field, alpha / 100), { lMax: 100 })),
  ),
  'M by Wigner symbols, ℓ_max = 100': alphas.map((alpha) =>
    cost(() => mixingMatrix(createStep(field, alpha / 100), { lMax: 100, method: 'wigner' })),
  ),
};
const lines = (of: Record<string, number[]>, x: number[]) =>
  Object.entries(of).map(([label, y]) => ({ label, x, y, fit: [x[2], x.at(-1)] as [number, number] }));
const figure = lineFigure(figureDocument(), {
  panels: [
    { title: 'against ℓ_max, α = 50', xTitle: 'ℓ_max', yTitle: 'seconds', series: lines(series, cuts) },
    { title: 'against α', xTitle: 'α', yTitle: 'seconds', series: lines(byAlpha, alphas) },
  ],
  caption: ['White noise, k0 = 1e-3, k1 = 100 in 1/r_g; one thread.'],
});
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'theory-cost.svg'), renderSvg(figure));
const rows = [
  ...Object.entries(series).flatMap(([name, y]) => y.map((s, i) => [name, 'l_max', cuts[i], s])),
  ...Object.entries(byAlpha).flatMap(([name, y]) => y.map((s, i) => [name, 'alpha', alphas[i], s])),
];
writeFileSync(
  join(folder, 'theory-cost.csv'),
  `${[
    'what,against,value,seconds',
    ...rows.map((row) => row.map((v) => (typeof v === 'string' && v.includes(',') ? `"${v}"` : v)).join(',')),
  ].join('\n')}\n`,
);
console.log(`cost curves in ${folder}/theory-cost.svg and .csv`);
