/**
 * What of the sky is seen: a band of declinations, known exactly or as pixels, any mask, or what both see. The one door from these to
 * spectra, expectations and fits.
 */
import { PARAMETERS } from '../model/parameters.ts';
import { type Apodisation, apodise, checkApodisation } from '../sky/apodise.ts';
import { createHarmonicTransform } from '../sky/harmonics.ts';
import { bandMask, type Mask, maskMoments } from '../sky/mask.ts';
import { powerSpectrum } from '../sky/spectra.ts';
import { bandRule, type ColatitudeRule, ringRule, ruleMoments, ruleSpectrum } from './colatitude-rule.ts';
import { parseCoverage } from './coverage-name.ts';
import { layOver, type NamedMask, otherNSide } from './layers.ts';
import type { Observatory } from './observatories.ts';
import type { Treatment } from './treatment.ts';

/** A part of the sky as it is seen: its size, the spectrum of its weight, the weight itself, and what is done to its maps. */
export interface SkyCoverage {
  /** 'icecube', '-38..76'; undefined for a mask alone. */
  readonly name: string | undefined;
  /** What the mask is called; undefined where there is none. */
  readonly maskName: string | undefined;
  /** For a reader: 'IceCube, declination −90° … −25°'. */
  readonly label: string;
  readonly source: string;
  /** Declinations between which there are data, degrees; undefined where a mask decides. */
  readonly declination: readonly [number, number] | undefined;
  /** The weights of its pixels; undefined for declinations that are taken exactly and have no pixels. */
  readonly pixels: Mask | undefined;
  readonly apodisation: Apodisation | undefined;
  /** What is done to a map of it before its pseudo-C_ℓ are taken. */
  readonly treatment: Required<Treatment>;
  /** Rounds of the iterated analysis, of its maps and of the mask's own spectrum. */
  readonly iterations: number;
  /** Fraction of the sky with weight > 0. */
  readonly fSky: number;
  /** ⟨w²⟩ over the whole sky: by so much white noise is lowered in the pseudo-C_ℓ. */
  readonly w2: number;
  /** ⟨w⁴⟩ over the whole sky. */
  readonly w4: number;
  /** W_L = (1/(2L+1)) Σ_M |w_LM|² of the weight w, L = 0 … lMax, or that of w² for power 2. */
  spectrum(lMax: number, power?: 1 | 2): Float64Array;
  /**
   * The weight over colatitude with a quadrature rule for spherical harmonics' products of this degree; undefined where
   * the weight depends on right ascension.
   */
  rule(degree: number): ColatitudeRule | undefined;
  /** The weight on pixels; throws a CranisError for pixels of another N_side. */
  mask(nSide: number): Mask;
}

/** What is seen of the sky, and what is done to its maps; nothing of it: the full sky, as it is. */
export interface CoverageInput {
  /**
   * A name (icecube, hawc, lhaaso, hawc-icecube, full; with another largest zenith angle as hawc:43), or declinations: '-38..76', or
   * two numbers of degrees.
   */
  readonly name?: string | readonly [number, number] | undefined;
  /** Weights of pixels. With a name: what both see. */
  readonly mask?: NamedMask | undefined;
  /** Pixels that hold data, where not all do: of all the others show, these are seen. */
  readonly data?: NamedMask | undefined;
  /** How the edges of all that is seen are softened. */
  readonly apodisation?: Apodisation | undefined;
  readonly treatment?: Treatment | undefined;
  /**
   * Take the declinations as the pixels of this N_side whose centres lie between them, as map-makers do; without it, and without
   * pixels of a mask or of data, they are exact. At N_side = 64 the two differ by up to 2 % in C̃_ℓ.
   */
  readonly nSide?: number | undefined;
  /** Rounds of the iterated analysis; 3 by default. */
  readonly iterations?: number | undefined;
  /** A mask goes to `mask`. */
  readonly weights?: never;
}

