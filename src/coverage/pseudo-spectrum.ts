/** The pseudo-C_ℓ of maps: what is seen of the sky, treated in the order that {@link Treatment} states. */
import { CranisError } from '../model/errors.ts';
import { createHarmonicTransform } from '../sky/harmonics.ts';
import { pixelCentres, rings } from '../sky/healpix.ts';
import type { Mask } from '../sky/mask.ts';
import { powerSpectrum } from '../sky/spectra.ts';
import type { SkyCoverage } from './coverage.ts';
import { type Treatment, templateCount } from './treatment.ts';

/** Multipoles. */
export interface PseudoSpectrumOptions {
  /** Largest multipole; 3 N_side − 1 by default. */
  readonly lMax?: number;
}

/**
 * C̃_ℓ, ℓ = 0 … lMax, of maps in ring order, all of the N_side of the coverage's pixels; what they hold where the weight is zero is
 * ignored.
 * @param coverage one with pixels: of a mask, or of an N_side
 */
export function pseudoSpectra(coverage: SkyCoverage, options: PseudoSpectrumOptions = {}) {
  const { iterations } = coverage;
  const mask = pixelsOf(coverage);
  const { lMax = 3 * mask.nSide - 1 } = options;
  const treat = treatment(mask, coverage.treatment);
  const transform = createHarmonicTransform(mask.nSide, lMax);
  return (maps: readonly Float64Array[]): Float64Array[] =>
    transform.analyse(maps.map(treat), { iterations }).map((alm) => powerSpectrum(alm));
}

/** The weights of a coverage's pixels; throws a CranisError where it has none. */
export function pixelsOf({ pixels, label }: SkyCoverage): Mask {
  if (pixels) return pixels;
  throw new CranisError(`${label}: declinations that are taken exactly have no pixels`, {
    where: 'nSide',
    hint: 'make the coverage with the `nSide` of the maps',
  });
}

/**
 * Steps 1 to 3 of the treatment: a map becomes weight × what is left of it, zero where it is not observed. Throws a
 * CranisError for a map of another size, or a value that is not finite where there is weight.
 */
export function treatment(
  mask: Mask,
  { remove = 'none', withoutM0 = false }: Treatment,
): (map: Float64Array) => Float64Array {
  const { nSide, weights } = mask;
  const templates = orthonormalTemplates(mask, templateCount(remove));
  const { count, start, size } = rings(nSide);

  const withoutTemplates = (values: Float64Array) => {
    for (const template of templates) {
      let share = 0;
      for (let p = 0; p < values.length; p++) share += template[p] * values[p];
      for (let p = 0; p < values.length; p++) values[p] -= share * template[p];
    }
  };
  const withoutRingMeans = (values: Float64Array) => {
    for (let r = 0; r < count; r++) {
      const end = start[r] + size[r];
      let [sum, seen] = [0, 0];
      for (let p = start[r]; p < end; p++) {
        if (weights[p] === 0) continue;
        sum += values[p];
        seen++;
      }
      if (seen > 0) for (let p = start[r]; p < end; p++) if (weights[p] > 0) values[p] -= sum / seen;
    }
  };

  return (map) => {
    if (map.length !== weights.length) {
      throw new CranisError(`a map of ${map.length} pixels under a mask of ${weights.length}`, {
        where: 'mask',
        hint: 'bring both to one N_side',
      });
    }
    const values = new Float64Array(map.length);
    for (let p = 0; p < map.length; p++) {
      if (weights[p] === 0) continue;
      if (!Number.isFinite(map[p])) {
        throw new CranisError(`pixel ${p} of the map is ${map[p]}`, { where: 'map', hint: 'mask pixels without data' });
      }
      values[p] = map[p];
    }
    withoutTemplates(values);
    if (withoutM0) withoutRingMeans(values);
    for (let p = 0; p < values.length; p++) values[p] *= weights[p];
    return values;
  };
}

/** 1, and x, y, z, orthonormal over the observed pixels (Gram & Schmidt, twice over), zero elsewhere. */
function orthonormalTemplates({ nSide, weights }: Mask, n: number): Float64Array[] {
  if (n === 0) return [];
  const centres = pixelCentres(nSide);
  const templates: Float64Array[] = [];
  for (let a = 0; a < n; a++) {
    const template = weights.map((w, p) => (w > 0 ? (a === 0 ? 1 : centres[3 * p + a - 1]) : 0));
    const before = norm(template);
    for (let round = 0; round < 2; round++) {
      for (const other of templates) {
        let share = 0;
        for (let p = 0; p < template.length; p++) share += other[p] * template[p];
        for (let p = 0; p < template.length; p++) template[p] -= share * other[p];
      }
    }
    const left = norm(template);
    if (!(left > 1e-6 * before)) {
      throw new CranisError('the observed sky does not fix a monopole and a dipole', {
        where: 'remove',
        hint: 'remove the monopole alone, or nothing',
      });
    }
    templates.push(template.map((value) => value / left));
  }
  return templates;
}

const norm = (values: Float64Array) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
