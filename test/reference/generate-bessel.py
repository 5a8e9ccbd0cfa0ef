"""Writes bessel.json: j_n(z), h_n(z) = int_0^z j_n and Si(z) to 20 digits, from series and recursions at 50 digits.

Run: python3 generate-bessel.py   (mpmath 1.3.0)

Values are strings, so that those below the range of a double survive the file.
"""

import json
import pathlib

import mpmath
from mpmath import mp, mpf

assert mpmath.__version__ == "1.3.0", mpmath.__version__
mp.dps = 50

ORDERS = [0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1200, 1597, 1999, 2000]
# Doubles, exactly; among them values just below and above integers, where the recursions are joined, near zeros of
# j_0 and j_1, and where orders up to 2000 pass through the turning point.
ARGUMENTS = [
    1e-300, 1e-20, 9.9e-9, 1.01e-8, 1e-5, 1e-3, 0.03125, 0.1, 0.5, 0.999, 1.0, 1.001, 1.5, 1.999, 2.0, 2.7, 2.999, 3.0,
    3.001, 3.14159265358979, 3.9, 4.493409457909064, 4.9, 6.0, 6.283185307179586, 7.3, 9.9, 12.34, 19.99, 31.4, 50.0,
    77.7, 100.25, 143.9, 144.1, 233.0, 300.6, 500.5, 610.01, 777.7, 986.5, 1000.0, 1200.9, 1400.5, 1597.99, 1990.0,
    1999.9, 2000.0, 2000.5, 2001.1, 2010.0, 2500.25, 3000.3, 5000.0, 12345.678, 31415.92653589793, 65432.1, 99999.9, 1e5,
]


def bessel(n_max, z):
    """All j_n and h_n, n <= n_max, by downward recursion from far above, with 60 guard digits."""
    with mp.workdps(mp.dps + 60):
        start = int(max(n_max, z)) + 100 + int(50 * max(1, max(n_max, z)) ** (1 / 3))
        j = [mpf(0)] * (start + 2)
        h = [mpf(0)] * (start + 2)
        j[start] = mpf(1)
        for n in range(start, 0, -1):
            j[n - 1] = (2 * n + 1) / z * j[n] - j[n + 1]
        j0, j1 = mpmath.sin(z) / z, mpmath.sin(z) / z**2 - mpmath.cos(z) / z
        scale = j0 / j[0] if abs(j0) > abs(j1) else j1 / j[1]
        j = [v * scale for v in j]
        for n in range(start, 0, -1):
            h[n - 1] = ((n + 1) * h[n + 1] + (2 * n + 1) * j[n]) / n
        return j, h


def main():
    rows = []
    for argument in ARGUMENTS:
        z = mpf(argument)
        j, h = bessel(max(ORDERS), z)
        si = mpmath.si(z)
        # Two outside checks of the recursion: Si, and the closed forms of mpmath and of DLMF 10.22.10 here and there.
        assert abs(h[0] / si - 1) < mpf(10) ** -45, argument
        if z < 60:
            for n in (2, 13, 55):
                with mp.workdps(120):
                    f = mpmath.sqrt(mp.pi / 2 / z) * mpmath.besselj(n + mpf(1) / 2, z)
                    g = z ** (n + 1) * mpmath.hyp1f2(
                        mpf(n + 1) / 2, mpf(n + 3) / 2, n + mpf(3) / 2, -z * z / 4
                    ) / ((n + 1) * mpmath.fac2(2 * n + 1))
                assert abs(j[n] / f - 1) < mpf(10) ** -45, (n, argument)
                assert abs(h[n] / g - 1) < mpf(10) ** -45, (n, argument)
        rows.append(
            {
                "z": argument,
                "si": mpmath.nstr(si, 20),
                "j": [mpmath.nstr(j[n], 20) for n in ORDERS],
                "h": [mpmath.nstr(h[n], 20) for n in ORDERS],
            }
        )
    orders = json.dumps(ORDERS)
    text = json.dumps({"orders": "ORDERS", "rows": rows}, indent=2).replace('"ORDERS"', orders).replace("e-0", "e-")
    pathlib.Path(__file__).with_name("bessel.json").write_text(text + "\n")


main()
