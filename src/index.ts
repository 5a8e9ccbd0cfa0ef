/**
 * cranis: from a turbulence model to the angular power spectrum of cosmic-ray arrival directions. Safe in a browser.
 * Units: c = r_g = 1, wavenumbers in 1/r_g, times in r_g/c; C_ℓ in healpy's convention.
 * @module cranis
 */

export type { Completed, SkySaid } from './coverage/completed.ts';
export { couplingMatrix } from './coverage/coupling.ts';
export { type CoverageInput, createCoverage, type SkyCoverage } from './coverage/coverage.ts';
export {
  type Band,
  createDecoupling,
  type Decoupling,
  DecouplingError,
  type DecouplingOptions,
  type WorkingBands,
} from './coverage/decouple.ts';
export { exactBands, type Interval, type ScatterBands } from './coverage/expected-sky.ts';
export type { NamedMask } from './coverage/layers.ts';
export {
  createPseudoModel,
  type PseudoModel,
  type PseudoModelOptions,
  type PseudoMoments,
} from './coverage/pseudo-model.ts';
export { type PseudoSpectrumOptions, pseudoSpectra } from './coverage/pseudo-spectrum.ts';
export { coverageOf, type RecordOptions, recordOf, type SeenSky } from './coverage/record.ts';
export { analyseSky, type SkyAnalysis, type SkyAnalysisOptions } from './coverage/sky-analysis.ts';
export type { MaskStatement, SkyStatement } from './coverage/sky-statement.ts';
export { type SyntheticSkyOptions, syntheticSkies } from './coverage/synthetic.ts';
export type { Removal, Treatment } from './coverage/treatment.ts';
// Ensembles
export type { RunEnsemble } from './ensemble/analyse.ts';
export type { EnsembleTime } from './ensemble/ensemble.ts';
export { type RealisationRecord, type RealisationTask, realisationTask } from './ensemble/record.ts';
export { type Keep, type RunOptions, type RunSchedule, type RunSpec, runSpec } from './ensemble/run.ts';
export { createMemorySource, type MemorySource, type RealisationSource } from './ensemble/source.ts';
export {
  maskOf,
  type ObservedMap,
  type ObservedMapOptions,
  observedMap,
  type SkyMaking,
} from './files/fits/observed-map.ts';
export { type FitsMap, type FitsMapFile, type ReadFitsOptions, readFitsMap } from './files/fits/read.ts';
export type { MapColumns, MapLabels, NamedFile } from './files/fits/sky-columns.ts';
export { type FitsColumn, type FitsMapOptions, UNSEEN, writeFitsMap } from './files/fits/write.ts';
// Measurements
// Files: bytes and text in, values out, and back
export type { Coverage, MeasuredSpectrum } from './files/measured/measured.ts';
export { type AnalysisContent, analysisRecord } from './files/records/analysis.ts';
export { type FitContent, fitRecord } from './files/records/fit.ts';
export type { Kind } from './files/records/kinds.ts';
export { type MatrixContent, matrixRecord } from './files/records/matrix.ts';
export { type MixingContent, mixingRecord } from './files/records/mixing.ts';
export { type ObservationContent, observationRecord } from './files/records/observation.ts';
export { readRecord } from './files/records/read.ts';
export { type AnyRecord, type RecordOf, writeRecord } from './files/records/records.ts';
export { type SkyContent, skyRecord } from './files/records/sky.ts';
export { type SpectrumContent, spectrumRecord } from './files/records/spectrum.ts';
export { readSpectra, spectraOf } from './files/spectra/read.ts';
export { oneSpectrum, type SpectrumSelection } from './files/spectra/select.ts';
export type {
  FileRun,
  FileSpectrum,
  PseudoValues,
  SpectrumFile,
  SpectrumKind,
} from './files/spectra/spectrum-file.ts';
export { type MeasuredInput, measurementOf, ofWholeSky } from './files/spectra/views.ts';
export type { BestFit } from './fit/best-fit.ts';
// What an observatory sees
export {
  type CoupledOptions,
  createCoupledData,
  createDirectData,
  type DirectOptions,
  type FitData,
  type Measurement,
} from './fit/data.ts';
// Fits
export { type Chain, type Fit, type FitOptions, fitSpectrum, samplesOf } from './fit/fit.ts';
export type { FitPoint, Likelihood, LikelihoodKind } from './fit/likelihood.ts';
export { defaultPriors, type FitName, type FitParameters, type Prior } from './fit/parameters.ts';
export type { FitProblem, Posterior, PriorKind } from './fit/posterior.ts';
export { type CurveBand, type ParameterSummary, type Summary, summarise } from './fit/summary.ts';
export type { FastTheory, TheoryParameters, TheorySetup } from './fit/theory.ts';
export { createMatrix, type Matrix } from './math/matrix.ts';
export type { Ensemble } from './math/sampler.ts';
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
export { createTurbulence, type TableOfG, type Turbulence, type TurbulenceSpec } from './model/turbulence.ts';
export type { Scale } from './model/units.ts';
// The simulation
export type { Engine, Leg, Task, Trajectories } from './simulation/engine.ts';
export { type EngineName, loadEngine } from './simulation/engines.ts';
export { createSimulation, type SimulationInput, type SimulationModel } from './simulation/model.ts';
export { type Maps, mapOf, realisation } from './simulation/realisation.ts';
// The sky
export type { Alm } from './sky/alm.ts';
export { type Apodisation, apodise } from './sky/apodise.ts';
export type { Frame } from './sky/frame.ts';
export { createHarmonicTransform, type HarmonicTransform } from './sky/harmonics.ts';
export { ang2pix, pix2ang, pixelCentres, pixelCount } from './sky/healpix.ts';
export { bandMask, combineMasks, createMask, type Mask } from './sky/mask.ts';
export { nest2ring, ring2nest } from './sky/nested.ts';
export { mapSpectrum, pairSpectra, powerSpectrum } from './sky/spectra.ts';
// Studies: one question, one function
export type { Control } from './studies/control.ts';
export { type EnsembleResult, type EnsembleSettings, ensembleStudy } from './studies/ensemble/study.ts';
export type { AlphaFit } from './studies/figure1/fit.ts';
export { FIGURE1_DEFAULTS } from './studies/figure1/settings.ts';
export { type Figure1Result, type Figure1Settings, figure1Study } from './studies/figure1/study.ts';
export { type ComparedSpectrum, packagedComparison } from './studies/figure2/compared.ts';
export { FIGURE2_DEFAULTS } from './studies/figure2/settings.ts';
export { type Figure2Result, type Figure2Settings, figure2Study } from './studies/figure2/study.ts';
export type { ErrorKind, FitSettings } from './studies/fit/settings.ts';
export type { FitSky } from './studies/fit/sky.ts';
export {
  type FitSource,
  modelOfRun,
  sourceOfFile,
  sourceOfMeasured,
  sourceOfPackaged,
} from './studies/fit/source.ts';
export { type FitResult, fitStudy } from './studies/fit/study.ts';
export type { Framed, FramedMask } from './studies/frames.ts';
export { type MatrixResult, type MatrixSettings, matrixStudy } from './studies/matrix/study.ts';
export { type MixingResult, type MixingSettings, mixingStudy, type TheoryMixing } from './studies/mixing/study.ts';
export type { SkySimulation, SkyTaker } from './studies/observe/skies.ts';
export {
  type ObserveControl,
  type ObserveResult,
  type ObserveSettings,
  observeStudy,
} from './studies/observe/study.ts';
export { type SkyMap, type SkyResult, type SkySettings, skyStudy } from './studies/sky/study.ts';
export { type SpectrumResult, type SpectrumSettings, spectrumStudy } from './studies/spectrum/study.ts';
// The theory
export {
  type Checks,
  createStep,
  type Diagram,
  type EvolutionOptions,
  type ExactSpectrum,
  evolvedSpectrum,
  exactSpectrum,
  generator,
  type Kappa,
  kappa,
  type Lambda,
  lambda,
  type MixingMatrix,
  type MixingMethod,
  type MixingOptions,
  mixingMatrix,
  resummedMixing,
  type Source,
  type Step,
  steadySpectrum,
  type TheoryModel,
  type TheorySpectrum,
} from './theory/index.ts';
