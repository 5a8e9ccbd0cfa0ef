"""
Makes sky.json: normalised associated Legendre functions to 60 digits, and a small sky by healpy.
Run with Debian 12's python3 (mpmath 1.2.1, healpy 1.16.1, numpy 1.24.2):  python3 generate-sky.py > sky.json
"""
import json
import random

import healpy
import mpmath
import numpy

mpmath.mp.dps = 60
random.seed(20190724)


def lam(l, m, x):
    """lambda_lm(x), Y_lm = lambda_lm e^{i m phi}, upward in l from lambda_mm, in 60 digits."""
    x = mpmath.mpf(x)
    value = mpmath.sqrt(1 / (4 * mpmath.pi))
    for k in range(1, m + 1):
        value *= -mpmath.sqrt(mpmath.mpf(2 * k + 1) / (2 * k))
    value *= mpmath.sqrt((1 - x) * (1 + x)) ** m
    before = mpmath.mpf(0)
    for k in range(m + 1, l + 1):
        a = mpmath.sqrt(mpmath.mpf(4 * k * k - 1) / (k * k - m * m))
        b = mpmath.sqrt(mpmath.mpf((2 * k + 1) * (k - 1 + m) * (k - 1 - m)) / ((2 * k - 3) * (k * k - m * m)))
        before, value = value, a * x * value - b * before
    return value


legendre = []
for l_max in (10, 100, 767, 1535):
    for i in range(60):
        l = random.randint(0, l_max)
        m = l if i % 10 == 0 else random.randint(0, l)
        x = random.choice([random.uniform(-1, 1), 1 - 10 ** random.uniform(-7, 0), 10 ** random.uniform(-9, 0)])
        if i % 10 == 1:  # on the edge of the region where sin^m underflows
            m, x = l // 2, 1 - 10 ** random.uniform(-1.5, -0.5)
        value = lam(l, m, x)
        legendre.append([l, m, x, 0.0 if abs(value) < mpmath.mpf(2) ** -150 else float(value)])

n_side = 4
sky = [((37 * p) % 101) / 101 - 0.5 for p in range(12 * n_side**2)]
sky_c = {str(n): healpy.anafast(numpy.array(sky), iter=n).tolist() for n in (0, 3)}
print(json.dumps({"legendre": legendre, "sky": sky, "C": sky_c}, indent=1))
