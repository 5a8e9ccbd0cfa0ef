/**
 * Streams of random numbers out of {@link philox4x32}: uniform, normal, isotropic directions.
 * A stream is named by (seed, realisation, purpose); streams of different names never share a counter.
 */
import { log, sinCos } from './elementary/index.ts';
import { philox4x32 } from './philox.ts';

/** Highest seed: any safe integer. */
export const SEED_MAX = Number.MAX_SAFE_INTEGER;
/** Highest index of a realisation, and highest purpose. */
export const REALISATION_MAX = 2 ** 32 - 1;
const PURPOSE_MAX = 2 ** 11 - 1;

export interface RandomStream {
  /** Uniform in [0, 1), a multiple of 2^−53. */
  uniform(): number;
  /** Uniform integer in [0, 2^32). */
  word(): number;
  /** Normal, mean 0, variance 1. */
  normal(): number;
  /** A unit vector, isotropic: out[at], out[at+1], out[at+2]. */
  direction(out: Float64Array, at?: number): void;
}

/**
 * The stream of (seed, realisation, purpose), from its beginning. Key: (seed mod 2^32, realisation). Counter: words 0
 * and 1 count blocks of four words, word 2 is free, word 3 holds the purpose and the 21 upper bits of the seed.
 * @param seed integer from 0 to 2^53 − 1
 * @param realisation integer from 0 to 2^32 − 1
 * @param purpose integer from 0 to 2047: what the numbers are for
 */
export function createRandomStream(seed: number, realisation: number, purpose: number): RandomStream {
  checkInteger('seed', seed, SEED_MAX);
  checkInteger('realisation', realisation, REALISATION_MAX);
  checkInteger('purpose', purpose, PURPOSE_MAX);
  const key = Uint32Array.of(seed % 2 ** 32, realisation);
  const counter = Uint32Array.of(0, 0, 0, purpose * 2 ** 21 + Math.floor(seed / 2 ** 32));
  const block = new Uint32Array(4);
  const trig = new Float64Array(2);
  let used = 4;
  let spare = Number.NaN;

  const word = (): number => {
    if (used === 4) {
      philox4x32(counter, key, block);
      counter[0]++; // wraps to 0 after 2^32 blocks, where the carry follows
      if (counter[0] === 0) counter[1]++;
      used = 0;
    }
    return block[used++];
  };

  const uniform = (): number => {
    const high = word() >>> 6; // 26 bits
    const low = word() >>> 5; // 27 bits
    return (high * 2 ** 27 + low) * 2 ** -53;
  };

  return {
    word,
    uniform,
    normal() {
      if (!Number.isNaN(spare)) {
        const value = spare;
        spare = Number.NaN;
        return value;
      }
      // Box & Muller 1958. 1 − u is in (0, 1], so the logarithm is finite.
      const radius = Math.sqrt(-2 * log(1 - uniform()));
      sinCos(2 * Math.PI * uniform(), trig);
      spare = radius * trig[0];
      return radius * trig[1];
    },
    direction(out, at = 0) {
      const u = uniform();
      const sinTheta = 2 * Math.sqrt(u * (1 - u)); // cos θ = 1 − 2u is uniform (Archimedes)
      sinCos(2 * Math.PI * uniform(), trig);
      out[at] = sinTheta * trig[1];
      out[at + 1] = sinTheta * trig[0];
      out[at + 2] = 1 - 2 * u;
    },
  };
}

function checkInteger(name: string, value: number, max: number): void {
  if (!Number.isInteger(value) || value < 0 || value > max) {
    throw new RangeError(`createRandomStream: ${name} = ${value}, want an integer from 0 to ${max}`);
  }
}
