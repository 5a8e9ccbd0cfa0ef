import { describe, expect, test } from 'vitest';
import type { Field } from '../../src/simulation/field.ts';
import { helix, pushOracle } from '../../src/simulation/push.ts';
import { fourth, multiRate, type Schedule, strang, waveEvaluations } from '../../src/simulation/schedule.ts';
import { copy, distance, field, GEOMETRIES, gentle, paper, particles, same, uniform } from './support.ts';

const INTEGRATORS: [string, (f: Field) => Schedule, number][] = [
  ['strang', strang, 2],
  ['multi-rate, 1 rate', (f) => multiRate(f, 1, gentle.k1), 2],
  ['multi-rate, 3 rates', (f) => multiRate(f, 3, gentle.k1), 2],
  ['fourth', fourth, 4],
];

describe.each(INTEGRATORS)('%s', (_name, schedule, order) => {
  test('lasts one macro-step in drifts, and in kicks of every wave, within 1e-15, the same from both ends', () => {
    const f = field(gentle, { modes: 50 });
    const { drift, kick, from, to } = schedule(f);
    expect(Math.abs(drift.reduce((a, b) => a + b) - 1)).toBeLessThan(1e-15);
    for (let n = 0; n < f.count; n++) {
      const length = kick.reduce((sum, b, i) => (n >= from[i] && n < to[i] ? sum + b : sum), 0);
      expect(Math.abs(length - 1)).toBeLessThan(1e-15);
    }
    expect([...drift.toReversed()].every((a, i) => Math.abs(a - drift[i]) < 1e-15)).toBe(true);
    kick.forEach((b, i) => {
      const mirror = kick.length - 1 - i;
      expect([b, from[i], to[i]]).toEqual([kick[mirror], from[mirror], to[mirror]]);
    });
  });

  test.each([0, 2])(`converges with order ${order} within 0.25, mean field %d`, (meanField) => {
    const f = field(gentle, { modes: 40, meanField });
    const s = schedule(f);
    const start = particles(8);
    const run = (macroSteps: number, by = s) => {
      const p = copy(start);
      pushOracle(f, by)(p, macroSteps, -4 / macroSteps);
      return p;
    };
    const exact = run(2000, fourth(f));
    const count = order === 4 ? 20 : 80 / s.steps;
    for (const which of ['place', 'direction'] as const) {
      const [coarse, fine] = [distance(run(count), exact, which), distance(run(2 * count), exact, which)];
      expect(fine).toBeGreaterThan(1e-11); // above the roundings, or the order means nothing
      expect(Math.abs(Math.log2(coarse / fine) - order)).toBeLessThan(0.25);
    }
  });

  test.each(GEOMETRIES)(
    'there and back returns to the start within 1e-11, |p̂| = 1 within 1e-15 all the way, %s',
    (geometry) => {
      const f = field(gentle, { modes: 40, geometry, meanField: 1 });
      const start = particles(8);
      const p = copy(start);
      const push = pushOracle(f, schedule(f));
      push(p, 40, -0.2);
      expect(distance(p, start, 'place')).toBeGreaterThan(1);
      for (let i = 0; i < p.count; i++) {
        expect(Math.abs(Math.hypot(p.px[i], p.py[i], p.pz[i]) - 1)).toBeLessThan(1e-15);
      }
      push(p, 40, 0.2);
      expect(distance(p, start, 'place')).toBeLessThan(1e-11);
      expect(distance(p, start, 'direction')).toBeLessThan(1e-11);
    },
  );

  test('preserves volume in phase space: the determinant of the map is 1 within 1e-9', () => {
    const f = field(gentle, { modes: 40, meanField: 1 });
    const push = pushOracle(f, schedule(f));
    expect(Math.abs(volumeRatio((p) => push(p, 6, -0.5), particles(3)) - 1)).toBeLessThan(1e-9);
  });
});

