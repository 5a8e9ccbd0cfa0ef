import { describe, expect, test } from 'vitest';
import { createRandomStream } from '../../src/math/random.ts';
import { createTurbulence, type TurbulenceSpec } from '../../src/model/turbulence.ts';
import type { Geometry } from '../../src/simulation/draw-field.ts';
import { type Field, LATTICE_BITS, latticeExponent, turbulentField } from '../../src/simulation/field.ts';
import { field, GEOMETRIES, gentle, paper } from './support.ts';

const sum = (count: number, term: (n: number) => number) => {
  let total = 0;
  for (let n = 0; n < count; n++) total += term(n);
  return total;
};
const amplitude2 = (f: Field, n: number) => f.ax[n] ** 2 + f.ay[n] ** 2 + f.az[n] ** 2;
const length = (f: Field, n: number) => 2 * Math.PI * Math.hypot(f.kx[n], f.ky[n], f.kz[n]);

/** 8π ∫ g dk over [from, to] by the midpoint rule in ln k: an oracle that shares nothing with the code. */
function energy(spec: TurbulenceSpec, from: number, to: number): number {
  const { g } = createTurbulence(spec);
  const n = 20_000;
  const h = Math.log(to / from) / n;
  return (
    8 *
    Math.PI *
    sum(n, (i) => {
      const k = from * Math.exp((i + 0.5) * h);
      return g(k) * k * h;
    })
  );
}

describe.each(GEOMETRIES)('a realisation of the field, %s', (geometry) => {
  const f = field(paper, { geometry, meanField: 2 });

  test('holds all of ω_rms² = 1: Σ a_n²/2 = 1 within 1e-7', () => {
    expect(Math.abs(sum(f.count, (n) => amplitude2(f, n) / 2) - 1)).toBeLessThan(1e-7);
  });

  test('has ⟨ω²⟩ = 1 over 4000 places, within 5σ (the spread from place to place of ω² over √4000)', () => {
    const random = createRandomStream(4, 0, 9);
    const w = new Float64Array(3);
    const values = Array.from({ length: 4000 }, () => {
      const at = () => 1e6 * (random.uniform() - 0.5); // beyond the longest wave
      turbulentField(f, at(), at(), at(), w);
      return w[0] ** 2 + w[1] ** 2 + w[2] ** 2;
    });
    const mean = values.reduce((s, v) => s + v) / values.length;
    const spread = Math.sqrt(values.reduce((s, v) => s + (v - mean) ** 2, 0) / values.length);
    expect(Math.abs(mean - 1)).toBeLessThan((5 * spread) / Math.sqrt(values.length));
    // A Gaussian vector with variances 1/3 each, 1/2 each, 1 (in one direction per wave): between √(2/3) and √2.
    expect(spread).toBeGreaterThan(0.7);
    expect(spread).toBeLessThan(1.5);
  });

  test('is free of divergence: |k_n·ξ_n| < 1e-15 |k_n|', () => {
    for (let n = 0; n < f.count; n++) {
      const along = f.kx[n] * f.ax[n] + f.ky[n] * f.ay[n] + f.kz[n] * f.az[n];
      const size = (length(f, n) / (2 * Math.PI)) * Math.sqrt(amplitude2(f, n));
      expect(Math.abs(along)).toBeLessThanOrEqual(1e-15 * size);
    }
  });

  test('has its waves by falling |k|, within 2^−12 of [k0, k1], on the lattice of their octave', () => {
    for (let n = 0; n < f.count; n++) {
      const k = length(f, n);
      if (n > 0) expect(k).toBeLessThanOrEqual(length(f, n - 1));
      expect(k).toBeGreaterThan(1e-3 * (1 - 2 ** -12));
      expect(k).toBeLessThan(100 * (1 + 2 ** -12));
      const unit = 2 ** f.exponent[n];
      for (const c of [f.kx[n], f.ky[n], f.kz[n]]) expect(Number.isInteger(c * unit)).toBe(true);
      expect(Number.isInteger(f.phase[n] * 2 ** 32)).toBe(true);
      expect((k / (2 * Math.PI)) * unit).toBeLessThan(2 ** (LATTICE_BITS + 1) + 1);
      expect((k / (2 * Math.PI)) * unit).toBeGreaterThan(2 ** LATTICE_BITS - 1);
    }
  });

  test('is the same field again for the same seed and index, and another for another', () => {
    expect(field(paper, { geometry, meanField: 2 })).toEqual(f);
    expect(field(paper, { geometry, meanField: 2 }, 1).phase).not.toEqual(f.phase);
  });
});

