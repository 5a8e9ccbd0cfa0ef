/** What a file records of the sky of its spectrum: made of a coverage, and turned into one again. */
import { CranisError } from '../model/errors.ts';
import { bandMask, maskMoments } from '../sky/mask.ts';
import { type CoverageInput, createCoverage, type SkyCoverage } from './coverage.ts';
import { parseCoverage } from './coverage-name.ts';
import type { NamedMask } from './layers.ts';
import { maskDigest } from './mask-digest.ts';
import type { SkyStatement } from './sky-statement.ts';

/** What became of the pseudo-C_ℓ of a coverage. */
export interface RecordOptions {
  /** The values are pseudo-C_ℓ; true by default. */
  readonly pseudo?: boolean;
  /** They were divided by the fraction of the sky; false by default. */
  readonly perFSky?: boolean;
}

/** All that a file has to say of a coverage, so that {@link coverageOf} gives the same one. */
export function recordOf(coverage: SkyCoverage, { pseudo = true, perFSky = false }: RecordOptions = {}): SkyStatement {
  const { name, maskName, pixels, apodisation, treatment, fSky, iterations } = coverage;
  return {
    coverage: name,
    mask: pixels && { name: maskName, nSide: pixels.nSide, fSky, digest: maskDigest(pixels) },
    apodisation,
    fSky,
    pseudo,
    perFSky,
    remove: treatment.remove,
    withoutM0: treatment.withoutM0,
    iterations,
  };
}

/** A coverage in words and numbers, without its functions and pixels: what results hold of it. */
export interface SeenSky extends Pick<SkyCoverage, 'label' | 'source' | 'declination' | 'fSky' | 'w2' | 'w4'> {
  /** N_side of its pixels; undefined where it has none. */
  readonly nSide: number | undefined;
  /** What files record of it. */
  readonly record: SkyStatement;
}

/** The words and numbers of a coverage. */
export function seenSky(coverage: SkyCoverage, options?: RecordOptions): SeenSky {
  const { label, source, declination, fSky, w2, w4, pixels } = coverage;
  return { label, source, declination, fSky, w2, w4, nSide: pixels?.nSide, record: recordOf(coverage, options) };
}

/**
 * The coverage that a record states. It is held against the digest and the fraction of the sky that are recorded, so that no other
 * sky passes for the one that was seen.
 * @param mask the one that was laid over the map, or all that was seen as a mask, its edges softened already
 * @throws CranisError where the pixels that were seen are needed and are not at hand, or others are
 */
export function coverageOf(record: SkyStatement, mask?: NamedMask): SkyCoverage {
  const { coverage: name, apodisation, remove, withoutM0, iterations } = record;
  const treated = { treatment: { remove, withoutM0 }, iterations };
  if (mask) return ofMask(record, mask, { name, mask, apodisation, ...treated }, { mask, ...treated });
  if (record.mask?.name !== undefined) {
    throw new CranisError(`the map was seen through the mask ${record.mask.name}, whose pixels are not in the file`, {
      where: 'mask',
      hint: GIVE_MASK,
    });
  }
  if (name === undefined && (record.fSky ?? (record.mask ? 0 : 1)) < 1) {
    const seen = record.fSky === undefined ? 'a part' : percent(record.fSky);
    throw new CranisError(`${seen} of the sky was seen, and which pixels these are is not in the file`, {
      where: 'mask',
      hint: GIVE_MASK,
    });
  }
  const nSide = record.mask?.nSide ?? (name === undefined ? undefined : nSideOf(name, record.fSky));
  const coverage = createCoverage({ name, apodisation, nSide, ...treated });
  if (agrees(coverage, record)) return coverage;
  throw otherSky(coverage, record);
}

/** A mask may be the one that was given, or what was seen through it. */
function ofMask(record: SkyStatement, mask: NamedMask, given: CoverageInput, seen: CoverageInput): SkyCoverage {
  const laid = createCoverage(given);
  if (agrees(laid, record)) return laid;
  const asItIs = createCoverage(seen);
  if (agrees(asItIs, record)) return { ...asItIs, name: record.coverage, maskName: mask.name };
  throw otherSky(laid, record);
}

/** How far the fraction of the sky between declinations may lie from that of pixels: by what one ring makes at N_side = 16. */
const A_RING = 0.02;

function agrees({ pixels, fSky }: SkyCoverage, record: SkyStatement): boolean {
  const stated = record.mask;
  if (stated && pixels && stated.nSide !== pixels.nSide) return false;
  if (stated?.digest !== undefined && pixels) return maskDigest(pixels) === stated.digest;
  return record.fSky === undefined || Math.abs(fSky - record.fSky) <= (pixels ? 1e-6 : A_RING);
}

const GIVE_MASK = 'give the pixels that were seen as `mask`, from `seen`';

function otherSky({ label, fSky, pixels }: SkyCoverage, { fSky: seen = fSky, mask }: SkyStatement): CranisError {
  const differs = Math.abs(fSky - seen) > 5e-4;
  const what =
    pixels && mask && pixels.nSide !== mask.nSide
      ? `has other pixels than those that were seen, N_side = ${mask.nSide}`
      : differs
        ? `is ${percent(fSky)} of the sky, but ${percent(seen)} was seen`
        : 'is not what was seen: its weights are others';
  return new CranisError(`${label} ${what}`, { where: 'mask', hint: GIVE_MASK });
}

const percent = (fraction: number) => `${(100 * fraction).toFixed(1)} %`;

/** N_side that maps of these observatories have, the usual one first. */
const N_SIDES = [64, 32, 128, 16, 256, 8, 512];

/** The N_side whose pixels between the declinations are this fraction of the sky; undefined where none is, or the declinations are. */
function nSideOf(name: string, fSky: number | undefined): number | undefined {
  if (fSky === undefined) return undefined;
  const { declination } = parseCoverage(name);
  const isThis = (fraction: number) => Math.abs(fraction - fSky) < 1e-9;
  if (isThis(createCoverage({ name }).fSky)) return undefined;
  return N_SIDES.find((nSide) => isThis(maskMoments(bandMask(nSide, declination)).fSky));
}
