/**
 * Spherical harmonics on scattered directions, N ℓ_max² operations: analysis, synthesis, and the harmonics themselves.
 * Directions are unit vectors, shape [N, 3], x, y, z interleaved, as of {@link pixelCentres}.
 */
import { hypot } from '../math/elementary/index.ts';
import { CranisError } from '../model/errors.ts';
import { type Alm, checkLMax, zeroAlm } from './alm.ts';
import { createLegendreRecursion, LANES } from './legendre.ts';
import { legendreSums, type Phases, zeroPhases } from './legendre-sums.ts';
import { BLOCK } from './series-sums.ts';

/**
 * a_ℓm = (4π/N) Σ_i f_i Y*_ℓm(p̂_i) for every set of values given on the same directions: the expectation is the a_ℓm of f
 * where directions are uniformly random, and the pixel sum (no iteration) where they are pixel centres.
 */
export function analyseDirections(directions: Float64Array, values: readonly Float64Array[], lMax: number): Alm[] {
  const points = prepare(directions, lMax);
  for (const set of values) checkValues(set, points.count);
  const alms = values.map(() => zeroAlm(lMax));
  const phases = values.map(() => points.samePhases());
  const sums = legendreSums(lMax, points.cosTheta, points.sinTheta);
  for (let m = 0; m <= lMax; m++) {
    values.forEach((set, b) => {
      const { evenRe, evenIm } = phases[b];
      for (let i = 0; i < points.count; i++) {
        evenRe[i] = set[i] * points.turnRe[i];
        evenIm[i] = -set[i] * points.turnIm[i];
      }
    });
    sums.analyse(m, 0, phases, 0, (4 * Math.PI) / points.count, alms);
    points.turn();
  }
  return alms;
}

/** f(p̂_i) = Σ_ℓm a_ℓm Y_ℓm(p̂_i) of every set of coefficients, all of the same ℓ_max. */
export function synthesiseAt(alms: readonly Alm[], directions: Float64Array): Float64Array[] {
  const lMax = alms[0]?.lMax ?? 0;
  if (alms.some((alm) => alm.lMax !== lMax)) throw new RangeError('synthesiseAt: the sets differ in ℓ_max');
  const points = prepare(directions, lMax);
  const values = alms.map(() => new Float64Array(points.count));
  const phases = alms.map(() => zeroPhases(points.padded));
  const sums = legendreSums(lMax, points.cosTheta, points.sinTheta);
  for (let m = 0; m <= lMax; m++) {
    sums.synthesise(m, 0, alms, phases, 0);
    const count = m === 0 ? 1 : 2;
    values.forEach((set, b) => {
      const { evenRe, evenIm, oddRe, oddIm } = phases[b];
      for (let i = 0; i < points.count; i++) {
        set[i] += count * ((evenRe[i] + oddRe[i]) * points.turnRe[i] - (evenIm[i] + oddIm[i]) * points.turnIm[i]);
      }
    });
    points.turn();
  }
  return values;
}

/**
 * The real spherical harmonics at every direction: entry ℓ² + ℓ + m, −ℓ ≤ m ≤ ℓ ≤ lMax, is the map of
 *   √2 λ_ℓm cos mφ (m > 0),   λ_ℓ0 (m = 0),   √2 λ_ℓ|m| sin |m|φ (m < 0).
 * They are orthonormal, and sums over m of quadratic quantities are the same as with the complex ones.
 */
export function realHarmonics(directions: Float64Array, lMax: number): Float64Array[] {
  const points = prepare(directions, lMax);
  const legendre = createLegendreRecursion(lMax);
  const { table, scale } = legendre;
  const maps = Array.from({ length: (lMax + 1) ** 2 }, () => new Float64Array(points.count));
  for (let m = 0; m <= lMax; m++) {
    legendre.order(m);
    for (let at = 0; at < points.padded; at += LANES) {
      const first = legendre.fill(points.cosTheta, points.sinTheta, at);
      for (let l = m + first; l <= lMax; l++) {
        const norm = (m === 0 ? 1 : Math.SQRT2) * scale[l - m];
        const cosine = maps[l * l + l + m];
        const sine = maps[l * l + l - m];
        for (let i = at; i < Math.min(at + LANES, points.count); i++) {
          const value = norm * table[(l - m) * LANES + i - at];
          if (m > 0) sine[i] = value * points.turnIm[i];
          cosine[i] = value * points.turnRe[i];
        }
      }
    }
    points.turn();
  }
  return maps;
}

interface Points {
  readonly count: number;
  /** The count, rounded up to whole blocks; what is beyond has sin θ = cos θ = 0. */
  readonly padded: number;
  readonly cosTheta: Float64Array;
  readonly sinTheta: Float64Array;
  /** e^{imφ}, for m = 0 at first. */
  readonly turnRe: Float64Array;
  readonly turnIm: Float64Array;
  /** From m to m + 1. */
  turn(): void;
  /** Room for the phases of one m, even and odd the same. */
  samePhases(): Phases;
}

function prepare(directions: Float64Array, lMax: number): Points {
  checkLMax(lMax);
  const count = directions.length / 3;
  if (!Number.isInteger(count) || count === 0) {
    throw new CranisError(`${directions.length} numbers are not a list of directions`, {
      where: 'directions',
      hint: 'give x, y, z of each unit vector, one after the other',
    });
  }
  const padded = Math.ceil(count / BLOCK) * BLOCK;
  const [cosTheta, sinTheta] = [new Float64Array(padded), new Float64Array(padded)];
  const [cosPhi, sinPhi] = [new Float64Array(count), new Float64Array(count)];
  const [turnRe, turnIm] = [new Float64Array(count).fill(1), new Float64Array(count)];
  for (let i = 0; i < count; i++) {
    const [x, y, z] = [directions[3 * i], directions[3 * i + 1], directions[3 * i + 2]];
    const across = hypot(x, y);
    if (!(Math.abs(hypot(across, z) - 1) < 1e-6)) {
      throw new CranisError(`direction ${i}, (${x}, ${y}, ${z}), is not a unit vector`, {
        where: 'directions',
        hint: 'divide each direction by its length',
      });
    }
    cosTheta[i] = z;
    sinTheta[i] = across;
    cosPhi[i] = across > 0 ? x / across : 1;
    sinPhi[i] = across > 0 ? y / across : 0;
  }
  const turn = () => {
    for (let i = 0; i < count; i++) {
      const re = turnRe[i] * cosPhi[i] - turnIm[i] * sinPhi[i];
      turnIm[i] = turnRe[i] * sinPhi[i] + turnIm[i] * cosPhi[i];
      turnRe[i] = re;
    }
  };
  const samePhases = () => {
    const [re, im] = [new Float64Array(padded), new Float64Array(padded)];
    return { evenRe: re, evenIm: im, oddRe: re, oddIm: im };
  };
  return { count, padded, cosTheta, sinTheta, turnRe, turnIm, turn, samePhases };
}

function checkValues(values: Float64Array, count: number): void {
  if (values.length !== count) {
    throw new CranisError(`${values.length} values for ${count} directions`, {
      where: 'values',
      hint: 'give one value for each direction',
    });
  }
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new CranisError(`value ${bad} is ${values[bad]}`, { where: 'values', hint: 'every value must be finite' });
  }
}