describe('finite differences', () => {
  test('∇·ω vanishes to the order of the difference: 16 times less at half the distance, 1e-7 of |∇ω| at last', () => {
    const f = field(gentle, { modes: 200 });
    const divergence = (h: number) => {
      const w = new Float64Array(3);
      let total = 0;
      for (let axis = 0; axis < 3; axis++) {
        for (const [step, weight] of [
          [1, 8],
          [-1, -8],
          [2, -1],
          [-2, 1],
        ] as const) {
          const at = [0.3, -1.1, 2.4];
          at[axis] += step * h;
          turbulentField(f, at[0], at[1], at[2], w);
          total += (weight * w[axis]) / (12 * h);
        }
      }
      return Math.abs(total);
    };
    expect(divergence(0.02)).toBeLessThan(1e-7);
    expect(divergence(0.4) / divergence(0.2)).toBeGreaterThan(11);
    expect(divergence(0.4) / divergence(0.2)).toBeLessThan(22);
  });
});

describe('the correlation tensor', () => {
  /** [P3] along the x axis: C_xx and C_yy = C_zz, by the midpoint rule. */
  const expected = (R: number) => {
    let [along, across] = [0, 0];
    const n = 20_000;
    const h = Math.log(1e5) / n;
    for (let i = 0; i < n; i++) {
      const k = 1e-3 * Math.exp((i + 0.5) * h);
      const x = k * R;
      const j0 = Math.sin(x) / x;
      const j2 = x < 1e-3 ? (x * x) / 15 : (3 / (x * x) - 1) * j0 - (3 * Math.cos(x)) / (x * x);
      const weight = 4 * Math.PI * paper.g(k) * k * h;
      along += weight * ((2 / 3) * j0 + (2 / 3) * j2);
      across += weight * ((2 / 3) * j0 - (1 / 3) * j2);
    }
    return { along, across };
  };

  const fields = Array.from({ length: 60 }, (_, realisation) => field(paper, {}, realisation));

  test.each([0.003, 0.01, 0.03, 0.1])(
    'is [P3] at R = %d in all nine components, within 4.5σ of 60 realisations',
    (R) => {
      const want = expected(R);
      const axes = [0, 1, 2] as const;
      // Over phases ⟨ω_i ω_j⟩ = Σ a_n² ξ_i ξ_j cos(k·R)/2, exactly; what is left is the draw of k and ξ.
      const samples = fields.map((f) => {
        const [k, a] = [
          [f.kx, f.ky, f.kz],
          [f.ax, f.ay, f.az],
        ];
        return axes.map((axis) =>
          axes.flatMap((i) =>
            axes.map((j) => sum(f.count, (n) => (a[i][n] * a[j][n] * Math.cos(2 * Math.PI * k[axis][n] * R)) / 2)),
          ),
        );
      });
      for (const axis of axes) {
        for (let at = 0; at < 9; at++) {
          const values = samples.map((sample) => sample[axis][at]);
          const mean = values.reduce((s, v) => s + v) / values.length;
          const error = Math.sqrt(
            values.reduce((s, v) => s + (v - mean) ** 2, 0) / (values.length - 1) / values.length,
          );
          const [i, j] = [Math.floor(at / 3), at % 3];
          const value = i !== j ? 0 : i === axis ? want.along : want.across;
          expect(error).toBeLessThan(0.01);
          expect(Math.abs(mean - value)).toBeLessThan(4.5 * error);
        }
      }
    },
  );

  /** ∫ dk of what has the weight 8π g, by the midpoint rule in ln k. */
  const overSpectrum = (term: (k: number) => number) => {
    const n = 4000;
    const h = Math.log(1e5) / n;
    return sum(n, (i) => {
      const k = 1e-3 * Math.exp((i + 0.5) * h);
      return 8 * Math.PI * paper.g(k) * k * h * term(k);
    });
  };
  const bySlab = (R: number) => [overSpectrum((k) => Math.cos(k * R) / 2), overSpectrum((k) => Math.cos(k * R) / 2)];
  /** k̂ = (cos φ, sin φ), ξ = (−sin φ, cos φ): the mean over φ. */
  const byPlane = (R: number) =>
    [0, 1].map((across) =>
      overSpectrum(
        (k) =>
          sum(128, (i) => {
            const angle = (2 * Math.PI * (i + 0.5)) / 128;
            return (across ? Math.cos(angle) : Math.sin(angle)) ** 2 * Math.cos(k * R * Math.cos(angle));
          }) / 128,
      ),
    );

  test.each([
    ['slab, along z', 'slab', 2, bySlab],
    ['2d, along x', '2d', 0, byPlane],
  ] as const)(
    'is that of the geometry at R = 0.003, 0.01, 0.03: ω_x, ω_y and both within 4.5σ of 60 realisations, %s',
    (_name, geometry, axis, want) => {
      for (const R of [0.003, 0.01, 0.03]) {
        const expected = [...want(R), 0];
        const samples = Array.from({ length: 60 }, (_, realisation) => {
          const f = field(paper, { geometry }, realisation);
          const k = [f.kx, f.ky, f.kz][axis];
          return [
            [f.ax, f.ax],
            [f.ay, f.ay],
            [f.ax, f.ay],
          ].map(([a, b]) => sum(f.count, (n) => (a[n] * b[n] * Math.cos(2 * Math.PI * k[n] * R)) / 2));
        });
        expected.forEach((value, at) => {
          const values = samples.map((sample) => sample[at]);
          const mean = values.reduce((s, v) => s + v) / values.length;
          const error = Math.sqrt(values.reduce((s, v) => s + (v - mean) ** 2, 0)) / values.length;
          expect(error).toBeLessThan(0.01);
          expect(Math.abs(mean - value), `R = ${R}, ${at}`).toBeLessThan(4.5 * error);
        });
      }
    },
  );

  test('slab: constant across z, no z component; 2d: constant along z, no z component', () => {
    const a = new Float64Array(3);
    const b = new Float64Array(3);
    const slab = field(paper, { geometry: 'slab' });
    turbulentField(slab, 0, 0, 0.7, a);
    turbulentField(slab, 3.1, -2.2, 0.7, b);
    expect(b).toEqual(a);
    expect(a[2]).toBe(0);
    const flat = field(paper, { geometry: '2d' });
    turbulentField(flat, 0.4, 0.6, 0, a);
    turbulentField(flat, 0.4, 0.6, 5.5, b);
    expect(b).toEqual(a);
    expect(a[2]).toBe(0);
  });

  test.each([0, 0.2, 1])('composite: a share %d of the energy is in the slab, within 1e-7', (slabFraction) => {
    const f = field(paper, { geometry: 'composite', slabFraction });
    const slab = sum(f.count, (n) => (f.kx[n] === 0 && f.ky[n] === 0 ? amplitude2(f, n) / 2 : 0));
    expect(Math.abs(slab - slabFraction)).toBeLessThan(1e-7);
    expect(f.count).toBe(600);
  });

  test('is axially symmetric in slab, 2d and composite: Σ w (ξ_x² − ξ_y²) and Σ 2w ξ_x ξ_y within 4.5σ of 100 fields', () => {
    for (const geometry of ['slab', '2d', 'composite'] as const) {
      for (const moment of [(x: number, y: number) => x * x - y * y, (x: number, y: number) => 2 * x * y]) {
        const values = Array.from({ length: 100 }, (_, realisation) => {
          const f = field(gentle, { geometry, modes: 100 }, realisation);
          return sum(f.count, (n) => moment(f.ax[n], f.ay[n]) / 2);
        });
        const mean = values.reduce((s, v) => s + v) / values.length;
        const error = Math.sqrt(values.reduce((s, v) => s + (v - mean) ** 2, 0)) / values.length;
        expect(Math.abs(mean)).toBeLessThan(4.5 * error);
      }
    }
  });
});

