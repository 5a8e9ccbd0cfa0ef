/** Runs healpy itself (Debian's python3-healpy, with astropy) on arrays from a test. */
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';

const PYTHONS = ['/usr/bin/python3', 'python3'];
const PRELUDE = `
import sys, json, base64, warnings
import numpy as np, healpy as hp
answer_to, sys.stdout = sys.stdout, sys.stderr
given = {k: np.frombuffer(base64.b64decode(v)) for k, v in json.load(sys.stdin).items()}
answer = {}
`;
const POSTLUDE = `
json.dump({k: base64.b64encode(np.ascontiguousarray(v, dtype=float).tobytes()).decode() for k, v in answer.items()}, answer_to)
`;

/** Looks the packages up without loading them, which would take a second for each file of tests. */
const FIND = 'import importlib.util as u, sys; sys.exit(not (u.find_spec("healpy") and u.find_spec("astropy")))';
const python = PYTHONS.find((candidate) => spawnSync(candidate, ['-c', FIND], { stdio: 'ignore' }).status === 0);

/** Runs `code`, which finds the arrays in \`given\` and leaves its own, of float64, in \`answer\`. */
export function healpy(code: string, given: Record<string, Float64Array> = {}): Record<string, Float64Array> {
  const input = Object.fromEntries(
    Object.entries(given).map(([name, a]) => [
      name,
      Buffer.from(a.buffer as ArrayBuffer, a.byteOffset, a.byteLength).toString('base64'),
    ]),
  );
  const { status, stdout, stderr } = spawnSync(python!, ['-c', PRELUDE + code + POSTLUDE], {
    input: JSON.stringify(input),
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    env: { ...process.env, OMP_NUM_THREADS: '1' },
  });
  if (status !== 0) throw new Error(`healpy failed: ${stderr}`);
  return Object.fromEntries(
    Object.entries(JSON.parse(stdout) as Record<string, string>).map(([name, text]) => {
      const bytes = Buffer.from(text, 'base64');
      return [name, new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))];
    }),
  );
}

/** A block of tests against healpy: skipped where it is not installed, failing for want of it where CI=true. */
export function describeWithHealpy(name: string, tests: () => void): void {
  if (python === undefined && process.env.CI === 'true') {
    test(`${name}: healpy and astropy are installed`, () => {
      expect(python, 'install python3-healpy and python3-astropy').toBeDefined();
    });
  }
  describe.skipIf(python === undefined)(python ? name : `${name} (no python with healpy and astropy found)`, tests);
}
