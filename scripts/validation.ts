/**
 * docs/validation.md: test particles held against the theory and against an independent simulation. Run: npm run validation
 * Everything in it is made by the command line from two ensembles with fixed seeds. `--runs DIR` keeps them, and what is there already
 * is not made again; then how long it took is not said.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { cranis, DOCS, ROOT, table, writeDocument } from './document.ts';

const at = process.argv.indexOf('--runs');
const RUNS = at < 0 ? mkdtempSync(join(tmpdir(), 'cranis-validation-')) : process.argv[at + 1];

/** α and the time ΔT = α/k1 of the paper's case, k1 = 100. */
const STEPS = [10, 25, 50].map((alpha) => ({ alpha, time: alpha / 100 }));
const MIXING = ['--n-side', '8', '--realisations', '400', '--seed', '1', '--times', STEPS.map((s) => s.time).join()];
const L_MAX = 5;

mkdirSync(RUNS, { recursive: true });
const version = cranis('--version').trim();
const mixingRun = join(RUNS, 'validation-mixing-run');
const figureFolder = join(RUNS, 'validation-figure-1');
cranis('simulate', ...MIXING, '--keep', 'spectra', '-o', mixingRun);
const took = timed('figure', '1', '-o', figureFolder);
writeFileSync(join(DOCS, 'validation-figure-1.svg'), readFileSync(join(figureFolder, 'figure-1.svg')));

writeDocument('validation', [
  '# Validation: test particles against theory',
  '',
  `Made by \`npm run validation\` with cranis ${version}; the numbers and pictures below are what the commands gave.`,
  '',
  ...mixingSection(),
  ...spectrumSection(),
]);
if (at < 0) rmSync(RUNS, { recursive: true });

function mixingSection(): string[] {
  return [
    '## The mixing matrix, term by term',
    '',
    'Harmonics of the direction p̂(−t) mapped back along the trajectories give M at ΔT = t with no free parameter, no steady state and',
    'no closure [docs/equations.md](../docs/equations.md). Perturbative is 1 − AΔT, (3.10)–(3.13); resummed is exp(−AΔT). σ is',
    '(theory − simulation)/error, the error the standard error over the realisations.',
    '',
    `    cranis simulate ${MIXING.join(' ')} --keep spectra -o run`,
    `    cranis mixing run --time t --l-max ${L_MAX}`,
    '',
    ...STEPS.flatMap(({ alpha, time }) => {
      const picture = `validation-mixing-${alpha}.svg`;
      cranis('mixing', mixingRun, '--time', String(time), '--l-max', String(L_MAX), '-o', join(DOCS, picture));
      const M = JSON.parse(
        cranis('mixing', mixingRun, '--time', String(time), '--l-max', String(L_MAX), '--format', 'json'),
      ) as Mixing;
      return [
        `### α = ${alpha}, ΔT = ${time} r_g/c`,
        '',
        verdict(M),
        '',
        ...diagonal(M),
        '',
        ...everyElement(M),
        '',
        `![M at α = ${alpha}](${picture})`,
        '',
      ];
    }),
  ];
}

interface Mixing {
  readonly simulated: number[][];
  readonly error: number[][];
  readonly perturbative: number[][];
  readonly resummed: number[][];
}

/** What the figure shows, in two sentences: each form against the simulation, on the diagonal and off it. */
function verdict({ simulated, error, perturbative, resummed }: Mixing): string {
  const worst = (theory: number[][], onDiagonal: boolean) => {
    let found = { l: 0, l0: 0, sigma: 0, share: 0 };
    for (let l = 1; l <= L_MAX; l++) {
      for (let l0 = 1; l0 <= L_MAX; l0++) {
        const away = theory[l][l0] - simulated[l][l0];
        const sigma = Math.abs(away) / error[l][l0];
        const share = Math.abs(away) / (l === l0 ? 1 - simulated[l][l] : simulated[l][l0]);
        if ((l === l0) === onDiagonal && sigma > found.sigma) found = { l, l0, sigma, share };
      }
    }
    return found;
  };
  const told = (theory: number[][]) => {
    const by = ({ l, l0, sigma, share }: ReturnType<typeof worst>) =>
      `${sigma.toFixed(1)} σ or ${(100 * share).toFixed(0)} % at most, at ℓ = ${l}${l === l0 ? '' : `, ℓ0 = ${l0}`}`;
    const how = ({ sigma }: ReturnType<typeof worst>) => (sigma > 4 ? 'fails' : 'holds');
    const [on, off] = [worst(theory, true), worst(theory, false)];
    return `${how(on)} on the diagonal (${by(on)}) and ${how(off)} beside it (${by(off)})`;
  };
  return `The perturbative form ${told(perturbative)}. The resummed form ${told(resummed)}.`;
}

