/** Parts of the sky laid over each other, pixel by pixel. */
import { CranisError } from '../model/errors.ts';
import { bandMask, combineMasks, type Mask } from '../sky/mask.ts';
import type { Observatory } from './observatories.ts';

/** Pixels that somebody may want to name. */
export interface NamedMask extends Mask {
  /** What a reader calls it: its file, for example. */
  readonly name?: string | undefined;
}

/** Pixels with what a reader calls them. */
type Layer = Mask & { readonly name: string };

/** What is laid over a band of declinations; at least one of the three is there. */
interface Layers {
  readonly mask?: NamedMask | undefined;
  readonly data?: NamedMask | undefined;
}

/**
 * The pixels that are left of declinations, mask and data. Data that hide nothing of what the others show are passed over.
 * @throws CranisError for pixels of another N_side, or where nothing is left
 */
export function layOver(nSide: number, band: Observatory | undefined, { mask, data }: Layers): Layer {
  const own = mask && asLayer(nSide, mask);
  const pixels = band && { ...bandMask(nSide, band.declination), name: band.label };
  const shown = pixels && own ? inCommon(pixels, own) : (pixels ?? own);
  if (!data) return shown!;
  const known = asLayer(nSide, { ...data, name: data.name ?? 'the pixels with data' });
  if (!shown) return known.weights.includes(0) ? known : { ...known, name: 'the full sky' };
  const isHidden = shown.weights.some((weight, p) => weight > 0 && known.weights[p] === 0);
  return isHidden ? inCommon(shown, known) : shown;
}

function asLayer(nSide: number, { name = 'the mask', ...pixels }: NamedMask): Layer {
  if (pixels.nSide !== nSide) throw otherNSide(name, pixels.nSide, nSide);
  return { ...pixels, name };
}

function inCommon(a: Layer, b: Layer): Layer {
  if (!a.weights.some((weight, p) => weight * b.weights[p] > 0)) {
    throw new CranisError(`${a.name} and ${b.name} have no pixel in common`, {
      where: 'mask',
      hint: 'look at another part of the sky',
    });
  }
  return { ...combineMasks(a, b), name: `${a.name} and ${b.name}` };
}

export const otherNSide = (name: string, its: number, wanted: number) =>
  new CranisError(`${name} has N_side = ${its}, not ${wanted}`, {
    where: 'mask',
    hint: `bring it to N_side = ${wanted}, for example with healpy.ud_grade`,
  });
