"""
Mean pseudo-C_l of 1000 synthetic skies under four masks and three treatments, by healpy: synfast, remove_dipole, anafast
(three iterations). Written to partial-skies.json; the tests hold the expectation of src/observation against it.

    /usr/bin/python3 test/reference/generate-partial-skies.py     (a few minutes on one core)

healpy 1.16.1 (Debian python3-healpy), numpy's default_rng and RandomState, seeds below.
"""
import json
import os

import healpy as hp
import numpy as np

N_SIDE, SKIES, L_MAX, L_SKY = 64, 1000, 40, 160
NOISE = 1e-3

ell = np.arange(L_SKY + 1)
C = np.zeros(L_SKY + 1)
C[1:] = ell[1:] ** -2.5

x, y, z = hp.pix2vec(N_SIDE, np.arange(hp.nside2npix(N_SIDE)))
declination = np.degrees(np.arcsin(z))


def band(low, high):
    return ((declination >= low) & (declination <= high)).astype(float)


MASKS = {
    "icecube": band(-90, -25),
    "hawc": band(-38, 76),
    "lhaaso": band(-20.64, 79.36),
    # A tilted cap with a soft edge: not the same at every right ascension.
    "tilted": np.clip(2 * (0.4 + 0.6 * x - 0.8 * z), 0, 1),
}


def without_m0(values, seen):
    rings = hp.pix2ring(N_SIDE, np.arange(len(values)))
    sums = np.bincount(rings, weights=values * seen)
    counts = np.bincount(rings, weights=seen)
    return values - (sums / np.maximum(counts, 1))[rings]


TREATMENTS = ["none", "dipole", "m0"]
sums = {(k, t): np.zeros(L_MAX + 1) for k in MASKS for t in TREATMENTS}
squares = {key: np.zeros(L_MAX + 1) for key in sums}

np.random.seed(20190708)  # synfast draws from numpy's global state
noise_rng = np.random.default_rng(2019)
sigma = np.sqrt(NOISE * len(z) / (4 * np.pi))
for _ in range(SKIES):
    sky = hp.synfast(C, N_SIDE, lmax=L_SKY, pixwin=False) + sigma * noise_rng.standard_normal(len(z))
    for name, mask in MASKS.items():
        seen = mask > 0
        for treatment in TREATMENTS:
            if treatment == "m0" and name == "tilted":
                continue
            values = sky
            if treatment == "dipole":
                values = hp.remove_dipole(np.where(seen, sky, hp.UNSEEN), bad=hp.UNSEEN)
            elif treatment == "m0":
                values = without_m0(sky, seen)
            cl = hp.anafast(np.where(seen, values * mask, 0.0), lmax=L_MAX)
            sums[name, treatment] += cl
            squares[name, treatment] += cl**2

result = {
    "healpy": hp.__version__,
    "nSide": N_SIDE,
    "skies": SKIES,
    "lMax": L_MAX,
    "lMaxSky": L_SKY,
    "noise": NOISE,
    "spectrum": "C_l = l^-2.5 for l from 1 to lMaxSky",
    "cases": [
        {
            "mask": name,
            "treatment": treatment,
            "mean": [float(f"{v:.10e}") for v in sums[name, treatment] / SKIES],
            "scatter": [
                float(f"{v:.4e}")
                for v in np.sqrt((squares[name, treatment] - sums[name, treatment] ** 2 / SKIES) / (SKIES - 1))
            ],
        }
        for name in MASKS
        for treatment in TREATMENTS
        if not (treatment == "m0" and name == "tilted")
    ],
}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "partial-skies.json")
with open(path, "w") as out:
    json.dump(result, out, indent=1)
    out.write("\n")