function diagonal({ simulated, error, perturbative, resummed }: Mixing): string[] {
  const rows = Array.from({ length: L_MAX }, (_, i) => {
    const l = i + 1;
    const [s, e, p, r] = [1 - simulated[l][l], error[l][l], 1 - perturbative[l][l], 1 - resummed[l][l]];
    return [
      String(l),
      s.toExponential(3),
      `${e.toExponential(1)} (${((100 * e) / s).toFixed(1)} %)`,
      p.toExponential(3),
      ((s - p) / e).toFixed(1),
      r.toExponential(3),
      ((s - r) / e).toFixed(1),
    ];
  });
  return table(['ℓ', '1 − M_ℓℓ simulated', 'error', 'perturbative', 'σ', 'resummed', 'σ'], rows);
}

/** How the residuals of all elements 1 ≤ ℓ, ℓ0 ≤ L_MAX are spread; they are correlated, so χ² is a guide only. */
function everyElement({ simulated, error, perturbative, resummed }: Mixing): string[] {
  const pulls = (theory: number[][]) =>
    Array.from({ length: L_MAX ** 2 }, (_, q) => {
      const [l, l0] = [1 + Math.floor(q / L_MAX), 1 + (q % L_MAX)];
      return (theory[l][l0] - simulated[l][l0]) / error[l][l0];
    });
  const say = (name: string, values: number[]) => {
    const rms = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
    const most = values.reduce((worst, value) => Math.max(worst, Math.abs(value)), 0);
    return `${name}: rms ${rms.toFixed(2)} σ, largest ${most.toFixed(1)} σ`;
  };
  return [
    `All ${L_MAX ** 2} elements, 1 ≤ ℓ, ℓ0 ≤ ${L_MAX}. ${say('Perturbative', pulls(perturbative))}. ${say('Resummed', pulls(resummed))}.`,
  ];
}

interface Analysis {
  readonly times: number[];
  readonly raw: number[][];
  readonly C: number[][];
  readonly error: number[][];
  readonly shotNoise: number[];
  readonly meanSquareDisplacement: number[];
  readonly diffusion: number[];
  readonly realisations: number;
}

interface Reference {
  readonly results: {
    readonly time: number;
    readonly meanSquareDisplacementPerComponent: number;
    readonly C: number[];
    readonly standardError: number[];
  }[];
}

function spectrumSection(): string[] {
  const ours = JSON.parse(cranis('analyse', join(figureFolder, 'figure-1-run'), '--format', 'json')) as Analysis;
  const theirs = JSON.parse(readFileSync(join(ROOT, 'test/reference/simulation.json'), 'utf8')) as Reference;
  const minutes = (seconds: number) => (seconds / 60).toFixed(1);
  const made =
    took === undefined
      ? ''
      : ` It took ${minutes(took.elapsed)} minutes on ${cpus().length} cores, ${minutes(took.processor)} minutes of processor time.`;
  const lines = [
    '## The angular power spectrum',
    '',
    `The paper's Figure 1, \`cranis figure 1\`: ${ours.realisations} realisations, N_side = 32, 600 waves.${made}`,
    '',
    '![Figure 1](validation-figure-1.svg)',
    '',
    'Below, the same run against an independent test-particle code (24 realisations, other fields, fixed steps): C_ℓ per |G|² = 1,',
    'shot noise included, as that code gives it.',
    '',
  ];
  for (const { time, C, standardError, meanSquareDisplacementPerComponent } of theirs.results) {
    const i = ours.times.indexOf(time);
    if (i < 0) continue;
    let chiSquare = 0;
    const rows = Array.from({ length: 15 }, (_, q) => {
      const l = q + 1;
      const [a, ea, b, eb] = [ours.raw[i][q], ours.error[i][q], C[l], standardError[l]];
      const pull = (a - b) / Math.hypot(ea, eb);
      chiSquare += pull * pull;
      return [String(l), pair(a, ea), pair(b, eb), pull.toFixed(1)];
    });
    lines.push(
      `### t = ${time} r_g/c`,
      '',
      `⟨|Δr|²⟩ = ${ours.meanSquareDisplacement[i].toPrecision(5)}, theirs ${(3 * meanSquareDisplacementPerComponent).toPrecision(5)} r_g². χ² = ${chiSquare.toFixed(1)} for 15 multipoles.`,
      '',
      ...table(['ℓ', 'cranis', 'independent code', 'σ'], rows),
      '',
    );
  }
  return lines;
}

function pair(value: number, error: number): string {
  return `${value.toExponential(3)} ± ${error.toExponential(1)}`;
}

/** Seconds elapsed, and of processor time in all threads, of a command; undefined if so few that the run was there already. */
function timed(...args: string[]): { elapsed: number; processor: number } | undefined {
  const told = "process.on('exit', () => fs.writeSync(3, JSON.stringify(process.cpuUsage())))";
  const preload = `data:text/javascript,${encodeURIComponent(`import fs from 'node:fs'; ${told}`)}`;
  const start = performance.now();
  const { status, output } = spawnSync(process.execPath, ['--import', preload, join(ROOT, 'bin/cranis.js'), ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  if (status !== 0) throw new Error(`cranis ${args.join(' ')}: exit code ${status}`);
  const elapsed = (performance.now() - start) / 1000;
  const { user, system } = JSON.parse(output[3]!) as { user: number; system: number };
  return elapsed > 30 ? { elapsed, processor: (user + system) / 1e6 } : undefined;
}
