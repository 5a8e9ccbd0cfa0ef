/**
 * The angular power spectrum of particles that are pushed by the same turbulence and remember how far apart they are: steady
 * [P19] and after a given time [P20]. It has no free parameter. docs/pair-theory.md derives it.
 */
import { cos, exp, log, sin, tan } from '../../math/elementary/index.ts';
import { compositeRule, gaussLegendre } from '../../math/gauss-legendre.ts';
import { legendreTable } from '../../math/legendre.ts';
import { CranisError } from '../../model/errors.ts';
import { multipoles, type Spectrum } from '../../model/spectrum.ts';
import type { Turbulence } from '../../model/turbulence.ts';
import { VERSION } from '../../model/version.ts';
import { meanDisplacement } from './displacement.ts';
import { createPairKernel, type PairKernel } from './kernel.ts';
import { oneRung, oneRungAt } from './one-rung.ts';
import type { AngleGrid, Frame } from './operator.ts';
import { relaxation, sharedDisplacement } from './relaxation.ts';
import { type Scattering, scattering, type Validity, validityOf } from './scattering.ts';
import { atOrigin, createPairSystem, eliminate, type PairSystem, type Range, type Resolution } from './solver.ts';
import { thinned } from './thinned.ts';

/** preview: 5 %, for sliders. standard: 2 % for ℓ ≤ 20. precise: 0.5 %. */
export type Quality = 'preview' | 'standard' | 'precise';

export interface PairOptions {
  /** Largest multipole, 1 … 200. */
  readonly lMax?: number;
  /** |G|, gradient of the relative density in 1/r_g. C_ℓ ∝ |G|². */
  readonly gradient?: number;
  readonly quality?: Quality;
  /** A measured K in c·r_g; without it ν and K follow from [P15]. */
  readonly diffusion?: number;
  /** For comparison: 'averaged' is [P18] as first written, see `Frame`. */
  readonly frame?: Frame;
}

/** C_ℓ by the theory of pairs. `C` is indexed by ℓ from 0, in units of f². */
export interface PairSpectrum extends Spectrum {
  readonly theory: 'pairs';
  /** ν in c/r_g, K in c·r_g, λ in r_g. */
  readonly scatteringRate: number;
  readonly diffusion: number;
  readonly meanFreePath: number;
  readonly validity: Validity;
  /** Look-back time in r_g/c; Infinity for the steady state. */
  readonly time: number;
  /** Bound of the numerical error of C, by ℓ from 0: from grids and degrees refined. Not that of the theory, see `validity`. */
  readonly numericalError: Float64Array;
  /** Part of C, by ℓ from 0, from pairs that share one push only [P16]. */
  readonly oneRung: Float64Array;
  /** What independent particles would have: C_1 = 4πK²|G|² when steady, 0 for the rest. */
  readonly independent: Float64Array;
}

/** The steady state, t → ∞ [P19]. */
export function pairSpectrum(turbulence: Turbulence, options: PairOptions = {}): PairSpectrum {
  return pairSpectra(turbulence, [Number.POSITIVE_INFINITY], options)[0];
}

/**
 * C_ℓ(t) of particles that are traced back for each of these times [P20], and start from f = const + r·G.
 * @param times in r_g/c, each > 0; Infinity is the steady state. One elimination serves all that are finite.
 */
export function pairSpectra(
  stated: Turbulence,
  times: readonly number[],
  { lMax = 30, gradient = 1, quality = 'standard', diffusion, frame = 'full' }: PairOptions = {},
): PairSpectrum[] {
  check(times, lMax, gradient, diffusion);
  const turbulence = thinned(stated);
  const single = scattering(turbulence, diffusion);
  const { parts, error } = refined(turbulence, single, times, lMax, quality, frame);
  const finite = times.filter((time) => time < Number.POSITIVE_INFINITY);
  const lambda = single.meanFreePath;
  const displacement =
    finite.length > 0 ? meanDisplacement(turbulence, single.scatteringRate, Math.max(...finite)) : () => 0;
  const square = gradient * gradient;
  return times.map((time, n) => {
    const steady = time === Number.POSITIVE_INFINITY;
    const D = steady ? lambda : displacement(time);
    const one = steady
      ? oneRung(turbulence, single.scatteringRate, lMax)
      : oneRungAt(turbulence, single.scatteringRate, time, lMax);
    const independent = new Float64Array(lMax + 1);
    independent[1] = ((4 * Math.PI) / 9) * square * D * D; // 4πK²|G|², as K = λ/3
    const C = one.map((rung, l) => square * (rung + parts[n][l]) + independent[l]); // [P19], [P20]
    const { scatteringRate, meanFreePath } = single;
    return {
      theory: 'pairs',
      ell: multipoles(lMax),
      C: C.fill(0, 0, 1),
      scatteringRate,
      diffusion: single.diffusion,
      meanFreePath,
      validity: validityOf(single),
      time,
      numericalError: error[n].map((e) => square * e),
      oneRung: one.map((rung) => square * rung),
      independent,
      provenance: {
        label: steady ? 'theory of pairs, steady state' : `theory of pairs, t = ${time} r_g/c`,
        version: VERSION,
        parameters: { theory: 'pairs', lMax, gradient, quality, ...(diffusion === undefined ? {} : { diffusion }) },
      },
    };
  });
}

