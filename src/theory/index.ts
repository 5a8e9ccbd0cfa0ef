/**
 * The theory: propagators → mixing matrix → generator → steady | evolved | exact.
 * @module theory
 */
export { type EvolutionOptions, evolvedSpectrum } from './evolved.ts';
export { type ExactSpectrum, exactSpectrum } from './exact.ts';
export { generator, resummedMixing } from './generator.ts';
export { type Diagram, type MixingMatrix, type MixingMethod, type MixingOptions, mixingMatrix } from './mixing.ts';
export { type Kappa, kappa, type Lambda, lambda } from './propagators.ts';
export { steadySpectrum } from './steady.ts';
export type { Checks, Source, TheoryModel, TheorySpectrum } from './theory-spectrum.ts';
