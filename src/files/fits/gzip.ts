/**
 * Undoes gzip compression and accepts what `gzip -t` accepts: one member or several in a row (RFC 1952, section 2.2; bgzip writes
 * a member for every 64 kB), and zeros behind the last one. The DecompressionStream of browsers and of Node 24 takes a single
 * member with nothing behind it.
 */
import type { ZStream } from 'pako';
import { DAMAGED, fitsError } from './units.ts';

/** Whether bytes begin as a gzip file does. */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** The value of zlib's windowBits that means gzip and no other format. */
const GZIP = 31;

/**
 * The bytes that were compressed. Throws a CranisError if the file is cut short or damaged (checksums are compared), if
 * something other than zeros follows it, and as soon as more than `most` bytes come out.
 */
export async function gunzip(bytes: Uint8Array, most: number): Promise<Uint8Array> {
  // Loaded only now, so that a page that reads no compressed file needs no package beside cranis.
  const { Inflate, Z_OK } = await import('pako');
  const parts: Uint8Array[] = [];
  let length = 0;
  let stream: ZStream | undefined;
  const inflate = new Inflate({ windowBits: GZIP });
  inflate.onStart = (started) => {
    stream = started;
  };
  inflate.onData = (part) => {
    length += part.length;
    if (length > most) {
      const size = `${most / 2 ** 30} GB`;
      throw fitsError(`the FITS file unpacks to more than ${size}`, 'degrade the map to N_side 1024 or less first');
    }
    parts.push(part);
  };
  inflate.onEnd = () => {};
  inflate.push(bytes, true);
  const rest = bytes.subarray(stream?.next_in ?? 0);
  if (inflate.err !== Z_OK || rest.some((byte) => byte !== 0)) {
    throw fitsError('the gzip compression of the FITS file is broken', DAMAGED);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