describe('gyration', () => {
  const [omega, steps, h] = [1.7, 20_000, -0.05];
  const along = (p: ReturnType<typeof particles>) => [p.px[0], p.py[0], p.pz[0]] as const;

  test('in the mean field: phase, radius and drift along it exact within 1e-11 after 270 turns', () => {
    const f = uniform([0, 0, 0], omega);
    const start = particles(1);
    const p = copy(start);
    pushOracle(f, strang(f))(p, steps, h);
    const [px, py, pz] = along(start);
    // dp̂/dt = p̂ × Ω ẑ turns p̂ by −Ωt about z; a circle of radius |p̂⊥|/Ω
    const angle = omega * steps * h;
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    expect(Math.abs(p.px[0] - (c * px + s * py))).toBeLessThan(1e-11);
    expect(Math.abs(p.py[0] - (c * py - s * px))).toBeLessThan(1e-11);
    expect(Math.abs(p.x[0] - (s * px + (1 - c) * py) / omega)).toBeLessThan(1e-11);
    expect(Math.abs(p.y[0] - (s * py - (1 - c) * px) / omega)).toBeLessThan(1e-11);
    expect(Math.abs(p.z[0] - pz * steps * h)).toBeLessThan(1e-9 * Math.abs(steps * h));
  });

  test('in the mean field the guiding centre stays within 1e-11 at every one of 1000 steps', () => {
    const f = uniform([0, 0, 0], omega);
    const p = particles(1);
    const push = pushOracle(f, strang(f));
    const centre = () => [p.x[0] + p.py[0] / omega, p.y[0] - p.px[0] / omega];
    const [x, y] = centre();
    for (let i = 0; i < 1000; i++) {
      push(p, 1, -0.3);
      expect(Math.abs(centre()[0] - x)).toBeLessThan(1e-11);
      expect(Math.abs(centre()[1] - y)).toBeLessThan(1e-11);
    }
  });

  test('by kicks, in a uniform turbulent field of any direction: phase exact within 1e-11 after 270 turns', () => {
    const axis = [0.48, -0.6, 0.64] as const;
    const f = uniform([omega * axis[0], omega * axis[1], omega * axis[2]]);
    const start = particles(1);
    const p = copy(start);
    pushOracle(f, strang(f))(p, steps, h);
    const v = along(start);
    const angle = -omega * steps * h; // about the axis, right-handed
    const dot = v[0] * axis[0] + v[1] * axis[1] + v[2] * axis[2];
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    const want = [0, 1, 2].map((i) => {
      const [j, k] = [(i + 1) % 3, (i + 2) % 3];
      return c * v[i] + s * (axis[j] * v[k] - axis[k] * v[j]) + (1 - c) * dot * axis[i];
    });
    for (const [i, value] of along(p).entries()) expect(Math.abs(value - want[i])).toBeLessThan(1e-11);
  });

  test('by kicks, strang: a polygon about a fixed centre, of radius (h/2)/tan(Ωh/2) at the middle of its sides, within 1e-12', () => {
    const f = uniform([0, 0, omega]);
    const p = particles(1);
    const push = pushOracle(f, strang(f));
    const radius = 0.15 / Math.tan(0.15 * omega);
    const centre = () => [p.x[0] + p.py[0] * radius, p.y[0] - p.px[0] * radius];
    const [x, y] = centre();
    for (let i = 0; i < 1000; i++) {
      push(p, 1, -0.3);
      expect(Math.abs(centre()[0] - x)).toBeLessThan(1e-12);
      expect(Math.abs(centre()[1] - y)).toBeLessThan(1e-12);
    }
  });

  test.each([
    ['strang', strang, 2],
    ['fourth', fourth, 4],
  ] as const)(
    'by kicks: the radius through three points of the orbit is |p̂⊥|/Ω to the order of %s',
    (_name, schedule, order) => {
      const f = uniform([0, 0, omega]);
      const radiusError = (macroStep: number) => {
        const p = particles(1);
        const across = Math.hypot(p.px[0], p.py[0]);
        const push = pushOracle(f, schedule(f));
        const points = [0, 1, 2].map(() => {
          push(p, 1, macroStep);
          return [p.x[0], p.y[0]] as const;
        });
        const [a, b, c] = points as [readonly [number, number], readonly [number, number], readonly [number, number]];
        const side = (u: readonly [number, number], v: readonly [number, number]) =>
          Math.hypot(u[0] - v[0], u[1] - v[1]);
        const area = Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2;
        return (side(a, b) * side(b, c) * side(c, a)) / (4 * area) / (across / omega) - 1;
      };
      const [coarse, fine] = [radiusError(0.8), radiusError(0.4)];
      expect(Math.abs(Math.log2(coarse / fine) - order)).toBeLessThan(0.25);
      expect(Math.abs(fine)).toBeLessThan(order === 2 ? 0.04 : 1e-4);
    },
  );

  test('|p̂| = 1 within 1e-15 after 1e5 steps in turbulence', () => {
    const f = field(gentle, { modes: 12, meanField: 3 });
    const p = particles(2);
    pushOracle(f, strang(f))(p, 100_000, -0.1);
    for (let i = 0; i < 2; i++) expect(Math.abs(Math.hypot(p.px[i], p.py[i], p.pz[i]) - 1)).toBeLessThan(1e-15);
  });
});

