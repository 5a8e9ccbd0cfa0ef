import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readCsv } from '../../src/files/csv.ts';
import { publishedSpectra } from '../../src/files/measured/layouts.ts';
import { VERSION } from '../../src/model/version.ts';
import { DATA_FILES, dataPath, packagedSpectra } from '../../src/node/packaged-data.ts';

const read = (text: string) => publishedSpectra(readCsv(text, 'runs/own.csv'))!;

describe('HAWC–IceCube 2019, digitised', () => {
  const [spectrum, ...others] = packagedSpectra('hawcIceCube2019');
  const rows = readFileSync(dataPath(DATA_FILES.hawcIceCube2019), 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(',').map(Number));

  test('one spectrum, ℓ = 1 … 30, C from the last column', () => {
    expect(others).toEqual([]);
    expect(spectrum.ell).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    expect([...spectrum.C]).toEqual([0, ...rows.map((row) => row[5])]);
  });

  test('the dipole is that of the paper: δ = √(9 C_1 / 4π) is √(9.16² + 7.25²)e-4 to 1.5 %', () => {
    const dipole = Math.sqrt((9 * spectrum.C[1]) / (4 * Math.PI));
    expect(Math.abs(dipole / (1e-4 * Math.hypot(9.16, 7.25)) - 1)).toBeLessThan(0.015);
  });

  test('bars are the range of digitising, divided by the same window: relative error < 1e-4 (five digits in the file)', () => {
    rows.forEach(([ell, smoothed, low, high]) => {
      const C = spectrum.C[ell];
      expect(Math.abs((C - spectrum.errorLow![ell]) / C - low / smoothed)).toBeLessThan(1e-4);
      expect(Math.abs((C + spectrum.errorHigh![ell]) / C - high / smoothed)).toBeLessThan(1e-4);
    });
  });

  test('it says that it is digitised, and that its bars are no standard errors', () => {
    expect(spectrum.digitised).toBe(true);
    expect(spectrum.error).toBeUndefined();
    expect(spectrum.errorMeaning).toContain('not statistical');
    expect(spectrum.coverage).toMatchObject({ pseudo: false });
    expect(spectrum.provenance).toMatchObject({
      version: VERSION,
      parameters: { file: `data/${DATA_FILES.hawcIceCube2019}` },
    });
  });
});

describe('IceCube 2025, digitised', () => {
  const spectra = packagedSpectra('iceCube2025');

  test('eight or so energies, rising, each a pseudo-C_ℓ of a partial sky', () => {
    const energies = spectra.map((spectrum) => spectrum.energy!);
    expect(energies[0]).toBeCloseTo(10 ** 1.114, 9);
    expect(energies).toEqual([...energies].sort((a, b) => a - b));
    for (const spectrum of spectra) {
      expect(spectrum.coverage).toMatchObject({ pseudo: true });
      expect(spectrum.digitised).toBe(true);
      expect(spectrum.caveats.join()).toContain('partial sky');
    }
  });

  test('every marker but the strongly occluded is there, with ±2 % where it is clear and nothing where it is not', () => {
    const rows = readFileSync(dataPath(DATA_FILES.iceCube2025), 'utf8')
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(','));
    const used = rows.filter((row) => row[4] !== 'strongly occluded');
    expect(spectra.flatMap(({ ell }) => ell)).toHaveLength(used.length);
    expect(used.length).toBeLessThan(rows.length);
    for (const [ell, logEnergy, , C, visibility] of used) {
      const spectrum = spectra.find((s) => Math.abs(Math.log10(s.energy!) + 3 - Number(logEnergy)) < 1e-9)!;
      const l = Number(ell);
      expect(spectrum.C[l]).toBe(Number(C));
      const error = spectrum.errorHigh![l];
      expect(spectrum.withoutError!.includes(l)).toBe(visibility !== 'clear');
      if (visibility === 'clear') expect(error / spectrum.C[l]).toBeCloseTo(0.02, 12);
      else expect(error).toBe(0);
    }
  });

  test('labels name the energy in the fitting unit', () => {
    expect(spectra.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['IceCube 2025, 13 TeV', 'IceCube 2025, 1.5 PeV']),
    );
  });
});

describe('damaged files of the package’s kinds', () => {
  const map =
    'ell,C_from_5deg_smoothed_figure_over_fsky,digitisation_min,digitisation_max,tophat5deg_W2,C_window_corrected\n';
  const cubes = 'ell,log10_E_GeV,png_row,pseudo_C_ell,marker_visibility\n';
  test.each([
    [`${map}1,2e-6,1e-6,3e-6,0,2e-6`, /:2: the window 0 is not between 0 and 1/],
    [`${map}1,2e-6,2.5e-6,3e-6,1,2e-6`, /:2: C = 0\.000002 lies outside the range/],
    [`${map}1,2e-6,1e-6,3e-6,1,`, /:2: c_window_corrected is missing/],
    [`${cubes}1,4.1,1,1e-8,visible`, /:2: marker_visibility = visible is unknown/],
    [`${cubes}1,4.1,1,1e-8,clear\n1,4.1,1,1e-8,clear`, /:3: ℓ = 1 does not rise above 1/],
    [`${cubes}1,41,1,1e-8,clear`, /:2: log10\(E\/GeV\) = 41 is not between/],
  ])('%j', (text, message) => expect(() => read(text)).toThrow(message));

  test('an energy with nothing but occluded markers is no spectrum', () => {
    expect(read(`${cubes}1,4.1,1,1e-8,strongly occluded\n1,5,1,1e-8,clear`)).toHaveLength(1);
  });
});
