import { expect, test } from 'vitest';
import { uniform } from '../sky/support.ts';
import { fuzz, mutate } from './mutations.ts';
import { texts } from './text-mutations.ts';

test('10,000 mutated FITS and CSV files: finite numbers or an error of one line, none longer than 20 s', async () => {
  const { faults, read, refused, slowest } = await fuzz(10_000, 1);
  expect(faults).toEqual([]);
  expect(slowest).toBeLessThan(20_000);
  // Neither so tame that all is read, nor so wild that all is refused.
  expect(read).toBeGreaterThan(1000);
  expect(refused).toBeGreaterThan(1000);
}, 240_000);

test('3,000 mutated spectra in JSON and CSV, tables of g and model files, to what commands make of them: likewise', async () => {
  const { faults, read, refused, slowest } = await fuzz(3000, 1, texts());
  expect(faults).toEqual([]);
  expect(slowest).toBeLessThan(20_000);
  expect(read).toBeGreaterThan(500);
  expect(refused).toBeGreaterThan(500);
}, 240_000);

test('the same seed makes the same mutant', () => {
  const original = Uint8Array.from({ length: 500 }, (_, i) => i % 256);
  expect(mutate(original, ['word'], uniform(4))).toEqual(mutate(original, ['word'], uniform(4)));
  expect(mutate(original, ['word'], uniform(5))).not.toEqual(original);
});