describe('the helix of a drift', () => {
  test('is sin, 1 − cos and their ratios to Ω within 1e-15, for |Ωt| up to 100', () => {
    for (let angle = -100; angle <= 100; angle += 0.37) {
      const [s, v, sw, vw] = helix(angle / 2.5, 2.5);
      expect(Math.abs(s - Math.sin(angle))).toBeLessThan(3e-14); // the argument itself is rounded
      expect(Math.abs(v - (1 - Math.cos(angle)))).toBeLessThan(3e-14);
      expect(Math.abs(sw - s / 2.5)).toBeLessThan(1e-15);
      expect(Math.abs(vw - v / 2.5)).toBeLessThan(1e-15);
    }
    for (const angle of [1e-9, 1e-4, 0.1, 1]) {
      const [s, v] = helix(angle, 1);
      expect(Math.abs(s / Math.sin(angle) - 1)).toBeLessThan(1e-15); // three doublings, a rounding or two each
      expect(Math.abs(v / (2 * Math.sin(angle / 2) ** 2) - 1)).toBeLessThan(1e-15);
    }
  });

  test('is a straight line without a mean field', () => {
    expect(helix(-0.3, 0)).toEqual([0, 0, -0.3, 0]);
  });
});

describe('back in time', () => {
  test('is forward with the charge and p̂ reversed, to the last bit', () => {
    const f = field(gentle, { modes: 40, meanField: 1.5 });
    const minus = (x: Float64Array) => x.map((value) => -value);
    const mirrored: Field = { ...f, ax: minus(f.ax), ay: minus(f.ay), az: minus(f.az), meanField: -1.5 };
    const [p, q] = [particles(5), particles(5)];
    for (const c of [q.px, q.py, q.pz])
      c.forEach((value, i) => {
        c[i] = -value;
      });
    pushOracle(f, strang(f))(p, 30, -0.1);
    pushOracle(mirrored, strang(mirrored))(q, 30, 0.1);
    for (const c of [q.px, q.py, q.pz])
      c.forEach((value, i) => {
        c[i] = -value;
      });
    expect(same(p, q)).toBe(true);
  });
});

describe('rates', () => {
  test('each octave has its own, and three rates of the paper’s case cost 3.1 ± 0.1 times less than one', () => {
    const f = field(paper);
    const cost = (levels: number) => {
      const s = multiRate(f, levels, paper.k1);
      return waveEvaluations(s) / s.steps;
    };
    expect(cost(1)).toBe(600);
    expect(Math.abs(cost(1) / cost(3) - 3.1)).toBeLessThan(0.15);
  });

  test('waves of a single octave, and none at all, still make a schedule', () => {
    const f = field(gentle, { modes: 3 });
    expect(multiRate(f, 5, 1000).kick.length).toBeGreaterThan(0);
    const none = uniform([0, 0, 0]);
    const empty = { ...none, count: 0 };
    const p = particles(1);
    const start = copy(p);
    pushOracle(empty, multiRate(empty, 3, 1))(p, 2, -0.5);
    expect(p.x[0]).toBeCloseTo(-start.px[0], 14);
  });
});

/** det of ∂(r, p̂ on the sphere)/∂(the same before) for the middle particle, by central differences of fourth order in orthonormal frames. */
function volumeRatio(push: (p: ReturnType<typeof particles>) => void, p0: ReturnType<typeof particles>): number {
  const step = 1e-3;
  const state = (p: typeof p0) => [p.x[1], p.y[1], p.z[1], p.px[1], p.py[1], p.pz[1]];
  const frame = (v: readonly number[]) => {
    const axis = Math.abs(v[0]) < 0.5 ? [1, 0, 0] : [0, 1, 0];
    const cross = (a: readonly number[], b: readonly number[]) =>
      [0, 1, 2].map((i) => a[(i + 1) % 3] * b[(i + 2) % 3] - a[(i + 2) % 3] * b[(i + 1) % 3]);
    const e = cross(v, axis);
    const first = e.map((c) => c / Math.hypot(...e));
    return [first, cross(v, first)];
  };
  const before = frame(state(p0).slice(3));
  const end = copy(p0);
  push(end);
  const after = frame(state(end).slice(3));
  const moved = (axis: number, steps: number) => {
    const p = copy(p0);
    if (axis < 3) [p.x, p.y, p.z][axis][1] += steps * step;
    else {
      const e = before[axis - 3];
      const [c, s] = [Math.cos(steps * step), Math.sin(steps * step)];
      [p.px, p.py, p.pz].forEach((column, i) => {
        column[1] = c * column[1] + s * e[i];
      });
    }
    push(p);
    const v = state(p);
    return [...v.slice(0, 3), ...after.map((e) => e.reduce((sum, c, i) => sum + c * v[3 + i], 0))];
  };
  const jacobian = [0, 1, 2, 3, 4].map((axis) => {
    const [near, far] = [1, 2].map((n) => {
      const minus = moved(axis, -n);
      return moved(axis, n).map((value, i) => value - minus[i]);
    });
    return near.map((value, i) => (8 * value - far[i]) / (12 * step));
  });
  return Math.abs(determinant(jacobian));
}

function determinant(m: number[][]): number {
  if (m.length === 1) return m[0][0];
  return m[0].reduce((sum, value, j) => {
    const minor = m.slice(1).map((row) => row.filter((_, column) => column !== j));
    return sum + (j % 2 === 0 ? 1 : -1) * value * determinant(minor);
  }, 0);
}
