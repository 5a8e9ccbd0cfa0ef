"""
Sky maps in FITS as the common tools write them, and what healpy finds in them: small files that were once read wrongly, or
refused. Rewrites all *.fits.gz beside it, and expected.json.

    /usr/bin/python3 test/cases/fits/generate.py     (a second)

Debian 12: healpy 1.16.1, astropy 5.2.1, numpy 1.24.2. The same versions write the same bytes.
"""
import gzip
import io
import json
import os
import struct
import zlib

import astropy
import healpy as hp
import numpy as np
from astropy.io import fits

assert (hp.__version__, astropy.__version__, np.__version__) == ("1.16.1", "5.2.1", "1.24.2")

HERE = os.path.dirname(os.path.abspath(__file__))
N_SIDE, L_MAX = 4, 8
N_PIX = hp.nside2npix(N_SIDE)
rng = np.random.default_rng(20261126)
sky = rng.standard_normal(N_PIX)
counts = rng.integers(20, 121, N_PIX)
declination = 90 - np.degrees(hp.pix2ang(N_SIDE, np.arange(N_PIX))[0])
mask = (np.arange(N_PIX) % 7 != 3) & (declination > -40)
hidden = np.arange(N_PIX) % 11 == 4
expected = {}


def save(name, data):
    with open(os.path.join(HERE, name), "wb") as file:
        file.write(data)


def packed(data):
    return gzip.compress(data, mtime=0)


def table(columns, ordering="RING", coord="C", explicit=False, **cards):
    """A HEALPix table; columns are astropy's, or name=array."""
    hdu = fits.BinTableHDU.from_columns(columns)
    header = hdu.header
    header["PIXTYPE"] = "HEALPIX"
    if ordering:
        header["ORDERING"] = ordering
    if coord:
        header["COORDSYS"] = coord
    header["NSIDE"] = N_SIDE
    header["INDXSCHM"] = "EXPLICIT" if explicit else "IMPLICIT"
    header["OBJECT"] = "PARTIAL" if explicit else "FULLSKY"
    # Not before the bytes are made, or astropy takes TSCAL and TZERO out of the numbers a second time.
    later = ("TSCAL1", "TZERO1")
    for key, value in cards.items():
        header[key.replace("T", "X", 1) if key in later else key] = value
    out = io.BytesIO()
    fits.HDUList([fits.PrimaryHDU(), hdu]).writeto(out)
    data = out.getvalue()
    for key in later:
        data = data.replace(f"X{key[1:]}  =".encode(), f"{key}  =".encode())
    return data


def column(name, form, array, **more):
    return fits.Column(name=name, format=form, array=np.asarray(array), **more)


def pseudo(values):
    """C_l of what is seen: zero elsewhere."""
    return list(hp.anafast(np.asarray(values, dtype=float), lmax=L_MAX, iter=3))


def case(name, data, values, seen=None):
    save(f"{name}.fits.gz", packed(data))
    expected[name] = {
        "pseudo": pseudo(np.where(np.ones(N_PIX, bool) if seen is None else seen, values, 0)),
        "seen": N_PIX if seen is None else int(np.sum(seen)),
    }


# The same counts in every type of integer, signed and unsigned.
INTEGERS = {
    "uint8": ("B", None),
    "int8": ("B", -128),
    "int16": ("I", None),
    "uint16": ("I", 2**15),
    "int32": ("J", None),
    "uint32": ("J", 2**31),
    "int64": ("K", None),
    "uint64": ("K", 2**63),
}
for name, (form, zero) in INTEGERS.items():
    if name == "int8":
        data = table([column("COUNTS", form, (counts + 128).astype("uint8"))], TZERO1=zero)
        case("counts-int8", data, counts)
        continue
    more = {} if zero is None else {"bzero": zero}
    case(f"counts-{name}", table([column("COUNTS", form, counts.astype(name), **more)]), counts)
    pixels = np.flatnonzero(mask).astype(name)
    columns = [column("PIXEL", form, pixels, **more), column("T", "D", sky[mask])]
    case(f"pixels-{name}", table(columns, explicit=True), sky, mask)

