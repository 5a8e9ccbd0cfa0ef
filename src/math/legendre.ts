/** Legendre polynomials. */

/**
 * P_ℓ(x_i) for 0 ≤ ℓ ≤ lMax, row-major [ℓ, i], from u = 1 − x: with d_ℓ = P_ℓ − P_{ℓ−1} the three-term recurrence reads
 * (ℓ+1) d_{ℓ+1} = ℓ d_ℓ − (2ℓ+1) u P_ℓ, which keeps its digits near x = 1 where a rounded x has lost them.
 */
export function legendreTable(complements: ArrayLike<number>, lMax: number): Float64Array {
  const n = complements.length;
  const out = new Float64Array((lMax + 1) * n).fill(1, 0, n);
  const step = new Float64Array(n);
  for (let l = 0; l < lMax; l++) {
    for (let i = 0, at = l * n; i < n; i++, at++) {
      step[i] = (l * step[i] - (2 * l + 1) * complements[i] * out[at]) / (l + 1);
      out[at + n] = out[at] + step[i];
    }
  }
  return out;
}

/** Two Legendre series of one length, Σ_ℓ f_ℓ P_ℓ and Σ_ℓ g_ℓ P_ℓ, to be summed at many points. */
export interface LegendrePair {
  /** Write the sums at x = 1 − u. */
  at(complements: Float64Array, outF: Float64Array, outG: Float64Array): void;
}

/** The recurrence waits on itself, so four points run side by side. */
export function createLegendrePair(f: Float64Array, g: Float64Array): LegendrePair {
  // [ℓ]: f_ℓ, g_ℓ, and ℓ/(ℓ+1), (2ℓ+1)/(ℓ+1) of (ℓ+1) d_{ℓ+1} = ℓ d_ℓ − (2ℓ+1) u P_ℓ, see legendreTable
  const table = new Float64Array(4 * f.length);
  for (let l = 0; l < f.length; l++) table.set([f[l], g[l], l / (l + 1), (2 * l + 1) / (l + 1)], 4 * l);
  const four = (u: Float64Array, i: number, outF: Float64Array, outG: Float64Array) => {
    const last = u.length - 1;
    const [ib, ic, id] = [Math.min(i + 1, last), Math.min(i + 2, last), Math.min(i + 3, last)];
    const [ua, ub, uc, ud] = [u[i], u[ib], u[ic], u[id]];
    let [pa, pb, pc, pd] = [1, 1, 1, 1];
    let [da, db, dc, dd] = [0, 0, 0, 0];
    let [fa, fb, fc, fd] = [0, 0, 0, 0];
    let [ga, gb, gc, gd] = [0, 0, 0, 0];
    for (let n = 0; n < table.length; n += 4) {
      const [fl, gl, keep, turn] = [table[n], table[n + 1], table[n + 2], table[n + 3]];
      fa += fl * pa;
      fb += fl * pb;
      fc += fl * pc;
      fd += fl * pd;
      ga += gl * pa;
      gb += gl * pb;
      gc += gl * pc;
      gd += gl * pd;
      da = keep * da - turn * ua * pa;
      db = keep * db - turn * ub * pb;
      dc = keep * dc - turn * uc * pc;
      dd = keep * dd - turn * ud * pd;
      pa += da;
      pb += db;
      pc += dc;
      pd += dd;
    }
    [outF[i], outF[ib], outF[ic], outF[id]] = [fa, fb, fc, fd];
    [outG[i], outG[ib], outG[ic], outG[id]] = [ga, gb, gc, gd];
  };
  return {
    at(complements, outF, outG) {
      for (let i = 0; i < complements.length; i += 4) four(complements, i, outF, outG);
    },
  };
}

/** (−1)^m √(scale_m (2m+1)!!/(4π (2m)!!)), m = 0 … lMax: with scale 1, λ_mm = seed · sin^m θ. It grows as m^(1/4) only. */
export function seedFactors(lMax: number, scale: (m: number) => number = () => 1): Float64Array {
  const seeds = new Float64Array(lMax + 1);
  let square = 1 / (4 * Math.PI);
  for (let m = 0; m <= lMax; m++) {
    if (m > 0) square *= (2 * m + 1) / (2 * m);
    seeds[m] = (m % 2 === 0 ? 1 : -1) * Math.sqrt(scale(m) * square);
  }
  return seeds;
}
