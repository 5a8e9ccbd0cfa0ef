/**
 * The theory: propagators → mixing matrix → generator → steady | evolved | exact.
 * @module theory
 */
export { type EvolutionOptions, evolvedSpectrum } from './closure/evolved.ts';
export { type ExactSpectrum, exactSpectrum } from './closure/exact.ts';
export { generator, resummedMixing } from './closure/generator.ts';
export {
  type Diagram,
  type MixingMatrix,
  type MixingMethod,
  type MixingOptions,
  mixingMatrix,
} from './closure/mixing.ts';
export { type Kappa, kappa, type Lambda, lambda } from './closure/propagators.ts';
export { steadySpectrum } from './closure/steady.ts';
export { createStep, type Step } from './closure/step.ts';
export type { Checks, Source, TheoryModel, TheorySpectrum } from './theory-spectrum.ts';
