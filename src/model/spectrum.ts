/**
 * The common end of theory, simulation and measurement: an angular power spectrum.
 * C_ℓ = (1/4π)∫∫ P_ℓ f f = (1/(2ℓ+1)) Σ_m |a_ℓm|², healpy's convention; f is dimensionless relative intensity.
 */
export interface Spectrum {
  /** Multipoles, ascending. */
  readonly ell: readonly number[];
  /** C_ℓ without the noise, one per entry of `ell`. */
  readonly C: readonly number[];
  /** Standard error of C, one per entry of `ell`. */
  readonly error?: readonly number[];
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
