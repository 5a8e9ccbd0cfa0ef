/** Tables that cranis 0.1.0 wrote as CSV: what their columns and comments tell. */
import { ascendingRows, type CsvRow, type CsvTable, failure, numberCell, stated } from '../csv.ts';
import { byTime, type TableKind } from '../records/csv-record.ts';
import type { Kind } from '../records/kinds.ts';
import { spectraOfPart } from './parts.ts';
import type { SpectrumFile } from './spectrum-file.ts';

/** Which kind of table it is by its columns; undefined if none of cranis. */
export function kindOfTable({ header }: CsvTable): Kind | undefined {
  const has = (...names: string[]) => names.every((name) => header.includes(name));
  if (has('ell', 'c', 'c_plus_noise')) return 'spectrum';
  if (has('ell', 'ell0', 'simulated')) return 'mixing';
  if (has('ell', 'ell0', 'm')) return 'matrix';
  if (has('time', 'ell', 'c', 'halves')) return 'analysis';
  if (has('ell', 'c', 'pseudo', 'pseudo_noise')) return 'observation';
  if (has('ell', 'pseudo', 'c', 'error')) return 'sky';
  if (has('ell', 'power', 'pull')) return 'fit';
  return undefined;
}

/** The spectra of a table of one of these kinds. What it tells is held against the schema of the kind. */
export function readFirstTable(kind: TableKind, table: CsvTable): Promise<SpectrumFile> {
  return spectraOfPart(kind, PARTS[kind](table), table.file);
}

type Part = Readonly<Record<string, unknown>>;

const PARTS: Readonly<Record<TableKind, (table: CsvTable) => Part>> = {
  spectrum: spectrumPart,
  sky: skyPart,
  observation: observationPart,
  analysis: analysisPart,
};

function spectrumPart(table: CsvTable): Part {
  const parameters = parametersOf(table, true);
  const C = column(table, 'C');
  // Without the comments, the columns still tell the noise: best where C_ℓ is least.
  const noise = parameters.noise ?? Math.max(0, column(table, 'C_plus_noise').at(-1)! - C.at(-1)!);
  return { version: versionOf(table), ell: multipolesOf(table, table.rows), C, noise, parameters };
}

function skyPart(table: CsvTable): Part {
  const noise = table.comments.map((one) => /^noise: (.+)$/u.exec(one)?.[1]).find((one) => one !== undefined);
  return {
    version: versionOf(table),
    ell: multipolesOf(table, table.rows),
    pseudo: column(table, 'pseudo'),
    C: column(table, 'C'),
    error: column(table, 'error'),
    noise: noise === undefined ? null : numberOf(table, 'the noise', noise),
    coverage: coverageOf(table),
    parameters: parametersOf(table),
  };
}

function observationPart(table: CsvTable): Part {
  const parameters = parametersOf(table);
  return {
    version: versionOf(table),
    ell: multipolesOf(table, table.rows),
    C: column(table, 'C'),
    pseudo: column(table, 'pseudo'),
    pseudoNoise: column(table, 'pseudo_noise'),
    error: column(table, 'error'),
    noise: parameters.noise,
    coverage: coverageOf(table),
    parameters,
  };
}

function analysisPart(table: CsvTable): Part {
  const rows = (name: string) => byTime(table, table.header.indexOf(name));
  const times = rows('time').map(([time]) => time!);
  const ell = rows('ell');
  const other = ell.findIndex((row) => row.length !== ell[0].length || row.some((l, i) => l !== ell[0][i]));
  if (other >= 0)
    throw failure(table, table.rows[0], `t = ${times[other]} lists other multipoles than t = ${times[0]}`);
  const realisations = /ensemble of (\d+) realisation/u.exec(table.comments[0] ?? '')?.[1];
  const diffusion = times.map((time) => {
    const line = table.comments.find((one) => one.startsWith(`t = ${time}: `));
    return numberOf(table, 'the diffusion coefficient', /diffusion = (\S+)/u.exec(line ?? '')?.[1] ?? '');
  });
  return {
    version: versionOf(table),
    times,
    ell: multipolesOf(table, table.rows.slice(0, ell[0].length)),
    C: rows('c') as number[][],
    error: rows('error'),
    diffusion,
    realisations: numberOf(table, 'the number of realisations', realisations ?? ''),
    scatteringRate: times.map(() => null),
    parameters: parametersOf(table, true),
  };
}

function multipolesOf(table: CsvTable, rows: readonly CsvRow[]): number[] {
  return ascendingRows(table, rows, table.header.indexOf('ell'), 0).map(({ ell }) => ell);
}

function column(table: CsvTable, name: string): number[] {
  const at = table.header.indexOf(name.toLowerCase());
  return table.rows.map((row) => numberCell(table, row, at));
}

const versionOf = ({ comments }: CsvTable) => /^cranis (\S+);/u.exec(comments[0] ?? '')?.[1] ?? '0.1.0';

/** `# name = value`; of a model `# name = value unit (value in another unit); meaning`. */
function parametersOf(table: CsvTable, ofModel = false): Record<string, unknown> {
  return Object.fromEntries(
    stated(table).map(([name, whole]) => [name, parsed(ofModel ? whole.split(/[ ;]/u)[0] : whole)]),
  );
}

/** Numbers, lists and true and false as JSON has them; everything else is text. */
function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY ? text : value;
  } catch {
    return text;
  }
}

/** `# sky = label; fSky = 0.27; source` */
function coverageOf(table: CsvTable): { readonly label?: string; readonly fSky?: number } {
  const sky = stated(table).find(([name]) => name === 'sky')?.[1];
  const [, label, fSky] = /^(.*?); fSky = ([^;]+)/u.exec(sky ?? '') ?? [];
  return label === undefined ? {} : { label, fSky: numberOf(table, 'fSky', fSky) };
}

function numberOf(table: CsvTable, name: string, text: string): number {
  const value = Number(text);
  if (text !== '' && Number.isFinite(value) && value >= 0) return value;
  throw failure(table, table.rows[0], `the comments above do not say ${name}`, 'give the JSON file of the same result');
}
