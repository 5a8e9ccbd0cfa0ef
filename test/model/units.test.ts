import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CranisError } from '../../src/model/errors.ts';
import {
  createScale,
  type Dimension,
  parseQuantity,
  toInternal,
  toPhysical,
  unitNames,
} from '../../src/model/units.ts';

/** relative error */
const error = (value: number, expected: number) => Math.abs(value / expected - 1);

const internal = (text: string, dimension: Dimension, scale = createScale(1000, 1)) =>
  toInternal(parseQuantity(text)!, dimension, scale);

describe('r_g = R/(c B_rms)', () => {
  // mpmath at 30 digits, rounded to double; c = 299792458 m/s, pc = 648000/π · 149597870700 m, yr = 365.25 d: [TV, µG, pc, yr]
  test.each([
    [1, 1, 0.0010810076114204197, 0.0035257752682511293],
    [1000, 1, 1.0810076114204197, 3.5257752682511296],
    [10, 4, 0.002702519028551049, 0.008814438170627823],
    [0.001, 0.005, 0.00021620152228408394, 0.0007051550536502259],
    [1e6, 3, 360.3358704734732, 1175.2584227503764],
  ])('%f TV in %f µG, relative error < 1e-14', (rigidity, bRms, parsecs, years) => {
    const scale = createScale(rigidity, bRms);
    expect(error(scale.gyroradius, parsecs)).toBeLessThan(1e-14);
    expect(error(scale.gyrotime, years)).toBeLessThan(1e-14);
  });

  test('is 3.3356e12 cm for 1 GV in 1 µG, the textbook value, to 1e-5', () => {
    expect(error(createScale(1e-3, 1).gyroradius * 3.0856776e18, 3.33564e12)).toBeLessThan(1e-5);
  });
});

describe('quantities', () => {
  test('a bare number is in the internal unit', () => {
    expect(internal('0.3', 'wavenumber')).toBe(0.3);
    expect(internal('7', 'rigidity')).toBe(7);
  });

  test('1/r_g, r_g and r_g/c need no scale', () => {
    expect(toInternal(parseQuantity('0.3/r_g')!, 'wavenumber', undefined)).toBe(0.3);
    expect(toInternal(parseQuantity('10 rg')!, 'length', undefined)).toBe(10);
    expect(toInternal(parseQuantity('5 r_g/c')!, 'time', undefined)).toBe(5);
  });

  test.each([
    ['10pc', 'length', 10 / 1.0810076114204197],
    ['1 kpc', 'length', 1000 / 1.0810076114204197],
    ['1 au', 'length', 4.84813681109536e-6 / 1.0810076114204197],
    ['1ly', 'length', 0.30660139378555057 / 1.0810076114204197],
    ['0.3/pc', 'wavenumber', 0.3 * 1.0810076114204197],
    ['0.31/pc', 'wavenumber', 0.31 * 1.0810076114204197],
    ['0.3 1/pc', 'wavenumber', 0.3 * 1.0810076114204197],
    ['0.3 pc^-1', 'wavenumber', 0.3 * 1.0810076114204197],
    ['300/kpc', 'wavenumber', 0.3 * 1.0810076114204197],
    ['5yr', 'time', 5 / 3.5257752682511296],
    ['3 kyr', 'time', 3000 / 3.5257752682511296],
    ['2PV', 'rigidity', 2000],
    ['3 EV', 'rigidity', 3e6],
    ['500GV', 'rigidity', 0.5],
    ['4 uG', 'field', 4],
    ['4 µG', 'field', 4],
    ['4 μG', 'field', 4],
    ['500 nG', 'field', 0.5],
    ['0.3 nT', 'field', 3],
    ['1e-10 T', 'field', 1],
  ] as const)('%s as a %s, relative error < 1e-14', (text, dimension, expected) => {
    expect(error(internal(text, dimension), expected)).toBeLessThan(1e-14);
  });

  test('to pc or yr and back is the identity, relative error < 1e-14', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        fc.constantFrom<Dimension>('length', 'wavenumber', 'time'),
        fc.double({ min: 1e-3, max: 1e9, noNaN: true }),
        (value, dimension, rigidity) => {
          const scale = createScale(rigidity, 3);
          const physical = toPhysical(value, dimension, scale)!;
          const back = internal(`${physical.value} ${physical.unit}`, dimension, scale);
          expect(error(back, value)).toBeLessThan(1e-14);
        },
      ),
    );
  });

  test.each(['x', '', 'NaN', 'Infinity', '-Infinity', '1e999', '1,5', '.', 'e5', '--3'])(
    '%o is no quantity',
    (text) => {
      expect(parseQuantity(text)).toBeUndefined();
    },
  );

  test.each([
    ['0.3/pc', 'wavenumber', 'gyroradius is not known'],
    ['5yr', 'time', 'gyroradius is not known'],
  ] as const)('%s without a scale is an error that says what to give', (text, dimension, message) => {
    expect(() => toInternal(parseQuantity(text)!, dimension, undefined)).toThrow(message);
  });

  test.each([
    ['10pc', 'wavenumber', /is a length, not a wavenumber/],
    ['10/pc', 'length', /is a wavenumber, not a length/],
    ['5 yr', 'length', /is a time, not a length/],
    ['10 TV', 'field', /is a rigidity, not a field/],
    ['10 parsec', 'length', /unknown unit/],
    ['10 kpx', 'length', /unknown unit, did you mean kpc\?/],
    ['3/pcc', 'wavenumber', /unknown unit, did you mean 1\/pc\?/],
    ['50x', 'none', /is not a number/],
  ] as const)('%s as a %s is an error', (text, dimension, message) => {
    const attempt = () => internal(text, dimension);
    expect(attempt).toThrow(CranisError);
    expect(attempt).toThrow(message);
  });

  test('every unit name is accepted by its dimension', () => {
    for (const dimension of ['wavenumber', 'length', 'time', 'rigidity', 'field'] as const) {
      for (const unit of unitNames(dimension)) expect(internal(`2 ${unit}`, dimension)).toBeGreaterThan(0);
    }
  });
});
