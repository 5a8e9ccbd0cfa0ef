import { describe, expect, test } from 'vitest';
import { parameterRecord, unitsBlock } from '../../src/model/describe.ts';
import { createModel } from '../../src/model/model.ts';
import { namesOf, type ParameterInput } from '../../src/model/parameters.ts';
import { merge, type Statements } from '../../src/model/statements.ts';

describe('createModel', () => {
  test('without anything is the paper’s case', () => {
    const model = createModel();
    expect(model.turbulence.spec).toEqual({ kind: 'power-law', k0: 1e-3, k1: 100, index: 0 });
    expect(model).toMatchObject({ alpha: 50, deltaT: 0.5, source: 'published' });
    expect(model.gradient).toBeCloseTo(1e-7, 20); // 1e-4 in units of c k0
    expect(Object.isFrozen(model) && Object.isFrozen(model.values)).toBe(true);
  });

  test('α = k1 c ΔT either way', () => {
    expect(createModel({ alpha: 20, k1: 10 }).deltaT).toBe(2);
    expect(createModel({ deltaT: 2, k1: 10 }).alpha).toBe(20);
    expect(createModel({ deltaT: 2, alpha: 20, k1: 10 })).toMatchObject({ alpha: 20, deltaT: 2 });
  });

  test('in physical units is the same model, relative error < 1e-14', () => {
    const scale = { rigidity: '1 PV', bRms: '3 uG' } as const;
    const { gyroradius, gyrotime } = createModel(scale).scale!;
    const plain = createModel({ k0: 0.01, k1: 10, outerScale: 7, deltaT: 2, lookBackTime: 30, ...scale });
    const physical = createModel({
      k0: `${0.01 / gyroradius}/pc`,
      k1: `${10 / gyroradius}/pc`,
      outerScale: `${7 * gyroradius}pc`,
      deltaT: `${2 * gyrotime}yr`,
      lookBackTime: `${(30 * gyrotime) / 1000}kyr`,
      ...scale,
    });
    for (const name of ['k0', 'k1', 'outerScale', 'deltaT', 'lookBackTime', 'alpha'] as const) {
      expect(Math.abs((physical.values[name] as number) / (plain.values[name] as number) - 1)).toBeLessThan(1e-14);
    }
  });

  test('takes the kind from what is stated', () => {
    expect(createModel({ outerScale: 10 }).values.kind).toBe('bent');
    expect(createModel({ table: { k: [1, 2], g: [1, 1] } }).values.kind).toBe('table');
    expect(createModel({ kind: 'power-law' }).values.kind).toBe('power-law');
  });

  test('a table gives k0 and k1, which may be repeated', () => {
    const table = { k: [0.5, 2], g: [1, 1] };
    expect(createModel({ table }).values).toMatchObject({ k0: 0.5, k1: 2 });
    expect(createModel({ table, k0: 0.5, k1: 2 }).gradient).toBeCloseTo(0.5e-4, 15);
  });

  test('a table may be in physical units', () => {
    const { turbulence, scale } = createModel({
      table: { k: ['1/pc', '3/pc'], g: [1, 1] } as never,
      rigidity: 100,
      bRms: 1,
    });
    expect(turbulence.k0 / scale!.gyroradius).toBeCloseTo(1, 14);
  });

  test.each<[ParameterInput | object, RegExp]>([
    [{ k0: 2, k1: 1 }, /k1 = 1 is not above k0 = 2/],
    [{ k0: 1, k1: 1 }, /k1 = 1 is not above k0 = 1/],
    [{ k0: 1e-12, k1: 1e12 }, /more than twelve decades/],
    [{ alpha: 50, deltaT: 1 }, /alpha and deltaT disagree: k1 c ΔT = 100, α = 50/],
    [{ deltaT: 1e4 }, /α = k1 c ΔT = 1000000 is above 2000/],
    [{ kind: 'bent' }, /needs an outer scale/],
    [{ kind: 'table' }, /needs its table/],
    [{ kind: 'power-law', outerScale: 3 }, /outerScale has no meaning for a power-law spectrum/],
    [{ table: { k: [1, 2], g: [1, 1] }, index: 1 }, /index has no meaning for a table spectrum/],
    [{ table: { k: [1, 2], g: [1, 1] }, k0: 0.5 }, /k0 has no meaning for a table spectrum/],
    [{ table: { k: [1, 2], g: [1] } }, /2 values of k but 1 of g/],
    [{ table: { k: [1], g: [1] } }, /has 1 row/],
    [{ table: { k: [2, 1], g: [1, 1] } }, /does not rise/],
    [{ table: { k: [1, 2], g: [1, -1] } }, /negative/],
    [{ table: { k: [1, 2], g: [0, 0] } }, /no finite power/],
    [{ rigidity: 10 }, /needs `bRms` beside it/],
    [{ bRms: 10 }, /needs `rigidity` beside it/],
    [{ k0: '1/pc' }, /gyroradius is not known/],
    [{ k_0: 1 }, /there is no parameter k_0/],
  ])('refuses %o', (input, message) => {
    expect(() => createModel(input as ParameterInput)).toThrow(message);
  });
});

describe('statements in layers', () => {
  const say = (input: Record<string, unknown>): Statements =>
    Object.fromEntries(Object.entries(input).map(([name, raw]) => [name, { raw, label: name }]));
  const merged = (...layers: Record<string, unknown>[]) =>
    Object.fromEntries(Object.entries(merge(...layers.map(say))).map(([name, { raw }]) => [name, raw]));

  test('the later wins, the rest stays', () => {
    expect(merged({ k0: 1, k1: 2 }, { k0: 3 })).toEqual({ k0: 3, k1: 2 });
  });

  test('stating ΔT takes back an earlier α, and the other way round', () => {
    expect(merged({ alpha: 50 }, { deltaT: 1 })).toEqual({ deltaT: 1 });
    expect(merged({ deltaT: 1 }, { alpha: 50 })).toEqual({ alpha: 50 });
    expect(merged({}, { alpha: 50, deltaT: 1 })).toEqual({ alpha: 50, deltaT: 1 });
  });

  test('another kind takes back what belongs to the earlier kind alone', () => {
    expect(merged({ kind: 'bent', k0: 1, outerScale: 3, lowIndex: 2 }, { kind: 'power-law' })).toEqual({
      kind: 'power-law',
      k0: 1,
    });
    expect(merged({ kind: 'bent', k0: 1, outerScale: 3 }, { table: 't' })).toEqual({ table: 't' });
  });
});

describe('what output shows', () => {
  test('parameters in use, and no others', () => {
    const record = parameterRecord(createModel({ index: 1.5 }), namesOf('turbulence', 'units'));
    expect(record).toEqual({ kind: 'power-law', k0: 1e-3, k1: 100, index: 1.5 });
  });

  test('both systems of units where r_g is known', () => {
    const names = namesOf('turbulence', 'theory', 'units');
    expect(unitsBlock(createModel(), names)).toEqual({ length: 'r_g', wavenumber: '1/r_g', time: 'r_g/c' });
    const block = unitsBlock(createModel({ rigidity: 1000, bRms: 1 }), names);
    expect(block.gyroradius!.value).toBeCloseTo(1.0810076114204197, 14);
    expect(block.physical!.k0).toEqual({ value: 1e-3 / block.gyroradius!.value, unit: '1/pc' });
    expect(block.physical!.deltaT.unit).toBe('yr');
  });
});
