/**
 * cranis: from a turbulence model to the angular power spectrum of cosmic-ray arrival directions. Safe in a browser.
 * Units: c = r_g = 1, wavenumbers in 1/r_g, times in r_g/c; C_ℓ in healpy's convention.
 * @module cranis
 */

// Special functions
export { sineIntegral } from './math/sine-integral.ts';
export { sphericalBessel } from './math/spherical-bessel.ts';
export { sphericalBesselIntegrals } from './math/spherical-bessel-integral.ts';
export { wigner3j } from './math/wigner-3j.ts';
export { type Wigner3jFamily, wigner3jFamily } from './math/wigner-3j-family.ts';
export { wigner3j000, wigner3j000Squared } from './math/wigner-3j-zero.ts';
export { wigner6j } from './math/wigner-6j.ts';
// The model
export { type Correlation, correlationTensor, fieldCorrelation } from './model/correlation.ts';
export { CranisError } from './model/errors.ts';
export { createModel, type Model } from './model/model.ts';
export type { InputOf, ValueOf } from './model/parameter.ts';
export { PARAMETERS, type ParameterInput, type ParameterName, type ParameterValues } from './model/parameters.ts';
export type { Provenance, Spectrum } from './model/spectrum.ts';
export { type TableOfG, type Turbulence, type TurbulenceSpec, turbulence } from './model/turbulence.ts';
export type { Scale } from './model/units.ts';
// Measurements
export {
  type Coverage,
  type MeasuredOptions,
  type MeasuredSpectrum,
  parseMeasuredCsv,
} from './observation/measured.ts';
// The simulation
export type { Engine, Leg, Task, Trajectories } from './simulation/engine.ts';
export { type EngineName, loadEngine } from './simulation/engines.ts';
export { type SimulationInput, type SimulationModel, simulationModel } from './simulation/model.ts';
export { type Maps, mapOf, realisation } from './simulation/realisation.ts';
// The sky
export type { Alm } from './sky/alm.ts';
export { type FitsColumn, type FitsMapOptions, UNSEEN, writeFitsMap } from './sky/fits.ts';
export { type FitsMap, type FitsMapFile, type ReadFitsOptions, readFitsMap } from './sky/fits-read.ts';
export { type HarmonicTransform, harmonicTransform } from './sky/harmonics.ts';
export { ang2pix, pix2ang, pixelCentres, pixelCount } from './sky/healpix.ts';
export { nest2ring, ring2nest } from './sky/nested.ts';
export { mapSpectrum, pairSpectra, powerSpectrum } from './sky/spectra.ts';
// The theory
export * from './theory/index.ts';
