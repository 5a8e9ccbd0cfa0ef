/** What of the sky is seen: a band of declinations, known exactly, or any mask. One form for both, for spectra and for fits. */
import { CranisError } from '../model/errors.ts';
import { type Apodisation, apodise, checkApodisation } from '../sky/apodise.ts';
import { createHarmonicTransform } from '../sky/harmonics.ts';
import { bandMask, type Mask, maskMoments } from '../sky/mask.ts';
import { powerSpectrum } from '../sky/spectra.ts';
import { bandRule, type ColatitudeRule, ringRule, ruleMoments, ruleSpectrum } from './colatitude-rule.ts';
import { parseCoverage } from './coverage-name.ts';

/** A part of the sky as it is seen: its size, the spectrum of its weight, and the weight itself. */
export interface SkyCoverage {
  /** 'icecube', '-38..76', or what the mask is called. */
  readonly name: string;
  /** For a reader: 'IceCube, declination −90° … −25°'. */
  readonly label: string;
  readonly source: string;
  /** Declinations between which there are data, degrees; undefined for a mask. */
  readonly declination: readonly [number, number] | undefined;
  /** The mask that it is; undefined for declinations, which have no pixels. */
  readonly pixels: Mask | undefined;
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
  /** The weight on pixels; throws a CranisError for a mask of another N_side. */
  mask(nSide: number): Mask;
}

/** How a coverage is taken: its edge, its pixels. */
export interface CoverageOptions {
  readonly apodisation?: Apodisation | undefined;
  /** What to call a mask. */
  readonly name?: string | undefined;
  /**
   * Take the declinations as the pixels of this N_side whose centres lie between them, as map-makers do; without it they
   * are exact. At N_side = 64 the two differ by up to 2 % in C̃_ℓ.
   */
  readonly nSide?: number | undefined;
  /** Rounds of the analysis of a mask, as of the maps that it is laid over; 3 by default. */
  readonly iterations?: number | undefined;
}

/**
 * Coverage by name (icecube, hawc, lhaaso, hawc-icecube, full; with another largest zenith angle as hawc:43), by
 * declinations ('-38..76', or two numbers of degrees), or of a mask. Throws a CranisError for what is none of these.
 */
export function createCoverage(
  what: string | readonly [number, number] | Mask,
  options: CoverageOptions = {},
): SkyCoverage {
  if (options.apodisation) checkApodisation(options.apodisation);
  if (typeof what === 'object' && 'weights' in what) return maskCoverage(what, options);
  const band = parseCoverage(what);
  const { nSide, ...others } = options;
  if (nSide === undefined) return bandCoverage(band, options.apodisation);
  const { name, label, source, declination } = band;
  const pixels = maskCoverage(bandMask(nSide, declination), { ...others, name: label });
  return { ...pixels, name, source, declination };
}

function bandCoverage(
  { name, label, source, declination }: ReturnType<typeof parseCoverage>,
  apodisation: Apodisation | undefined,
): SkyCoverage {
  const rule = (degree: number) => bandRule(declination, apodisation, degree);
  return {
    name,
    label: `${label}${softness(apodisation)}`,
    source,
    declination,
    pixels: undefined,
    ...ruleMoments(rule(8)),
    spectrum: (lMax, power = 1) => ruleSpectrum(rule(lMax), lMax, power),
    rule,
    mask: (nSide) => softened(bandMask(nSide, declination), apodisation),
  };
}

/** L of the mask's own spectrum goes no higher than its pixels carry, 3 N_side − 1. */
function maskCoverage(
  hard: Mask,
  { apodisation, name = 'mask', iterations = 3 }: Omit<CoverageOptions, 'nSide'>,
): SkyCoverage {
  const mask = softened(hard, apodisation);
  const rings = ringRule(mask);
  return {
    name,
    label: `${name}, N_side = ${mask.nSide}${softness(apodisation)}`,
    source: name,
    declination: undefined,
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
      throw otherNSide(mask.nSide, nSide);
    },
  };
}

const softened = (mask: Mask, apodisation: Apodisation | undefined) =>
  apodisation ? apodise(mask, apodisation) : mask;

const softness = (apodisation: Apodisation | undefined) =>
  apodisation ? `, ${apodisation.kind} apodisation of ${apodisation.width}°` : '';

const otherNSide = (mine: number, wanted: number) =>
  new CranisError(`the mask has N_side = ${mine}, the map ${wanted}`, {
    where: 'mask',
    hint: `bring the mask to N_side = ${wanted}, for example with healpy.ud_grade`,
  });

/**
 * Degrees of freedom ν_ℓ = (2ℓ+1) ⟨w²⟩²/⟨w⁴⟩ of Ĉ_ℓ, ℓ = 0 … lMax, so that its variance is 2 C_ℓ²/ν_ℓ (Hivon et al. 2002,
 * (17), for Δℓ = 1). An approximation for spectra that vary little over the reach of the coupling; what holds exactly for
 * a spectrum and a band of declinations, the moments of a `PseudoModel` tell.
 */
export function degreesOfFreedom({ w2, w4 }: Pick<SkyCoverage, 'w2' | 'w4'>, lMax: number): Float64Array {
  return Float64Array.from({ length: lMax + 1 }, (_, l) => ((2 * l + 1) * w2 * w2) / w4);
}
