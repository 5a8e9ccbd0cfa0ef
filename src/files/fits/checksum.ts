/**
 * FITS checksums (Standard 4.0, section 4.4.2.7 and appendix J): DATASUM is the ones' complement sum of the data's 32-bit
 * words, CHECKSUM an ASCII text that makes the sum over the whole extension come out as −0.
 */
import { type FitsCard, headerBytes } from './cards.ts';

/** The header's bytes, DATASUM and CHECKSUM added; the data padded to whole blocks already. */
export function withChecksum(cards: readonly FitsCard[], data: Uint8Array): Uint8Array {
  const dataSum = onesComplementSum(data);
  const header = (checksum: string) =>
    headerBytes([
      ...cards,
      { keyword: 'DATASUM', value: String(dataSum), comment: 'sum of the data in 32-bit words' },
      { keyword: 'CHECKSUM', value: checksum, comment: 'makes the sum over header and data -0' },
    ]);
  const blank = header('0'.repeat(16));
  return header(encode(~onesComplementSum(blank, dataSum) >>> 0));
}

/** Sum of big-endian 32-bit words with the carry brought round, on top of `start`. */
export function onesComplementSum(bytes: Uint8Array, start = 0): number {
  let high = Math.floor(start / 65536);
  let low = start % 65536;
  for (let i = 0; i < bytes.length; i += 4) {
    high += bytes[i] * 256 + bytes[i + 1];
    low += bytes[i + 2] * 256 + bytes[i + 3];
    // Far below 2⁵³ even over gigabytes; bring the carries round at the end.
  }
  while (high > 65535 || low > 65535) {
    const carry = Math.floor(low / 65536);
    const over = Math.floor(high / 65536);
    low = (low % 65536) + over;
    high = (high % 65536) + carry;
  }
  return high * 65536 + low;
}

/** Sixteen letters and digits whose words sum to the value: each byte as four, moved off the punctuation, turned by one. */
function encode(value: number): string {
  const text = new Array<string>(16);
  for (let i = 0; i < 4; i++) {
    const byte = (value >>> (24 - 8 * i)) & 255;
    const parts = [0, 0, 0, 0].map((_, j) => (byte >> 2) + 48 + (j === 0 ? byte & 3 : 0));
    for (const a of [0, 2]) {
      while (isPunctuation(parts[a]) || isPunctuation(parts[a + 1])) {
        parts[a]++;
        parts[a + 1]--;
      }
    }
    for (let j = 0; j < 4; j++) text[(4 * j + i + 1) % 16] = String.fromCharCode(parts[j]);
  }
  return text.join('');
}

function isPunctuation(code: number): boolean {
  return (code > 57 && code < 65) || (code > 90 && code < 97);
}
