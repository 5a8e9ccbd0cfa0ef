/** Spectra of the three displacement maps of one realisation at one time, for either sampling of the sky. */

import { removeMonopole, removeMonopoleDipole } from '../sky/dipole.ts';
import { alternateRingSpectra, halvesSpectra } from '../sky/halves.ts';
import type { HarmonicTransform } from '../sky/harmonics.ts';
import { pairSpectra, powerSpectrum, shotNoise } from '../sky/spectra.ts';

export interface DisplacementSpectra {
  /** C_ℓ of each component, shot noise included: [component, ℓ]. */
  readonly spectrum: Float64Array;
  /** Cross-spectra between disjoint halves: [component, ℓ]. */
  readonly halfSpectrum: Float64Array;
  /** [component]: the shot noise itself for random directions, an upper bound for pixel centres (see `aliasedNoise`). */
  readonly noiseLevel: Float64Array;
}

interface Axes {
  readonly ell: readonly number[];
  readonly ellHalf: readonly number[];
}

/**
 * @param transform of the map's N_side where the directions are pixel centres; undefined for independent random directions
 * @param directions x, y, z interleaved
 * @param displacement Δr, [component, direction]
 */
export function displacementSpectra(
  transform: HarmonicTransform | undefined,
  directions: Float64Array,
  displacement: Float64Array,
  { ell, ellHalf }: Axes,
): DisplacementSpectra {
  const count = directions.length / 3;
  const maps = [0, 1, 2].map((c) => displacement.subarray(c * count, (c + 1) * count));
  const halves = ellHalf.length;
  if (transform) {
    const cross = withoutDipole(
      directions,
      maps,
      (values) => alternateRingSpectra(transform, values).map((C) => ({ C: C.subarray(0, halves), shotNoise: 0 })),
      halves - 1,
    );
    return {
      spectrum: concatenate(transform.analyse(maps).map((alm) => powerSpectrum(alm))), // healpy's anafast
      halfSpectrum: concatenate(cross.map(({ C }) => C)),
      noiseLevel: noiseOfPixels(transform, directions, maps),
    };
  }
  const even = Uint8Array.from({ length: count }, (_, i) => i % 2);
  const pairs = withoutDipole(
    directions,
    maps,
    (values, lMax) => pairSpectra(directions, values, lMax),
    ell.length - 1,
  );
  const cross = withoutDipole(
    directions,
    maps,
    (values, lMax) => halvesSpectra(directions, values, lMax, even).map((C) => ({ C, shotNoise: 0 })),
    halves - 1,
  );
  return {
    spectrum: concatenate(pairs.map(({ C, shotNoise }) => C.map((c) => c + shotNoise))),
    halfSpectrum: concatenate(cross.map(({ C }) => C)),
    noiseLevel: Float64Array.from(pairs, (pair) => pair.shotNoise),
  };
}

interface Estimate {
  readonly C: Float64Array;
  readonly shotNoise: number;
}

/** Rounds of the analysis of what is beside the dipole: more of them where maps are small. */
const rounds = (nSide: number) => (nSide < 16 ? 6 : 3);

/**
 * Level of the noise of maps at pixel centres. While particles fly nearly straight the dipole is all but everything, and the
 * few 1e-4 of it that iterated sums over pixels leave behind would be more than there is of all else: the fitted monopole and
 * dipole, which have no noise, take no part in it.
 */
function noiseOfPixels(
  transform: HarmonicTransform,
  directions: Float64Array,
  maps: readonly Float64Array[],
): Float64Array {
  const rest = maps.map((map) => removeMonopoleDipole(directions, map));
  const spectra = transform.analyse(rest, { iterations: rounds(transform.nSide) }).map((alm) => powerSpectrum(alm));
  // A variance: what is below zero is the rounding of a map that is smooth.
  return Float64Array.from(spectra, (C, c) => Math.max(0, shotNoise(C, meanSquare(rest[c]), rest[c].length)));
}

/**
 * On scattered directions, and on half of the pixels, the strong low multipoles disturb all others: ℓ ≥ 2 are
 * estimated from the map less its fitted monopole and dipole, ℓ = 1 from the map less its mean. The fit is of four numbers
 * to N values, so what it takes of ℓ ≥ 2 is of the order 1/N of the noise.
 */
function withoutDipole(
  directions: Float64Array,
  maps: readonly Float64Array[],
  estimate: (values: readonly Float64Array[], lMax: number) => Estimate[],
  lMax: number,
): Estimate[] {
  const higher = estimate(
    maps.map((map) => removeMonopoleDipole(directions, map)),
    lMax,
  );
  const dipole = estimate(
    maps.map((map) => removeMonopole(map)),
    1,
  );
  const mean = estimate(maps, 0);
  return higher.map(({ C, shotNoise }, c) => {
    C[0] = mean[c].C[0];
    C[1] = dipole[c].C[1];
    return { C, shotNoise };
  });
}

const meanSquare = (map: Float64Array) => map.reduce((sum, f) => sum + f * f, 0) / map.length;

function concatenate(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
