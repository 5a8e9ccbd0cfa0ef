/** Files of every kind that healpy and astropy write, read by both: the same numbers. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readMaskFile } from '../../src/cli/sky/files.ts';
import { readFitsMap } from '../../src/files/fits/read.ts';
import { describeWithHealpy, healpy } from '../sky/healpy.ts';

/** NaN where healpy has no data; ring order, whatever the file's. */
const READ = `
def found(path):
    x = hp.read_map(path).astype(np.float64)
    return np.where(hp.mask_bad(x) | ~np.isfinite(x), np.nan, x)
`;

/** N_side from 4 up: partial maps of fewer pixels than 128 are more than healpy 1.16 can write. */
const WRITTEN_BY_HEALPY = `
import gzip, itertools, os
rng = np.random.default_rng(7)
i = 0
for n_side, dtype, nest, partial, idl, packed in itertools.product(
    (4, 16, 32), ('?', 'u1', 'i2', 'i4', 'i8', 'f4', 'f8'), (False, True), (False, True), (False, True), (False, True)):
    n = hp.nside2npix(n_side)
    if dtype == '?': m = rng.random(n) < 0.6
    elif dtype[0] == 'f':
        m = rng.standard_normal(n).astype(dtype)
        m[rng.random(n) < 0.2] = hp.UNSEEN
        if not partial: m[rng.random(n) < 0.1] = np.nan
        m[0] = 1
    else:
        info = np.iinfo(dtype)
        m = rng.integers(info.min, info.max, n, dtype=dtype, endpoint=True)
        m[:2] = info.min, info.max
    name = f'{folder}/{i}.fits' + ('.gz' if packed else '')
    hp.write_map(name, m, nest=nest, partial=partial, fits_IDL=idl, coord='CGE'[i % 3], dtype=m.dtype, overwrite=True)
    answer[f'{i} {os.path.basename(name)}'] = found(name)
    i += 1
`;

const WRITTEN_BY_ASTROPY = `
import gzip, io, itertools
from astropy.io import fits
rng = np.random.default_rng(8)
i = 0
for dtype, pixels, ordering, packed in itertools.product(
    ('u1', 'u2', 'u4', 'u8', 'i2', 'i4', 'i8', 'f4', 'f8', '?'), (None, 'i2', 'i4', 'i8', 'u2', 'u4', 'u8'),
    ('RING', 'NESTED'), (False, True)):
    n = 768
    seen = np.arange(n) if pixels is None else np.flatnonzero(rng.random(n) < 0.7)
    if dtype == '?': m = rng.random(len(seen)) < 0.6
    elif dtype[0] == 'f': m = rng.standard_normal(len(seen)).astype(dtype)
    else:
        info = np.iinfo(dtype)
        m = rng.integers(info.min, info.max, len(seen), dtype=dtype, endpoint=True)
        m[:2] = info.min, info.max
    columns = {'T': m, 'U': m[::-1].copy()}
    if pixels: columns = {'PIXEL': seen.astype(pixels), **columns}
    hdu = fits.BinTableHDU(np.rec.fromarrays(list(columns.values()), names=list(columns)), uint=True)
    hdu.header.update(PIXTYPE='HEALPIX', NSIDE=8, ORDERING=ordering, COORDSYS='C')
    hdu.header['INDXSCHM'] = 'EXPLICIT' if pixels else 'IMPLICIT'
    hdu.header['OBJECT'] = 'PARTIAL' if pixels else 'FULLSKY'
    name = f'{folder}/a{i}.fits' + ('.gz' if packed else '')
    hdu.writeto(name, overwrite=True)
    with fits.open(name, uint=True) as file:
        data = file[1].data
        whole = np.full(n, np.nan)
        whole[seen] = np.array([float(int(x)) if m.dtype.kind in 'ui' else float(x) for x in data['T']])
        assert m.dtype.kind == 'f' or [int(x) for x in data['T']] == [int(x) for x in m]
    answer[f'{i} a{i}.fits' + ('.gz' if packed else '')] = whole if ordering == 'RING' else whole[hp.ring2nest(8, np.arange(n))]
    i += 1
`;

describeWithHealpy('every kind of map that is written by', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cranis-healpy-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const given = `folder = ${JSON.stringify(folder)}\n${READ}`;

  test.each([
    ['healpy: types × ordering × partial or full × rows of 1024 or 1 × gzip or not', WRITTEN_BY_HEALPY, 336],
    [
      'astropy: types, unsigned ones too × pixel numbers of each type or none × ordering × gzip or not',
      WRITTEN_BY_ASTROPY,
      280,
    ],
  ])(
    '%s: all pixels bit for bit',
    async (_, code, kinds) => {
      const answer = Object.entries(healpy(given + code));
      expect(answer.length).toBe(kinds);
      for (const [kind, wanted] of answer) {
        const path = join(folder, kind.split(' ')[1]);
        const { maps } = await readFitsMap(readFileSync(path));
        expect([kind, maps[0].values.length]).toEqual([kind, wanted.length]);
        const values = [...maps[0].values].map((value, p) => (maps[0].seen[p] ? value : Number.NaN));
        expect([kind, values]).toEqual([kind, [...wanted]]);
      }
    },
    120_000,
  );

  test('masks of each type: the weights are 0 and 1 where the mask is', async () => {
    const types = ['?', 'u1', 'i2', 'i4', 'i8', 'f4', 'f8'];
    const { mask } = healpy(
      `${given}
mask = np.random.default_rng(9).random(hp.nside2npix(16)) < 0.5
for i, (dtype, nest) in enumerate((d, n) for d in ${JSON.stringify(types)} for n in (False, True)):
    m = (hp.reorder(mask.astype(float), r2n=True) if nest else mask).astype(dtype)
    hp.write_map(f'{folder}/m{i}.fits', m, nest=nest, dtype=m.dtype)
answer['mask'] = mask`,
    );
    for (let i = 0; i < 2 * types.length; i++) {
      const { weights } = await readMaskFile(join(folder, `m${i}.fits`));
      expect([i, weights]).toEqual([i, mask]);
    }
  });
});
