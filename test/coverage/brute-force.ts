/** The slow, obvious pseudo-C_ℓ: every harmonic and every point by itself, through the treatment as its words say it. */
import type { Treatment } from '../../src/coverage/treatment.ts';
import { realHarmonics } from '../../src/sky/scattered.ts';

/** Points of a sky with their areas, weights, and the ring that each belongs to. */
export interface PointSky {
  readonly directions: Float64Array;
  readonly area: Float64Array;
  readonly weight: Float64Array;
  readonly ring: Int32Array;
}

/** Map → map of what is left, by normal equations over the observed points. */
function treat(sky: PointSky, map: Float64Array, { remove = 'none', withoutM0 = false }: Treatment): Float64Array {
  const { directions, area, weight, ring } = sky;
  let values = Float64Array.from(map);
  const n = { none: 0, monopole: 1, dipole: 4 }[remove];
  const template = (a: number, p: number) => (a === 0 ? 1 : directions[3 * p + a - 1]);
  if (n > 0) {
    const rows = Array.from({ length: n }, (_, a) =>
      Array.from({ length: n + 1 }, (_, b) => {
        let sum = 0;
        for (let p = 0; p < map.length; p++) {
          if (weight[p] > 0) sum += area[p] * template(a, p) * (b < n ? template(b, p) : map[p]);
        }
        return sum;
      }),
    );
    for (let a = 0; a < n; a++) {
      for (let b = 0; b < n; b++) {
        if (a === b) continue;
        const factor = rows[b][a] / rows[a][a];
        for (let c = a; c <= n; c++) rows[b][c] -= factor * rows[a][c];
      }
    }
    values = values.map((value, p) => rows.reduce((v, row, a) => v - (row[n] / row[a]) * template(a, p), value));
  }
  if (withoutM0) {
    const sums = new Map<number, [number, number]>();
    for (let p = 0; p < map.length; p++) {
      if (weight[p] === 0) continue;
      const [sum, count] = sums.get(ring[p]) ?? [0, 0];
      sums.set(ring[p], [sum + values[p], count + 1]);
    }
    values = values.map((value, p) => {
      const [sum, count] = sums.get(ring[p]) ?? [0, 1];
      return value - sum / count;
    });
  }
  return values.map((value, p) => value * weight[p]);
}

/** ⟨C̃⟩ matrix and response to white noise, and the covariance for a spectrum, all to lMax; sky harmonics to lMaxSky. */
export function bruteForce(sky: PointSky, lMax: number, lMaxSky: number, treatment: Treatment) {
  const Y = realHarmonics(sky.directions, Math.max(lMax, lMaxSky));
  const points = sky.area.length;
  const rows = (lMax + 1) ** 2;
  const analyse = (map: Float64Array) =>
    Array.from({ length: rows }, (_, a) => {
      let sum = 0;
      for (let p = 0; p < points; p++) sum += sky.area[p] * Y[a][p] * map[p];
      return sum;
    });
  /** Columns: harmonics of the sky. */
  const signal = Array.from({ length: (lMaxSky + 1) ** 2 }, (_, b) => analyse(treat(sky, Y[b], treatment)));
  /** Columns: points, whose noise of level 1 has variance 1/area. */
  const noise = Array.from({ length: points }, (_, p) => {
    const unit = new Float64Array(points);
    unit[p] = 1 / Math.sqrt(sky.area[p]);
    return analyse(treat(sky, unit, treatment));
  });
  const ell = (a: number) => Math.floor(Math.sqrt(a));
  const response = new Float64Array((lMax + 1) * (lMaxSky + 1));
  const white = new Float64Array(lMax + 1);
  for (let a = 0; a < rows; a++) {
    const l = ell(a);
    signal.forEach((column, b) => {
      response[l * (lMaxSky + 1) + ell(b)] += column[a] ** 2 / (2 * l + 1);
    });
    for (const column of noise) white[l] += column[a] ** 2 / (2 * l + 1);
  }
  const covariance = (C: ArrayLike<number>, level: number) => {
    const result = new Float64Array((lMax + 1) ** 2);
    for (let a = 0; a < rows; a++) {
      for (let b = 0; b < rows; b++) {
        let S = 0;
        signal.forEach((column, c) => {
          S += C[ell(c)] * column[a] * column[b];
        });
        for (const column of noise) S += level * column[a] * column[b];
        const [l, k] = [ell(a), ell(b)];
        result[l * (lMax + 1) + k] += (2 * S * S) / ((2 * l + 1) * (2 * k + 1));
      }
    }
    return result;
  };
  return { response, white, covariance };
}
