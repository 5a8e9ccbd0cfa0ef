/** The one reader of spectra: JSON and CSV, of cranis and of the user's own. */
import { FULL_SKY } from '../../coverage/sky-statement.ts';
import { CranisError } from '../../model/errors.ts';
import { type CsvTable, readCsv } from '../csv.ts';
import { looksLikeJson, parseJson } from '../json-text.ts';
import { publishedSpectra } from '../measured/layouts.ts';
import { recordOfTable } from '../records/csv-record.ts';
import { KINDS, type Kind } from '../records/kinds.ts';
import { checkRecord, recognise, SPECTRUM_HINT } from '../records/read.ts';
import type { AnyRecord, RecordOf } from '../records/records.ts';
import { kindOfTable, readFirstTable } from './first-tables.ts';
import {
  analysisSpectra,
  fitSpectrum,
  measuredSpectrum,
  observationSpectrum,
  skySpectrum,
  spectrumOf,
} from './of-records.ts';
import { ownRecord } from './own-table.ts';
import { spectraOfPart } from './parts.ts';
import type { SpectrumFile } from './spectrum-file.ts';

/**
 * The spectra of a file, with everything that it records of them: noise and whether C contains it, errors, the sky that was seen and what
 * was done to its map, bands, units, parameters, version. It reads what `cranis spectrum`, `analyse`, `sky`, `observe` and `fit` write as
 * JSON, and the first four as CSV; the published tables that come with cranis; and the user's own: JSON with `ell`, `C` and if known
 * `error` (or `errorLow` and `errorHigh`), `noise`, `noiseIncluded`, `coverage` …, and tables with columns of these names whose comments
 * `# key: value` say the rest. docs/files.md lists all keys.
 * @param file its name, for messages and labels
 * @throws CranisError of one line, with file and line or key, for anything that does not make sense, and for a file of another kind
 */
export async function readSpectra(text: string, file: string): Promise<SpectrumFile> {
  if (looksLikeJson(text) || /\.json$/iu.test(file)) return ofJson(parseJson(text, file, SPECTRUM_HINT), file);
  const table = readCsv(text, file);
  const record = recordOfTable(table);
  if (record) return spectraOf(await checkRecord(agreeing(record, table), file), file);
  const kind = kindOfTable(table);
  if (kind !== undefined) return ofFirstTable(kind, table);
  const published = publishedSpectra(table);
  if (published) {
    const spectra = published.map((one) => ({
      ...one,
      sky: { ...FULL_SKY, pseudo: one.coverage?.pseudo === true },
      errorsAreTotal: false,
    }));
    return { file, kind: 'measured', version: undefined, parameters: {}, units: undefined, spectra };
  }
  return measuredSpectrum((await checkRecord(ownRecord(table), file)) as RecordOf<'measured'>, file, 'table');
}

async function ofJson(content: unknown, file: string): Promise<SpectrumFile> {
  const { kind, record } = recognise(content, file);
  const isFirst = (content as { readonly kind?: unknown }).kind === undefined && kind !== 'measured';
  if (!isFirst) return spectraOf(await checkRecord(content, file), file);
  if (kind === 'matrix' || kind === 'mixing') throw noSpectrum(kind, file);
  return spectraOfPart(kind, record, file);
}

/** The spectra that a record holds. @param file a name for it. @throws CranisError where it holds a matrix */
export function spectraOf(record: AnyRecord, file: string): SpectrumFile {
  switch (record.kind) {
    case 'spectrum':
      return spectrumOf(record, file);
    case 'analysis':
      return analysisSpectra(record, file);
    case 'sky':
      return skySpectrum(record, file);
    case 'observation':
      return observationSpectrum(record, file);
    case 'fit':
      return fitSpectrum(record, file);
    case 'matrix':
    case 'mixing':
      throw noSpectrum(record.kind, file);
    default:
      return measuredSpectrum(record as RecordOf<'measured'>, file);
  }
}

async function ofFirstTable(kind: Kind, table: CsvTable): Promise<SpectrumFile> {
  if (kind === 'spectrum' || kind === 'sky' || kind === 'observation' || kind === 'analysis') {
    return readFirstTable(kind, table);
  }
  throw noSpectrum(kind, table.file);
}

const INSTEAD: Readonly<Partial<Record<Kind, string>>> = {
  matrix: 'give what cranis spectrum makes of the same model',
  mixing: 'give what cranis analyse makes of the same run, as JSON',
  fit: 'give the JSON file of the fit, or the data that were fitted',
};

function noSpectrum(kind: Kind, file: string): CranisError {
  const name = kind === 'fit' ? 'the curve of a fit' : KINDS[kind].name;
  return new CranisError(`${file} is ${name} (kind ${kind}), not a spectrum`, { where: file, hint: INSTEAD[kind]! });
}

/** Comments for people that were edited must not be passed over: those of the noise are all that could be. */
function agreeing(record: Record<string, unknown>, { comments, file }: CsvTable): Record<string, unknown> {
  const fail = (line: string) =>
    new CranisError(`${file}: the comment “# ${line}” contradicts “# record = …”`, {
      where: file,
      hint: 'change the noise in the line “# record = …” too, or leave that line out',
    });
  for (const line of comments) {
    const [, key, value] = /^(noise|noise included)\s*[:=]\s*([^;\s]+)/u.exec(line) ?? [];
    if (key === 'noise' && Number(value) !== record.noise) throw fail(line);
    if (key === 'noise included' && (value === 'yes') !== record.noiseIncluded) throw fail(line);
  }
  return record;
}
