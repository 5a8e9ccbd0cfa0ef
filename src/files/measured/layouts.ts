/** The published tables that come with cranis: how each is recognised and read. data/README.md tells where they come from. */
import { pow } from '../../math/elementary/index.ts';
import { byMultipole } from '../../model/spectrum.ts';
import { VERSION } from '../../model/version.ts';
import { ascendingRows, type CsvRow, type CsvTable, failure, numberCell } from '../csv.ts';
import type { MeasuredSpectrum } from './measured.ts';

interface Layout {
  /** Columns that must all be there. */
  readonly columns: readonly string[];
  read(table: CsvTable): MeasuredSpectrum[];
}

const LAYOUTS: readonly Layout[] = [
  {
    columns: ['ell', 'digitisation_min', 'digitisation_max', 'tophat5deg_w2', 'c_window_corrected'],
    read: readMap2019,
  },
  { columns: ['ell', 'log10_e_gev', 'pseudo_c_ell', 'marker_visibility'], read: readIceCube2025 },
];

/**
 * The spectra of a table that comes with cranis, told by its columns: of the digitised HAWC–IceCube map of 2019 one, of the digitised
 * IceCube figure of 12 years one an energy, lowest first, without the markers that are strongly occluded. Undefined for another table.
 */
export function publishedSpectra(table: CsvTable): MeasuredSpectrum[] | undefined {
  return LAYOUTS.find(({ columns }) => columns.every((column) => table.header.includes(column)))?.read(table);
}

/** C is the last column, the smoothing window divided out; its bars are the range of digitising, scaled likewise. */
function readMap2019(table: CsvTable): MeasuredSpectrum[] {
  const at = columnsOf(table);
  const points = ascendingRows(table, table.rows, at('ell')).map(({ ell, row }) => {
    const [C, low, high, window] = ['c_window_corrected', 'digitisation_min', 'digitisation_max', 'tophat5deg_w2'].map(
      (name) => numberCell(table, row, at(name)),
    ) as [number, number, number, number];
    if (!(window > 0 && window <= 1)) throw failure(table, row, `the window ${window} is not between 0 and 1`);
    const errorLow = C - low / window;
    const errorHigh = high / window - C;
    // The columns are rounded to five digits, so that a bar may come out a rounding below zero.
    if (Math.min(errorLow, errorHigh) < -1e-4 * Math.abs(C)) {
      throw failure(table, row, `C = ${C} lies outside the range of its digitisation`);
    }
    return { ell, C, errorLow: Math.max(0, errorLow), errorHigh: Math.max(0, errorHigh) };
  });
  const label = 'HAWC–IceCube 2019, 10 TeV';
  const ell = points.map((p) => p.ell);
  const column = (name: 'C' | 'errorLow' | 'errorHigh') =>
    byMultipole(
      ell,
      points.map((p) => p[name]),
    );
  return [
    {
      ell,
      C: column('C'),
      errorLow: column('errorLow'),
      errorHigh: column('errorHigh'),
      errorMeaning: 'spread over twelve ways of digitising, not statistical errors',
      label,
      source: 'HAWC and IceCube, ApJ 871, 96 (2019), arXiv:1812.05682: sky map of relative intensity',
      digitised: true,
      noiseIncluded: true,
      energy: 10,
      coverage: { declination: [-88, 68], pseudo: false },
      roughAbove: 24,
      caveats: [
        'digitised from the published sky map, 5° smoothing divided out, sky cut divided by its fraction',
        'm = 0 is filtered out by the measurement',
      ],
      provenance: { label: `${label}, digitised`, version: VERSION, parameters: { file: table.file } },
    },
  ];
}

function readIceCube2025(table: CsvTable): MeasuredSpectrum[] {
  const at = columnsOf(table);
  const visibilities = ['clear', 'partly', 'occluded', 'strongly occluded'];
  const groups = new Map<number, CsvRow[]>();
  for (const row of table.rows) {
    const visibility = row.cells[at('marker_visibility')];
    if (!visibilities.includes(visibility)) {
      throw failure(
        table,
        row,
        `marker_visibility = ${visibility} is unknown`,
        `it is one of ${visibilities.join(', ')}`,
      );
    }
    const energy = numberCell(table, row, at('log10_e_gev'));
    if (energy < 0 || energy > 12) throw failure(table, row, `log10(E/GeV) = ${energy} is not between 0 and 12`);
    groups.set(energy, [...(groups.get(energy) ?? []), row]);
  }
  return [...groups]
    .sort(([a], [b]) => a - b)
    .flatMap(([logEnergy, rows]) => {
      const all = ascendingRows(table, rows, at('ell'));
      const used = all.filter(({ row }) => row.cells[at('marker_visibility')] !== 'strongly occluded');
      if (used.length === 0) return [];
      const ell = used.map((one) => one.ell);
      const C = byMultipole(
        ell,
        used.map(({ row }) => numberCell(table, row, at('pseudo_c_ell'))),
      );
      // ±2 % is stated for clear markers only.
      const withoutError = used
        .filter(({ row }) => row.cells[at('marker_visibility')] !== 'clear')
        .map((one) => one.ell);
      const error = C.map((value, l) => (withoutError.includes(l) ? 0 : 0.02 * Math.abs(value)));
      const energy = pow(10, logEnergy - 3);
      const label = `IceCube 2025, ${energy < 1000 ? `${Number(energy.toPrecision(2))} TeV` : `${Number((energy / 1000).toPrecision(2))} PeV`}`;
      const left = all.length - used.length;
      const omitted = left === 0 ? [] : [`${left} strongly occluded marker${left === 1 ? '' : 's'} left out`];
      return {
        ell,
        C,
        errorLow: error,
        errorHigh: error,
        withoutError,
        errorMeaning: 'digitisation, ±2 % for clearly visible markers',
        label,
        source: 'IceCube, ApJ 981, 182 (2025), arXiv:2412.05046',
        digitised: true,
        energy,
        coverage: { declination: [-90, -25] as const, pseudo: true },
        caveats: [
          'digitised from the published figure',
          'pseudo-C_ℓ of a partial sky, to be compared with theory only after coupling it through that sky’s mask',
          ...omitted,
        ],
        provenance: {
          label: `${label}, digitised pseudo-C_ℓ`,
          version: VERSION,
          parameters: { file: table.file, log10Energy: logEnergy },
        },
      };
    });
}

function columnsOf(table: CsvTable): (name: string) => number {
  return (name) => table.header.indexOf(name);
}