/**
 * What is seen, in the one order that all commands share: the declinations, the mask laid over them, the pixels among these that hold
 * data, and then the edges of all that softened.
 * @throws CranisError for a name that is none, an apodisation out of range, pixels of another N_side, or where nothing is left to see
 */
export function createCoverage(input: CoverageInput = {}): SkyCoverage {
  const { name, mask, data, apodisation, iterations = PARAMETERS.iterations.default } = input;
  const common = { apodisation, treatment: { ...UNTREATED, ...input.treatment }, iterations };
  if (apodisation) checkApodisation(apodisation);
  const band = name === undefined && (mask || data) ? undefined : parseCoverage(name ?? 'full');
  const nSide = input.nSide ?? mask?.nSide ?? data?.nSide;
  if (nSide === undefined)
    return { ...common, name: band!.name, maskName: undefined, ...seenExactly(band!, apodisation) };
  const seen = layOver(nSide, band, input);
  const isWhole = !band && !mask && !seen.weights.includes(0);
  return {
    ...common,
    name: band?.name ?? (isWhole ? 'full' : undefined),
    maskName: mask?.name,
    source: band && !mask ? band.source : seen.name,
    declination: mask ? undefined : band?.declination,
    ...seenByPixels(apodisation ? apodise(seen, apodisation) : seen, iterations),
    label: `${seen.name}, N_side = ${nSide}${softness(apodisation)}`,
  };
}

const UNTREATED: Required<Treatment> = { remove: 'none', withoutM0: false };

type Seen = Omit<SkyCoverage, 'name' | 'maskName' | 'apodisation' | 'treatment' | 'iterations'>;

function seenExactly({ label, source, declination }: Observatory, apodisation: Apodisation | undefined): Seen {
  const rule = (degree: number) => bandRule(declination, apodisation, degree);
  return {
    label: `${label}${softness(apodisation)}`,
    source,
    declination,
    pixels: undefined,
    ...ruleMoments(rule(8)),
    spectrum: (lMax, power = 1) => ruleSpectrum(rule(lMax), lMax, power),
    rule,
    mask(nSide) {
      const hard = bandMask(nSide, declination);
      return apodisation ? apodise(hard, apodisation) : hard;
    },
  };
}

/** L of the mask's own spectrum goes no higher than its pixels carry, 3 N_side − 1. */
function seenByPixels({ nSide, weights }: Mask, iterations: number): Omit<Seen, 'label' | 'source' | 'declination'> {
  const mask: Mask = { nSide, weights };
  const rings = ringRule(mask);
  return {
    pixels: mask,
    ...maskMoments(mask),
    spectrum(lMax, power = 1) {
      const carried = Math.min(lMax, 3 * mask.nSide - 1);
      const weights = power === 1 ? mask.weights : mask.weights.map((weight) => weight * weight);
      const spectrum = new Float64Array(lMax + 1);
      const [alm] = createHarmonicTransform(mask.nSide, carried).analyse([weights], { iterations });
      spectrum.set(powerSpectrum(alm));
      return spectrum;
    },
    rule: () => rings,
    mask(nSide) {
      if (nSide === mask.nSide) return mask;
      throw otherNSide('the mask', mask.nSide, nSide);
    },
  };
}

const softness = (apodisation: Apodisation | undefined) =>
  apodisation ? `, ${apodisation.kind} apodisation of ${apodisation.width}°` : '';

/**
 * Degrees of freedom ν_ℓ = (2ℓ+1) ⟨w²⟩²/⟨w⁴⟩ of Ĉ_ℓ, ℓ = 0 … lMax, so that its variance is 2 C_ℓ²/ν_ℓ (Hivon et al. 2002,
 * (17), for Δℓ = 1). An approximation for spectra that vary little over the reach of the coupling; what holds exactly for
 * a spectrum and a band of declinations, the moments of a `PseudoModel` tell.
 */
export function degreesOfFreedom({ w2, w4 }: Pick<SkyCoverage, 'w2' | 'w4'>, lMax: number): Float64Array {
  return Float64Array.from({ length: lMax + 1 }, (_, l) => ((2 * l + 1) * w2 * w2) / w4);
}
