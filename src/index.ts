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
export type { BestFit } from './observation/best-fit.ts';
export { couplingMatrix, type MultipoleMatrix } from './observation/coupling.ts';
export { type CoverageOptions, coverageFor, type SkyCoverage } from './observation/coverage.ts';
export { type Band, type Decoupling, type DecouplingOptions, decoupling } from './observation/decouple.ts';
export { exactBands, type Interval, type ScatterBands } from './observation/expected-sky.ts';
// Fits
export { type Chain, type Fit, type FitOptions, fitSpectrum, samplesOf } from './observation/fit.ts';
// What an observatory sees
export {
  type CoupledOptions,
  coupledData,
  type DirectOptions,
  directData,
  type FitData,
  type Measurement,
} from './observation/fit-data.ts';
export { defaultPriors, type FitName, type FitParameters, type Prior } from './observation/fit-parameters.ts';
export { type CurveBand, type ParameterSummary, type Summary, summarise } from './observation/fit-summary.ts';
export type { FastTheory, TheoryParameters, TheorySetup } from './observation/fit-theory.ts';
export type { FitPoint, Likelihood, LikelihoodKind } from './observation/likelihood.ts';
// Measurements
export {
  type Coverage,
  type MeasuredOptions,
  type MeasuredSpectrum,
  parseMeasuredCsv,
} from './observation/measured.ts';
export type { FitProblem, Posterior, PriorKind } from './observation/posterior.ts';
export {
  type PseudoModel,
  type PseudoModelOptions,
  type PseudoMoments,
  pseudoModel,
} from './observation/pseudo-model.ts';
export { type PseudoSpectrumOptions, pseudoSpectra } from './observation/pseudo-spectrum.ts';
export type { Ensemble } from './observation/sampler.ts';
export { analyseSky, type SkyAnalysis, type SkyAnalysisOptions } from './observation/sky-analysis.ts';
export { type SyntheticSkyOptions, syntheticSkies } from './observation/synthetic.ts';
export type { Removal, Treatment } from './observation/treatment.ts';
// The simulation
export type { Engine, Leg, Task, Trajectories } from './simulation/engine.ts';
export { type EngineName, loadEngine } from './simulation/engines.ts';
export { type SimulationInput, type SimulationModel, simulationModel } from './simulation/model.ts';
export { type Maps, mapOf, realisation } from './simulation/realisation.ts';
// The sky
export type { Alm } from './sky/alm.ts';
export { type Apodisation, apodise } from './sky/apodise.ts';
export { type FitsColumn, type FitsMapOptions, UNSEEN, writeFitsMap } from './sky/fits.ts';
export { type FitsMap, type FitsMapFile, type ReadFitsOptions, readFitsMap } from './sky/fits-read.ts';
export { type HarmonicTransform, harmonicTransform } from './sky/harmonics.ts';
export { ang2pix, pix2ang, pixelCentres, pixelCount } from './sky/healpix.ts';
export { bandMask, combineMasks, createMask, type Mask } from './sky/mask.ts';
export { nest2ring, ring2nest } from './sky/nested.ts';
export { mapSpectrum, pairSpectra, powerSpectrum } from './sky/spectra.ts';
// The theory
export * from './theory/index.ts';