# Integers that stand for fractions, one of them for nothing.
stored = np.where(hidden, -32768, np.round(1000 * sky)).astype("int16")
data = table([column("T", "I", stored)], TSCAL1=0.001, TZERO1=0.5, TNULL1=-32768)
case("scaled-int16", data, np.where(hidden, 0, stored * 0.001 + 0.5), ~hidden)

# Marks of missing data, in the precision of the column.
for form, dtype in (("E", "float32"), ("D", "float64")):
    values = sky.astype(dtype)
    marks = {
        "unseen": (hp.UNSEEN, {}),
        "bad-data": (-9999.9, {"BAD_DATA": -9999.9}),
        "nan": (np.nan, {}),
        "infinity": (np.inf, {}),
    }
    for name, (mark, cards) in marks.items():
        marked = values.copy()
        marked[hidden] = np.dtype(dtype).type(mark)
        case(f"{name}-{dtype}", table([column("T", form, marked)], **cards), values, ~hidden)
rounded = np.where(hidden, np.float64(np.float32(-9999.9)), sky)
case("bad-data-rounded", table([column("T", "D", rounded)], BAD_DATA=-9999.9), sky, ~hidden)

# A map, masks of each kind, and labels that are missing or say something else.
case("ring", table([column("T", "D", sky)]), sky)
nested = hp.reorder(sky, r2n=True)
case("nested-unlabelled", table([column("T", "D", nested)], ordering=None), sky)
case("galactic", table([column("T", "D", sky)], coord="G"), sky)
case("counts-galactic", table([column("COUNTS", "J", counts.astype("int32"))], coord="G"), counts)
bits = np.packbits(mask)
MASKS = {
    "mask-ring": ([column("MASK", "E", mask.astype("float32"))], {}),
    "mask-bool": ([column("MASK", "L", mask)], {}),
    "mask-null": ([column("MASK", "B", np.where(mask, ord("T"), 0).astype("uint8"))], {}),
    "mask-bits": ([fits.Column(name="MASK", format=f"{N_PIX}X", array=mask[None, :])], {}),
    "mask-galactic": ([column("MASK", "E", mask.astype("float32"))], {"coord": "G"}),
    "mask-unframed": ([column("MASK", "E", mask.astype("float32"))], {"coord": None}),
    "mask-b1950": ([column("MASK", "E", mask.astype("float32"))], {"coord": "B1950"}),
}
for name, (columns, labels) in MASKS.items():
    data = table(columns, **labels)
    if name == "mask-null":  # astropy writes no null bytes in a column of truth values
        data = data.replace(b"TFORM1  = 'B       '", b"TFORM1  = 'L       '")
    save(f"{name}.fits.gz", packed(data))
expected["masked"] = {"pseudo": pseudo(sky * mask), "seen": int(np.sum(mask))}

# Ways to compress: members in a row, as by `cat`; bgzip's blocks with an empty one at the end; zeros behind the end.
whole = table([column("T", "D", sky)])


def block(data):
    """A member as bgzip writes it: its length minus one in an extra field."""
    deflate = zlib.compressobj(6, zlib.DEFLATED, -15)
    body = deflate.compress(data) + deflate.flush()
    head = struct.pack("<BBBBIBBHBBHH", 31, 139, 8, 4, 0, 0, 255, 6, ord("B"), ord("C"), 2, len(body) + 25)
    return head + body + struct.pack("<II", zlib.crc32(data), len(data))


save("members.fits.gz", packed(whole[:3000]) + packed(whole[3000:]))
save("blocks.fits.gz", b"".join(block(whole[i : i + 2000]) for i in range(0, len(whole), 2000)) + block(b""))
save("padded.fits.gz", packed(whole) + bytes(1000))
for name in ("members", "blocks", "padded"):
    expected[name] = expected["ring"]

# 5 degrees about a point: too small a sky for bands of the usual slope.
disc = np.zeros(hp.nside2npix(64), dtype="float32")
disc[hp.query_disc(64, hp.ang2vec(np.radians(60), 1.0), np.radians(5))] = 1
save("disc5.fits.gz", packed(table([column("MASK", "1024E", disc.reshape(-1, 1024))], NSIDE=64)))

with open(os.path.join(HERE, "expected.json"), "w", encoding="utf8") as file:
    json.dump({"lMax": L_MAX, "cases": expected}, file, separators=(",", ":"))
    file.write("\n")
