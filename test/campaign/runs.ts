/** Small runs for the tests: 48 or 192 directions, a few waves, fractions of a second. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Keep, type RunSpec, runSpec } from '../../src/ensemble/run.ts';
import { createModel } from '../../src/model/model.ts';
import type { ParameterInput } from '../../src/model/parameters.ts';

export const SMALL: ParameterInput = {
  k0: 0.1,
  k1: 10,
  modes: 20,
  nSide: 2,
  times: [0.5, 2],
  realisations: 3,
  seed: 5,
};

export const specOf = (input: ParameterInput = {}, keep: Keep = 'maps', version = '0.0.0-test'): RunSpec =>
  runSpec(createModel({ ...SMALL, ...input }), { version, engine: 'single', keep });

/** Every file of a folder with its content, in hexadecimal. */
export function contentOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .map((file) => join(file.parentPath, file.name))
      .sort()
      .map((path) => [path.slice(folder.length + 1), readFileSync(path).toString('hex')]),
  );
}