describe('Gaussianity', () => {
  test.each(GEOMETRIES)(
    'kurtosis of ω_x is 3 − (3/8) Σ A⁴/(Σ A²/2)² within 5σ, and within 0.1 of 3, %s',
    (geometry) => {
      const f = field(paper, { geometry });
      const second = sum(f.count, (n) => f.ax[n] ** 2 / 2);
      const expected = 3 - ((3 / 8) * sum(f.count, (n) => f.ax[n] ** 4)) / second ** 2;
      expect(Math.abs(expected - 3)).toBeLessThan(0.1);
      const random = createRandomStream(5, 0, 9);
      const w = new Float64Array(3);
      const count = 8000;
      let fourth = 0;
      for (let i = 0; i < count; i++) {
        const at = () => 1e6 * (random.uniform() - 0.5);
        turbulentField(f, at(), at(), at(), w);
        fourth += w[0] ** 4 / count;
      }
      // ⟨x⁸⟩ = 105, ⟨x⁴⟩ = 3 for a normal variable: the spread of x⁴ is √96.
      expect(Math.abs(fourth / second ** 2 - expected)).toBeLessThan(5 * Math.sqrt(96 / count));
    },
  );
});

describe('the spectrum', () => {
  const white: TurbulenceSpec = { kind: 'power-law', k0: 1e-3, k1: 100, index: 0 };
  const specs: [string, TurbulenceSpec, Geometry?][] = [
    ...GEOMETRIES.map((geometry): [string, TurbulenceSpec, Geometry] => [`white noise, ${geometry}`, white, geometry]),
    ['Kolmogorov', { kind: 'power-law', k0: 1e-2, k1: 100, index: 5 / 3 }],
    ['bent', { kind: 'bent', k0: 1e-3, k1: 100, index: 5 / 3, outerScale: 10, lowIndex: 4 }],
    ['a table with a gap', { kind: 'table', k: [0.01, 0.1, 0.2, 1, 2, 50], g: [0, 1, 0, 0, 2, 0.01] }],
  ];
  test.each(specs)(
    '%s is recovered octave by octave, within 4.5σ of 100 fields of 300 waves and within 0.01 of ω_rms²',
    (_name, spec, geometry = 'isotropic') => {
      const spectrum = createTurbulence(spec);
      const octaves = Math.ceil(Math.log2(spectrum.k1 / spectrum.k0));
      const energies = Array.from({ length: 100 }, (__, realisation) => {
        const f = field(spectrum, { modes: 300, geometry }, realisation);
        const bins = new Array<number>(octaves).fill(0);
        for (let n = 0; n < f.count; n++) {
          const bin = Math.floor(Math.log2(length(f, n) / spectrum.k0));
          bins[Math.min(Math.max(bin, 0), octaves - 1)] += amplitude2(f, n) / 2;
        }
        return bins;
      });
      for (let bin = 0; bin < octaves; bin++) {
        const from = spectrum.k0 * 2 ** bin;
        const want = energy(spec, from, Math.min(2 * from, spectrum.k1));
        const values = energies.map((bins) => bins[bin]);
        const mean = values.reduce((s, v) => s + v) / values.length;
        const error = Math.sqrt(values.reduce((s, v) => s + (v - mean) ** 2, 0)) / values.length;
        expect(Math.abs(mean - want)).toBeLessThan(4.5 * error + 1e-6);
        expect(Math.abs(mean - want)).toBeLessThan(0.01);
      }
    },
  );

  test('no wave is spent where g = 0', () => {
    const f = field(createTurbulence({ kind: 'table', k: [0.1, 1, 2, 10, 20, 30], g: [1, 1, 0, 0, 1, 1] }), {
      modes: 500,
    });
    for (let n = 0; n < f.count; n++) {
      const k = length(f, n);
      expect(k < 2 * (1 + 2 ** -11) || k > 10 * (1 - 2 ** -11)).toBe(true);
      expect(amplitude2(f, n)).toBeGreaterThan(0);
    }
  });
});

describe('the lattice', () => {
  test('2^12 ≤ |k|/2π·2^b < 2^13, at powers of two and one bit below them too', () => {
    for (let e = -40; e <= 40; e++) {
      for (const x of [2 ** e, 2 ** e * (1 - 2 ** -53), 1.5 * 2 ** e]) {
        const scaled = x * 2 ** latticeExponent(x);
        expect(scaled).toBeGreaterThanOrEqual(2 ** LATTICE_BITS);
        expect(scaled).toBeLessThan(2 ** (LATTICE_BITS + 1));
      }
    }
  });
});
