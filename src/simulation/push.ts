/**
 * The integrator: particles through a field, by a schedule of exact drifts and exact rotations. Plain and slow: the oracle of the
 * kernels, which perform the same operations in the same order.
 *
 * Signs: dr/dt = p̂, dp̂/dt = p̂ × ω(r). A negative time step really goes back along the trajectory that arrives at r with p̂;
 * to go forward with ω → −ω (the other charge) and p̂ → −p̂ gives the same places.
 */
import { type Field, turbulentField } from './field.ts';
import type { Schedule } from './schedule.ts';

/** A batch of particles: places in r_g and unit directions of motion, one array an attribute. */
export interface Particles {
  readonly count: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
  readonly px: Float64Array;
  readonly py: Float64Array;
  readonly pz: Float64Array;
}

/** Move all particles on by `macroSteps` macro-steps of the schedule, each of the signed length `macroStep` in r_g/c. */
export type Push = (particles: Particles, macroSteps: number, macroStep: number) => void;

/** Coefficients of sin(x)/x and cos(x) in x²: their Taylor series, < 1e-17 for |x| ≤ 1. */
export const SINC_SERIES: readonly number[] = series(1);
export const COS_SERIES: readonly number[] = series(0);

/** (−1)^i/(2i + first)! for i = 0 … 9 */
function series(first: 0 | 1): number[] {
  const terms = [1];
  for (let i = 1; i < 10; i++) terms.push(-terms[i - 1] / ((2 * i - 1 + first) * (2 * i + first)));
  return terms;
}

function horner(c: readonly number[], q: number): number {
  let sum = c[c.length - 1];
  for (let i = c.length - 2; i >= 0; i--) sum = c[i] + q * sum;
  return sum;
}

/** The four numbers of a drift of signed length t in the mean field Ω: exact motion on a helix. */
export function helix(
  t: number,
  omega: number,
): readonly [s: number, v: number, sOverOmega: number, vOverOmega: number] {
  const half = (omega * t) / 2;
  const turns = half / (2 * Math.PI);
  // One period is taken off first, so that the series serve any angle.
  const x = 2 * Math.PI * (turns - Math.round(turns));
  const quarter = x / 4;
  let sin = quarter * horner(SINC_SERIES, quarter * quarter);
  let cos = horner(COS_SERIES, quarter * quarter);
  for (let i = 0; i < 2; i++) [sin, cos] = [2 * sin * cos, (cos - sin) * (cos + sin)];
  const s = 2 * sin * cos; // sin Ωt
  const v = 2 * sin * sin; // 1 − cos Ωt, without its cancellation
  return omega === 0 ? [0, 0, t, 0] : [s, v, s / omega, v / omega];
}

/** The oracle: {@link Push} in plain double precision. */
export function pushOracle(field: Field, schedule: Schedule): Push {
  const w = new Float64Array(3);
  const kicks = schedule.kick.length;
  return (particles, macroSteps, macroStep) => {
    const drifts = Array.from(schedule.drift, (d) => helix(d * macroStep, field.meanField));
    const times = Array.from(schedule.drift, (d) => d * macroStep);
    const lengths = Array.from(schedule.kick, (b) => b * macroStep);
    for (let i = 0; i < particles.count; i++) {
      let [x, y, z] = [particles.x[i], particles.y[i], particles.z[i]];
      let [px, py, pz] = [particles.px[i], particles.py[i], particles.pz[i]];
      for (let step = 0; step < macroSteps; step++) {
        for (let j = 0; j <= kicks; j++) {
          const [s, v, sw, vw] = drifts[j];
          x += sw * px + vw * py;
          y += sw * py - vw * px;
          z += times[j] * pz;
          const dx = s * py - v * px;
          const dy = s * px + v * py;
          px += dx;
          py -= dy;
          if (j === kicks) break;

          turbulentField(field, x, y, z, w, schedule.from[j], schedule.to[j]);
          const h = lengths[j];
          const [wx, wy, wz] = [w[0] * h, w[1] * h, w[2] * h];
          // Rodrigues: p + sinθ/θ (p×w) + (1−cosθ)/θ² (p×w)×w, with θ = |w|, by half angles
          const q = (wx * wx + wy * wy + wz * wz) * 0.25;
          const sinc = horner(SINC_SERIES, q);
          const a = sinc * horner(COS_SERIES, q);
          const b = 0.5 * (sinc * sinc);
          const cx = py * wz - pz * wy;
          const cy = pz * wx - px * wz;
          const cz = px * wy - py * wx;
          px += a * cx + b * (cy * wz - cz * wy);
          py += a * cy + b * (cz * wx - cx * wz);
          pz += a * cz + b * (cx * wy - cy * wx);
        }
        // A Newton step for 1/|p̂|, so that roundings do not add up.
        const scale = 1.5 - 0.5 * (px * px + py * py + pz * pz);
        px *= scale;
        py *= scale;
        pz *= scale;
      }
      particles.x[i] = x;
      particles.y[i] = y;
      particles.z[i] = z;
      particles.px[i] = px;
      particles.py[i] = py;
      particles.pz[i] = pz;
    }
  };
}
