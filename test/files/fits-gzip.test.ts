/** gzip as it comes: what `gzip -t` accepts is read, what it refuses is refused. */
import { spawnSync } from 'node:child_process';
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { gunzip, isGzip } from '../../src/files/fits/gzip.ts';
import { CranisError } from '../../src/model/errors.ts';
import { uniform } from '../sky/support.ts';

const random = uniform(12);
const text = Uint8Array.from({ length: 20_000 }, (_, i) => (i % 50 === 0 ? 256 * random() : i % 7));
const GB = 2 ** 30;

const joined = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
const cut = (from: number, to?: number) => new Uint8Array(gzipSync(text.subarray(from, to)));

/** A member with every optional field of the header: extra, name, comment and header checksum. */
function adorned(data: Uint8Array): Uint8Array {
  const fields = [6, 0, 66, 67, 2, 0, 1, 2, ...Buffer.from('sky.fits\0'), ...Buffer.from('a comment\0')];
  const head = Uint8Array.from([31, 139, 8, 0b11110, 0, 0, 0, 0, 0, 255, ...fields]);
  const end = Buffer.alloc(8);
  end.writeUInt32LE(crc32(data));
  end.writeUInt32LE(data.length, 4);
  const check = crc32(head) & 0xffff;
  return joined(head, Uint8Array.of(check & 255, check >> 8), deflateRawSync(data), end);
}

const ACCEPTED: Record<string, Uint8Array> = {
  'one member': cut(0),
  'stored, not compressed': new Uint8Array(gzipSync(text, { level: 0 })),
  'two members': joined(cut(0, 7000), cut(7000)),
  'many members, some of them empty': joined(
    ...Array.from({ length: 40 }, (_, i) => joined(cut(500 * i, 500 * (i + 1)), cut(0, 0))),
  ),
  'an empty member first': joined(cut(0, 0), cut(0)),
  'headers with every field': joined(adorned(text.subarray(0, 300)), adorned(text.subarray(300))),
  'zeros behind': joined(cut(0), new Uint8Array(3000)),
  'two members and one zero behind': joined(cut(0, 10), cut(10), new Uint8Array(1)),
};
const flipped = (bytes: Uint8Array, at: number) => {
  const copy = bytes.slice();
  copy[at < 0 ? copy.length + at : at] ^= 1;
  return copy;
};
const REFUSED: Record<string, Uint8Array> = {
  'a wrong checksum': flipped(cut(0), -6),
  'a wrong length': flipped(cut(0), -2),
  'a wrong checksum in the first of two': joined(flipped(cut(0, 700), -6), cut(700)),
  'a wrong checksum in the second of two': joined(cut(0, 700), flipped(cut(700), -6)),
  'the second of two cut short': joined(cut(0, 700), cut(700).subarray(0, 100)),
  'a second header alone': joined(cut(0), cut(0).subarray(0, 10)),
  'something else behind': joined(cut(0), Buffer.from('SIMPLE  =')),
  'something else behind zeros': joined(cut(0), new Uint8Array(20), Buffer.from('x')),
  'the two magic bytes alone': Uint8Array.of(31, 139),
};

const complaint = async (bytes: Uint8Array, most = GB): Promise<string> => {
  try {
    await gunzip(bytes, most);
  } catch (error) {
    expect(error).toBeInstanceOf(CranisError);
    return (error as CranisError).message;
  }
  return '';
};

/** Its verdict, or undefined where there is no gzip. */
const verdict = (bytes: Uint8Array) => {
  const { error, status } = spawnSync('gzip', ['-t'], { input: bytes });
  return error ? undefined : status === 0;
};

describe('gzip', () => {
  test.each(Object.entries(ACCEPTED))('accepted, as by gzip -t, and undone: %s', async (_, bytes) => {
    expect(verdict(bytes) ?? true).toBe(true);
    expect(isGzip(bytes)).toBe(true);
    expect(Buffer.compare(await gunzip(bytes, GB), text)).toBe(0);
  });

  test.each(Object.entries(REFUSED))('refused, as by gzip -t, in one line: %s', async (_, bytes) => {
    expect(verdict(bytes) ?? false).toBe(false);
    expect(await complaint(bytes)).toBe('the gzip compression of the FITS file is broken');
  });

  test('cut short anywhere, it is refused', async () => {
    const bytes = joined(adorned(text.subarray(0, 50)), cut(50, 200));
    const first = adorned(text.subarray(0, 50)).length;
    for (let length = 2; length < bytes.length; length++) {
      expect([length, (await complaint(bytes.subarray(0, length))) === '']).toEqual([length, length === first]);
    }
  });

  test('2000 damaged files: the verdict of gzip -t on a sample, an error of one line or the bytes, nothing else', async () => {
    const original = joined(cut(0, 600), cut(600, 1200), new Uint8Array(30));
    let refused = 0;
    for (let i = 0; i < 2000; i++) {
      const bytes = original.slice();
      for (let k = 0; k <= 2 * random(); k++) bytes[2 + Math.floor((bytes.length - 2) * random())] = 256 * random();
      const message = await complaint(bytes);
      if (message !== '') refused++;
      if (i % 40 === 0) expect([i, verdict(bytes) ?? message === '']).toEqual([i, message === '']);
    }
    expect(refused).toBeGreaterThan(1000);
  });

  // The last bytes are damaged: who unpacks all of it finds that out, who stops at the limit does not.
  test('what unpacks to more than its limit is let go of at the limit, in one member or in many', async () => {
    const most = 2 ** 25;
    const nothing = new Uint8Array(gzipSync(new Uint8Array(2 ** 24)));
    for (const bomb of [
      new Uint8Array(gzipSync(new Uint8Array(2 ** 28))),
      joined(...Array.from({ length: 16 }, () => nothing)),
    ]) {
      expect(await complaint(flipped(bomb, -6), 2 ** 29)).toMatch(/is broken/);
      expect(await complaint(flipped(bomb, -6), most)).toMatch(/unpacks to more than 0.03125 GB/);
    }
  });
});