/** How a quality is reached: a solution of high degree on a coarse grid, corrected by solutions of low degree on others. */
interface Ladder {
  readonly degree: number;
  /** Angles per e-fold of tan(θ/2), distances per e-fold of R. */
  readonly angles: number;
  readonly distances: number;
  /** Degree of the solutions that measure what the grid costs. */
  readonly low: number;
}

const LADDERS: Record<Quality, Ladder> = {
  preview: { degree: 3, angles: 1.4, distances: 1.7, low: 1 },
  standard: { degree: 5, angles: 1.8, distances: 2, low: 3 },
  precise: { degree: 7, angles: 2, distances: 3, low: 3 },
};

/** Smallest angle, as part of the finest that P_ℓ resolves; u is constant below. */
const SMALLEST = 0.05;
const LARGEST = Math.PI - 0.05;
/** Nearest distance as part of 1/k1 and of a mean free path, farthest in mean free paths. */
const NEAREST = 0.1;
const FARTHEST = 12;
/** Dimension of the Krylov space of an evolution. */
const KRYLOV = 12;
/** No result is claimed to be better than this part of itself. */
const FLOOR = 1e-3;

interface Refined {
  /** (|G|²/3) 2π ∫dcos θ P_ℓ (shared displacement beyond the one rung) per |G|² = 1, [time][ℓ]. */
  readonly parts: readonly Float64Array[];
  readonly error: readonly Float64Array[];
}

function refined(
  turbulence: Turbulence,
  single: Scattering,
  times: readonly number[],
  lMax: number,
  quality: Quality,
  frame: Frame,
): Refined {
  const { degree, angles, distances, low } = LADDERS[quality];
  const lambda = single.meanFreePath;
  const range: Range = {
    smallestAngle: SMALLEST / Math.max(lMax, 20),
    largestAngle: LARGEST,
    nearest: Math.min(NEAREST / turbulence.k1, NEAREST * lambda),
    farthest: FARTHEST * lambda,
  };
  const efolds = log(tan(LARGEST / 2) / tan(range.smallestAngle / 2));
  const size: Resolution = {
    degree,
    angles: Math.ceil(angles * efolds),
    distances: Math.ceil(distances * log(range.farthest / range.nearest)),
  };
  const kernel = createPairKernel(turbulence, single.scatteringRate, range.farthest);
  const solve = (change: Partial<Resolution>) =>
    shared(turbulence, kernel, { ...size, ...change }, range, frame, times, lMax);

  const main = solve({});
  const lower = solve({ degree: degree - 2 });
  const base = degree - 2 === low ? lower : solve({ degree: low });
  const finer = solve({ degree: low, distances: 2 * size.distances });
  const fewer = solve({ degree: low, angles: Math.round(0.75 * size.angles) });
  const parts = main.map((part, n) => part.map((value, l) => value + (4 / 3) * (finer[n][l] - base[n][l])));
  const error = parts.map((part, n) =>
    part.map((value, l) => {
      const byDegree = Math.abs(main[n][l] - lower[n][l]) * 0.8;
      const byDistance = Math.abs(finer[n][l] - base[n][l]);
      const byAngle = Math.abs(fewer[n][l] - base[n][l]);
      return byDegree + byDistance + byAngle + FLOOR * Math.abs(value);
    }),
  );
  return { parts, error };
}

