/** A short mark of a mask, by which two files tell whether they speak of the same pixels. */
import type { Mask } from '../sky/mask.ts';

/**
 * FNV-1a of 64 bits (the hash of Fowler, Noll & Vo) over the weights in ring order as little-endian 32-bit floats, behind 'fnv1a-'.
 * In single precision a mask keeps its digest through a FITS file of either precision, and on every machine.
 */
export function maskDigest({ weights }: Mask): string {
  const words = new Uint32Array(Float32Array.from(weights).buffer);
  // The hash as two halves: its prime is 2⁴⁰ + 435.
  let [high, low] = [0xcbf29ce4, 0x84222325];
  for (let i = 0; i < words.length; i++) {
    for (let shift = 0; shift < 32; shift += 8) {
      const mixed = (low ^ ((words[i] >>> shift) & 0xff)) >>> 0;
      const product = mixed * 435; // below 2⁴¹
      low = product >>> 0;
      high = (Math.imul(high, 435) + (mixed << 8) + Math.floor(product / 2 ** 32)) >>> 0;
    }
  }
  const hex = (half: number) => half.toString(16).padStart(8, '0');
  return `fnv1a-${hex(high)}${hex(low)}`;
}
