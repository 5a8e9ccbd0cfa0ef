/**
 * The common end of theory, simulation and measurement: an angular power spectrum.
 * C_ℓ = (1/4π)∫∫ P_ℓ f f = (1/(2ℓ+1)) Σ_m |a_ℓm|², healpy's convention; f is dimensionless relative intensity.
 * Arrays are indexed by ℓ from 0, as healpy's: `C[2]` is C_2.
 */
export interface Spectrum {
  /** Multipoles that are known, ascending. */
  readonly ell: readonly number[];
  /** C_ℓ without the noise, by ℓ from 0; 0 for every ℓ that is not in `ell`. */
  readonly C: Float64Array;
  /** Standard error of C, by ℓ like C. */
  readonly error?: Float64Array;
  /** White noise level N to be added to every C_ℓ. */
  readonly noise?: number;
  /** What made it: version, parameters, files. */
  readonly provenance: Provenance;
}

/** What a result says of its making. */
export interface Provenance {
  /** One line a reader understands: "theory, exact ℓ_max → ∞", "IceCube–HAWC 2019, digitised". */
  readonly label: string;
  /** Version of cranis that made it. */
  readonly version: string;
  /** All parameters, by the names of the parameter table. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** 1 … lMax */
export function multipoles(lMax: number): number[] {
  return Array.from({ length: lMax }, (_, i) => i + 1);
}

/** From one value per entry of `ell` to an array by ℓ from 0; 0 in the gaps. */
export function byMultipole(ell: readonly number[], values: ArrayLike<number>): Float64Array {
  const out = new Float64Array((ell.at(-1) ?? -1) + 1);
  ell.forEach((l, i) => {
    out[l] = values[i];
  });
  return out;
}

/** From an array by ℓ to the list of its values at these multipoles, as files and figures have them. */
export function atMultipoles(ell: readonly number[], values: ArrayLike<number>): number[] {
  return ell.map((l) => values[l]);
}

/** The array by ℓ, 0 for every multipole that is not in `ell`. */
export function onlyAt(ell: readonly number[], values: ArrayLike<number>): Float64Array {
  return byMultipole(ell, atMultipoles(ell, values));
}
