/**
 * Damaged texts: spectra of every kind in JSON and CSV, tables of g, model files. Values are replaced by extreme ones, keys and lines go,
 * come twice or change places, and bytes break. What is still read goes through what commands make of it.
 */
import { readFileSync } from 'node:fs';
import { parseConfig } from '../../src/files/model-file/config.ts';
import { parseTable } from '../../src/files/model-file/table.ts';
import { readRecord } from '../../src/files/records/read.ts';
import { readSpectra } from '../../src/files/spectra/read.ts';
import { measurementOf, ofWholeSky } from '../../src/files/spectra/views.ts';
import { CranisError } from '../../src/model/errors.ts';
import { resolveModel } from '../../src/model/model.ts';
import type { Statements } from '../../src/model/statements.ts';
import { sourceOfFile } from '../../src/studies/fit/source.ts';
import { observeStudy } from '../../src/studies/observe/study.ts';
import { spectrumStudy } from '../../src/studies/spectrum/study.ts';
import { type FuzzKind, finite, mutate, type Random } from './mutations.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const bytes = (text: string) => new TextEncoder().encode(text);
const integer = (random: Random, n: number) => Math.floor(random() * n);
const pick = <T>(random: Random, from: readonly T[]): T => from[integer(random, from.length)];

// biome-ignore format: a list of words
const WORDS = [
  '1e308', '1e300', '-1e300', '5e-324', '1e-300', '1e999', '0', '-0', '-1', '1e50', '1e6', '0.5', '99999999999', 'null', 'true', '[]', '{}',
  '""', '"icecube"', '"dipole"', '[0,1]', 'NaN', '0x10', '−3', '# noise: 1e300', '# record = {}', '# noise = -1', 'exact', '10 pc', '"4uG"',
];

/** A number somewhere becomes another one, a line or a key goes, comes twice or changes places; or bytes break. */
function damage(text: string, random: Random): Uint8Array {
  if (random() < 0.25) return mutate(bytes(text), WORDS, random);
  let changed = text;
  for (let change = integer(random, 3); change >= 0; change--) {
    const values = [...changed.matchAll(/(?<=[:,[= ]\s*)(-?\d[\w.+-]*|"[^"\n]*"|true|false|null)/gu)];
    const lines = changed.split('\n');
    const at = integer(random, lines.length);
    const place = random();
    if (place < 0.7 && values.length > 0) {
      const { index, 0: old } = pick(random, values);
      changed = changed.slice(0, index) + pick(random, WORDS) + changed.slice(index + old.length);
    } else if (place < 0.85) {
      changed = lines.toSpliced(at, 1, ...(random() < 0.5 ? [] : [lines[at], lines[at]])).join('\n');
    } else {
      const other = integer(random, lines.length);
      changed = lines.with(at, lines[other]).with(other, lines[at]).join('\n');
    }
  }
  return bytes(changed);
}

/** What `observe` and `fit` make of a file of spectra, where it is read at all. */
async function checkSpectra(name: string, text: string): Promise<void> {
  const { spectra } = await readSpectra(text, name);
  for (const one of spectra) {
    for (const values of [one.C, one.error, one.errorLow, one.errorHigh, one.pseudo?.C, one.pseudo?.error]) {
      if (values) finite('a value', values);
    }
    finite('the noise', [one.noise ?? 0]);
    await attempt(() => finite('a measured value', sourceOfFile(one).spectrum.C));
    await attempt(() => finite('a measured value', measurementOf(one).spectrum.C));
  }
  const one = spectra.at(-1)!;
  await attempt(async () => {
    const { moments, bands, pseudoNoise, beyond } = await observeStudy({
      spectrum: ofWholeSky(one),
      sky: { name: 'icecube', nSide: 2 },
      lMax: 3,
    });
    for (const values of [
      moments.mean,
      moments.covariance.values,
      bands.median,
      bands.band95.high,
      pseudoNoise,
      beyond,
    ]) {
      finite('an expectation', values);
    }
  });
}

async function checkModel(statements: Statements): Promise<void> {
  const model = resolveModel({ ...statements, lMax: { raw: 3, label: 'lMax' }, ells: { raw: '1..3', label: 'ells' } });
  const { spectrum } = await spectrumStudy({ model });
  finite('C_ℓ', spectrum.C);
}

/** One line is an answer too. */
async function attempt(work: () => unknown): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof CranisError)) throw error;
    if (/\n/u.test(`${error.message}${error.hint}`)) throw new Error(`not one line: ${error.message}`);
  }
}

export function texts(): FuzzKind[] {
  const kind = (path: string, check: (name: string, text: string) => Promise<void>): FuzzKind => {
    const text = read(path);
    return {
      name: path,
      ending: path.replace(/^.*(?=\.)/u, ''),
      original: bytes(text),
      words: WORDS,
      damage: (random) => damage(text, random),
      check: (_path, changed) => check(path, new TextDecoder().decode(changed)),
    };
  };
  const first = (name: string) => `test/cases/version-0.1.0/${name}`;
  return [
    ...['spectrum.json', 'spectrum.csv', 'sky.json', 'sky.csv', 'observation.json', 'observation.csv'].map((name) =>
      kind(first(name), checkSpectra),
    ),
    ...['analysis.json', 'analysis.csv', 'fit.json'].map((name) => kind(first(name), checkSpectra)),
    ...['today.csv', 'sky.csv', 'own.json', 'own.csv'].map((name) => kind(`test/cases/spectra/${name}`, checkSpectra)),
    kind(first('matrix.json'), async (name, text) => void (await readRecord(text, name))),
    kind('examples/two-component.csv', (name, text) =>
      checkModel({ table: { raw: parseTable(text, name), label: name } }),
    ),
    kind('examples/kolmogorov.toml', (name, text) => checkModel(parseConfig(text, name).statements)),
  ];
}
