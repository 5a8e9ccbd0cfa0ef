/**
 * What the streams of random numbers are for: every use of one seed draws from a stream of its own. The numbers are part of every
 * result that a seed has made: they never change, and none is used twice.
 */
export const PURPOSES = {
  /** Wave vectors, phases and polarisations of a realisation's field. */
  field: 0,
  /** Directions of a realisation's particles, where they are no pixel centres. */
  directions: 1,
  /** The sampler of a posterior. */
  posterior: 32,
  /** a_ℓm of a synthetic sky. */
  skySignal: 64,
  /** White noise on the pixels of a synthetic sky. */
  skyNoise: 65,
} as const;
