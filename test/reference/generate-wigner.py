"""Writes wigner.json: Wigner 3j and 6j symbols of sympy, small ones as exact squares with a sign, large ones to 25 digits.

Run: /usr/bin/python3 generate-wigner.py   (sympy 1.11.1)
"""

import json
import pathlib
import random

import sympy
from sympy import Rational
from sympy.physics.wigner import wigner_3j, wigner_6j

assert sympy.__version__ == "1.11.1", sympy.__version__
random.seed(34)


def half(twice):
    return Rational(twice, 2)


def triangle(largest):
    """Twice j1, j2, j3 of a triangle."""
    a, b = random.randint(0, largest), random.randint(0, largest)
    return a, b, random.randrange(abs(a - b), a + b + 1, 2)


def arguments_3j(largest):
    while True:
        js = triangle(largest)
        m1, m2 = (random.randrange(-j, j + 1, 2) for j in js[:2])
        if abs(m1 + m2) <= js[2]:
            return [*js, m1, m2, -m1 - m2]


def arguments_6j(largest):
    while True:
        a, b, c = triangle(largest)
        d = random.randint(0, largest)
        low, high = max(abs(c - d), abs(a - b) % 2), c + d
        e = random.randrange(low, high + 1, 2)
        f = max(abs(b - d), abs(a - e)), min(b + d, a + e)
        if f[0] <= f[1] and (a + e) % 2 == (b + d) % 2:
            return [a, b, c, d, e, random.randrange(f[0], f[1] + 1, 2)]


def exact(symbol, twice):
    value = symbol(*map(half, twice))
    return {"twice": twice, "sign": int(sympy.sign(value)), "square": str(value**2)}


def decimal(symbol, twice):
    return {"twice": twice, "value": str(sympy.N(symbol(*map(half, twice)), 25))}


LARGE_3J = [
    [400, 400, 400, 0, 0, 0],
    [400, 302, 254, 100, -102, 2],
    [399, 401, 400, 1, 3, -4],
    [2000, 2000, 2000, 0, 0, 0],
    [2000, 2000, 2000, 2, -2, 0],
    [2000, 2000, 400, 1200, -1100, -100],
    [1999, 1999, 2000, 501, -1001, 500],
    [2000, 1998, 4, 1998, -1998, 0],
    [2000, 1000, 1200, -1600, 800, 800],
]
LARGE_6J = [
    [400, 400, 400, 400, 400, 400],
    [400, 302, 254, 100, 300, 350],
    [4, 400, 400, 360, 380, 384],
    [2000, 2000, 2000, 2000, 2000, 2000],
    [1999, 1999, 2000, 1001, 1001, 1200],
    [4, 2000, 2000, 400, 2000, 2004],
    [2000, 1600, 1200, 400, 1000, 1400],
]


def main():
    tables = {
        "wigner3j": [exact(wigner_3j, arguments_3j(largest)) for largest in [4] * 15 + [15] * 25 + [50] * 20],
        "wigner6j": [exact(wigner_6j, arguments_6j(largest)) for largest in [4] * 15 + [15] * 25 + [50] * 20],
        "wigner3jLarge": [decimal(wigner_3j, twice) for twice in LARGE_3J],
        "wigner6jLarge": [decimal(wigner_6j, twice) for twice in LARGE_6J],
    }
    rows = []
    for name, table in tables.items():
        lines = ",\n".join("    " + row for row in map(one_line, table))
        rows.append('  "%s": [\n%s\n  ]' % (name, lines))
    text = "{\n" + ",\n".join(rows) + "\n}\n"
    json.loads(text)
    pathlib.Path(__file__).with_name("wigner.json").write_text(text)


def one_line(row):
    return "{ " + json.dumps(row)[1:-1] + " }"


main()