function shared(
  turbulence: Turbulence,
  kernel: PairKernel,
  size: Resolution,
  range: Range,
  frame: Frame,
  times: readonly number[],
  lMax: number,
): Float64Array[] {
  const system = createPairSystem(kernel, size, range, frame);
  const { grid, nu } = system;
  const finite = times.filter((time) => time < Number.POSITIVE_INFINITY);
  const evolved = finite.length > 0 ? evolution(turbulence, system, Math.max(...finite)) : undefined;
  return times.map((time) => {
    const byAngle =
      time < Number.POSITIVE_INFINITY && evolved !== undefined
        ? evolved(time)
        : pairIntegrals(system).exchange.map((value) => value / (nu * nu));
    return legendreTransform(grid, byAngle, lMax).map((value) => value / 3);
  });
}

/** Shared displacement beyond one rung, in r_g², by angle, as a function of time. */
function evolution(turbulence: Turbulence, system: PairSystem, longest: number): (time: number) => Float64Array {
  const all = relaxation(system, true, KRYLOV);
  const once = relaxation(system, false, KRYLOV);
  const displacement = meanDisplacement(turbulence, system.nu, longest);
  return (time) => {
    const one = sharedDisplacement(once, time, displacement);
    return sharedDisplacement(all, time, displacement).map((value, i) => value - one[i]);
  };
}

/** I(θ), I_1(θ) and their difference, at the angles of the grid [P18], [P19]. */
export function pairIntegrals(system: PairSystem): { all: Float64Array; once: Float64Array; exchange: Float64Array } {
  const all = atOrigin(system, eliminate(system, true, 0).solve(system.source));
  const once = atOrigin(system, eliminate(system, false, 0).solve(system.source));
  return { all, once, exchange: all.map((value, i) => value - once[i]) };
}

/** 2π ∫dcos θ P_ℓ(cos θ) u(θ), by ℓ from 0; u by its cosine series in ln tan(θ/2), constant beyond its ends. */
export function legendreTransform({ theta, first, step }: AngleGrid, u: Float64Array, lMax: number): Float64Array {
  const count = theta.length;
  const series = u.map((_, n) => {
    let sum = 0;
    for (let j = 0; j < count; j++) sum += u[j] * cos((n * Math.PI * (j + 0.5)) / count);
    return (sum * (n === 0 ? 1 : 2)) / count;
  });
  // Angles in panels that shrink toward θ = 0, each fine enough for P_ℓ and for the series
  const edges = [0];
  for (let edge = 2 * exp(first); edge < Math.PI; edge *= 1.6) edges.push(Math.min(edge, Math.PI));
  edges.push(Math.PI);
  const inner = gaussLegendre(12 + Math.ceil(lMax / 3));
  const { nodes, weights } = compositeRule(inner, edges);
  const complements = nodes.map((angle) => 2 * sin(angle / 2) ** 2);
  const P = legendreTable(complements, lMax);
  const out = new Float64Array(lMax + 1);
  for (let i = 0; i < nodes.length; i++) {
    const x = Math.min(Math.max((log(tan(nodes[i] / 2)) - first) / (step * count), 0), 1);
    let value = 0;
    for (let n = 0; n < count; n++) value += series[n] * cos(n * Math.PI * x);
    const weight = 2 * Math.PI * weights[i] * sin(nodes[i]) * value;
    for (let l = 0; l <= lMax; l++) out[l] += weight * P[l * nodes.length + i];
  }
  return out;
}

function check(times: readonly number[], lMax: number, gradient: number, diffusion: number | undefined): void {
  for (const time of times) {
    if (!(time > 0))
      throw new CranisError(`t = ${time} is not a positive time`, {
        where: 'times',
        hint: 'give times in r_g/c, such as 10',
      });
  }
  if (!Number.isInteger(lMax) || lMax < 1 || lMax > 200) {
    throw new CranisError(`l_max = ${lMax} is not an integer from 1 to 200`, { where: 'lMax', hint: 'such as 30' });
  }
  if (!(gradient >= 0) || !Number.isFinite(gradient)) {
    throw new CranisError(`a gradient |G| = ${gradient} is not a number ≥ 0`, {
      where: 'gradient',
      hint: 'in 1/r_g, such as 1e-3',
    });
  }
  if (diffusion !== undefined && !(diffusion > 0 && Number.isFinite(diffusion))) {
    throw new CranisError(`K = ${diffusion} is not a positive number`, {
      where: 'diffusion',
      hint: 'in c·r_g, such as 5.7',
    });
  }
}
