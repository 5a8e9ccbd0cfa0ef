"""Writes theory-spectra.json: propagators, mixing matrices and spectra of the theory for eight turbulence models.

Run: OMP_NUM_THREADS=1 python3 generate-theory.py   (Debian 12's: numpy 1.24.2, scipy 1.10.1, sympy 1.11.1, mpmath 1.2.1; about three
minutes on one core). With --quick it takes one, leaves out what needs thousands of Wigner symbols and writes nothing.

Numbers in (...) are those of Mertsch & Ahlers, ICRC2019; those in [Pn] stand in docs/equations.md.
Units c = r_g = 1.

The routes are slow on purpose:
  Lambda  composite Gauss-Legendre in k and tau
  kappa   composite Gauss-Legendre in k; h_a(k dT) by composite Gauss-Legendre of scipy's spherical_jn
  M       (3.10)-(3.13) with sympy's exact Wigner symbols; checked against [P4] with J and B from [P5], the double
          integral over the square of times
  steady  [P4]-[P5] as a matrix, solved by numpy; checked at l_max = 30 against the matrix of Wigner symbols
  evolved scipy's expm of the matrix of Wigner symbols (its diagonal by [P4]); checked by mpmath's expm
  exact   [P10] by spectral integration over panels in theta that shrink towards theta = 0; checked against [P9] as an
          ordinary differential equation in -ln(1-x), solved by scipy's DOP853
Each group is computed on two meshes. The differences between meshes and between routes are written under "measured";
the script stops if one of them exceeds the accuracy that the file states.
"""

import argparse
import json
import pathlib
import re
import time

import mpmath
import numpy as np
import scipy
import scipy.integrate
import scipy.linalg
import sympy
from scipy.special import spherical_jn
from sympy.physics.wigner import wigner_3j, wigner_6j

VERSIONS = tuple(module.__version__ for module in (np, scipy, sympy, mpmath))
assert VERSIONS == ("1.24.2", "1.10.1", "1.11.1", "1.2.1"), VERSIONS

HERE = pathlib.Path(__file__).parent
PI = np.pi

CASES = [
    {"name": "kolmogorov", "spec": {"kind": "power-law", "k0": 1e-3, "k1": 100.0, "index": 5 / 3}, "alphas": [5, 50, 150]},
    {"name": "kraichnan", "spec": {"kind": "power-law", "k0": 1e-2, "k1": 30.0, "index": 1.5}, "alphas": [20, 100]},
    {"name": "white-noise", "spec": {"kind": "power-law", "k0": 0.03, "k1": 30.0, "index": 0}, "alphas": [0.5, 80]},
    {
        "name": "bent",
        "spec": {"kind": "bent", "k0": 1e-3, "k1": 50.0, "index": 5 / 3, "outerScale": 20.0, "lowIndex": 4},
        "alphas": [40],
    },
    {
        "name": "table",
        "spec": {"kind": "table", "k": [0.01, 0.05, 0.3, 2.0, 8.0, 25.0], "g": [0.2, 1.0, 0.6, 0.1, 0.03, 0.002]},
        "alphas": [25],
    },
    {"name": "rising", "spec": {"kind": "power-law", "k0": 0.1, "k1": 10.0, "index": -1}, "alphas": [10]},
    {"name": "narrow-band", "spec": {"kind": "power-law", "k0": 1.0, "k1": 1.2, "index": 0}, "alphas": [30]},
    {"name": "paper", "spec": {"kind": "power-law", "k0": 1e-3, "k1": 100.0, "index": 0}, "alphas": [1000]},
]
ORDERS = [0, 1, 2, 5, 10, 20]
PAIRS = [
    (0, 1), (1, 1), (2, 1), (3, 1), (1, 2), (2, 2), (0, 5), (5, 5), (8, 5), (10, 10), (20, 10), (10, 20), (30, 30), (29, 30),
    (40, 40), (40, 38), (38, 40),
]  # fmt: skip
SUM_RULE = [1, 2, 5]
STEADY = [30, 60]
ELLS = [1, 2, 3, 5, 10, 20, 30]
EXACT_MESHES = [{"ratio": 1.5, "order": 24}, {"ratio": 1.25, "order": 30}]

# Two meshes: the coarse one only tells the error of the fine one.
COARSE = {"ratio": 2.0, "k_phase": 2 * PI, "k_order": 20, "h_order": 10, "t_phase": 2 * PI, "t_order": 16, "margin": 20}
LONG = {"ratio": 2.0, "k_phase": 2 * PI, "k_order": 20, "h_order": 10, "t_phase": 4 * PI, "t_order": 24, "margin": 0}
FINE = {"ratio": 1.5, "k_phase": PI, "k_order": 24, "h_order": 14, "t_phase": PI, "t_order": 16, "margin": 60}


# ---------------------------------------------------------------------------------------------------- quadrature

def gauss(n):
    """Gauss-Legendre on [-1, 1], polished in long double: (x, w, 1-x)."""
    x = np.polynomial.legendre.leggauss(n)[0].astype(np.longdouble)
    for _ in range(3):
        p, q = np.ones_like(x), x.copy()
        for m in range(1, n):
            p, q = q, ((2 * m + 1) * x * q - m * p) / (m + 1)
        slope = n * (p - x * q) / (1 - x * x)
        x = x - q / slope
    return x.astype(float), (2 / ((1 - x * x) * slope**2)).astype(float), (1 - x).astype(float)


def composite(edges, order):
    x, w, _ = gauss(order)
    a, b = np.asarray(edges[:-1])[:, None], np.asarray(edges[1:])[:, None]
    return ((a + b) / 2 + (b - a) / 2 * x).ravel(), ((b - a) / 2 * w).ravel()


def geometric(a, b, ratio):
    n = max(1, int(np.ceil(np.log(b / a) / np.log(ratio) - 1e-9)))
    return a * (b / a) ** (np.arange(n + 1) / n)


def shape(spec):
    """g(k), not normalised, and the wavenumbers between which it is analytic."""
    if spec["kind"] == "table":
        k, g = np.log(spec["k"]), np.log(spec["g"])
        return lambda q: np.exp(np.interp(np.log(q), k, g)), spec["k"]
    if spec["kind"] == "bent":
        low, s, scale = spec["lowIndex"], spec["index"], spec["outerScale"]
        return lambda q: (q * scale) ** low / (1 + (q * scale) ** 2) ** ((low + s) / 2), [spec["k0"], 1 / scale, spec["k1"]]
    return lambda q: q ** -spec["index"], [spec["k0"], spec["k1"]]


def k_mesh(spec, step, mesh):
    """k and g dk on panels that span a factor `ratio` and a phase k dT of `k_phase` at most; 8 pi int g dk = 1 [P2]."""
    g, breaks = shape(spec)
    edges = [breaks[0]]
    for a, b in zip(breaks[:-1], breaks[1:]):
        for lo, hi in zip(*(lambda e: (e[:-1], e[1:]))(geometric(a, b, mesh["ratio"]))):
            n = max(1, int(np.ceil((hi - lo) * step / mesh["k_phase"])))
            edges += list(lo + (hi - lo) * np.arange(1, n + 1) / n)
    k, w = composite(edges, mesh["k_order"])
    w = w * g(k)
    return k, w / (8 * PI * w.sum())


# --------------------------------------------------------------------------------------------------- propagators

def lambdas(k, gdk, k1, step, mesh):
    """(3.14): int_0^dT dT' int_0^T' dtau f = int_0^dT (dT - tau) f dtau."""
    panels = int(np.ceil(k1 * step / mesh["t_phase"]))
    tau, w = composite(np.linspace(0, step, panels + 1), mesh["t_order"])
    result = {}
    for n in (0, 2):
        f = np.concatenate([spherical_jn(n, np.outer(part, k)) @ gdk for part in np.array_split(tau, panels)])
        result[n] = float((w * (step - tau)) @ f)
    return result


def h_table(a_max, z, order):
    """h_a(z) = int_0^z j_a for a = 0..a_max at rising z, by Gauss-Legendre between neighbours, half a radian at most."""
    below = np.linspace(0, z[0], int(np.ceil(2 * z[0])) + 1)[:-1]
    x, w = composite(np.concatenate([below, z]), order)
    pieces = ((w * spherical_jn(a, x)).reshape(-1, order).sum(axis=1) for a in range(a_max + 1))
    return np.array([np.cumsum(piece)[-len(z) :] for piece in pieces])


def kappas(k, gdk, step, a_max, mesh):
    """(3.16): kappa_aa and kappa_{a,a+2} for a = 0..a_max."""
    h = h_table(a_max + 2, k * step, mesh["h_order"])
    w = gdk / k**2
    return (h[:-2] ** 2) @ w, (h[:-2] * h[2:]) @ w


def a_limit(alpha):
    return int(alpha + 12 * alpha ** (1 / 3) + 20)


# ------------------------------------------------------------------------------------- M from Wigner symbols, exact

SYMBOLS = {}


def three_j(l, a, m):
    key = tuple(sorted((l, a, m)))
    if key not in SYMBOLS:
        SYMBOLS[key] = mpmath.mpf(sympy.N(wigner_3j(*key, 0, 0, 0), 30))
    return SYMBOLS[key]


def six_j(l, m, a, b):
    """{2 m m; l a b}, symmetric in a and b."""
    key = (l, m, *sorted((a, b)))
    if key not in SYMBOLS:
        SYMBOLS[key] = mpmath.mpf(sympy.N(wigner_6j(2, m, m, *key[:1], *key[2:]), 30))
    return SYMBOLS[key]


TERMS = {}


def terms(l, m):
    """The factors of kappa_ab in (3.12) + (3.13) for the element (l, m): [(a, b, factor)], a <= b, both orders summed."""
    if (l, m) in TERMS:
        return TERMS[l, m]
    out = []
    pre = 4 * mpmath.pi / 3 * m * (m + 1) * (2 * m + 1)
    for a in range(abs(l - m), l + m + 1, 2) if m > 0 else ():
        factor = 2 * pre * (2 * a + 1) * three_j(l, a, m) ** 2  # (3.12)
        for b in (a, a + 2):
            if b <= l + m:
                factor += (
                    (1 if a == b else 2) * pre * (-1) ** m / three_j(m, 2, m) * (-1) ** ((a + b) // 2)
                    * (2 * a + 1) * (2 * b + 1) * six_j(l, m, a, b) * three_j(2, a, b) * three_j(l, a, m) * three_j(l, b, m)
                )  # (3.13)
                out.append((a, b, float(factor)))
                factor = mpmath.mpf(0)
    TERMS[l, m] = out
    return out


def m_crossed(l, m, diagonal, off):
    """M1c: (3.12) + (3.13)."""
    return sum(f * (diagonal[a] if a == b else off[a]) for a, b, f in terms(l, m) if a < len(diagonal))


def one_particle(l, big_lambda):
    """M1a, on the diagonal (3.11)."""
    return -(8 * PI / 3) * (big_lambda[0] - big_lambda[2] / 2) * l * (l + 1)


def m_wigner(l, m, big_lambda, diagonal, off):
    """M = M0 + 2 M1a + M1c, and dT A = delta - M without the detour by 1."""
    minus = -((l == m) * 2 * one_particle(l, big_lambda) + m_crossed(l, m, diagonal, off))
    return (l == m) - minus, minus


# ------------------------------------------------------------------------------------- J and B, the double integral

def pair_functions(k, gdk, k1, step):
    """Tables over 0 <= R <= 2 dT of K0 = int g (j0 - j2/2)(kR), -K0'/R and int g j2(kR)/R^2, all entire in R^2 [P5].

    Gauss nodes on panels of a phase pi, then degree 9 on 24 cells a panel.
    """
    panels, order, cells, degree = int(np.ceil(2 * k1 * step / PI)), 20, 24, 9
    r, _ = composite(np.linspace(0, 2 * step * (1 + 1e-9), panels + 1), order)
    values = np.empty((3, len(r)))
    for part in np.array_split(np.arange(len(r)), panels):
        z = np.outer(r[part], k)
        j0, j1, j2, j3 = (spherical_jn(n, z) for n in range(4))
        values[0, part] = (j0 - j2 / 2) @ gdk
        values[1, part] = ((1.2 * j1 - 0.3 * j3) / z) @ (gdk * k**2)  # (j0 - j2/2)' = -(6/5) j1 + (3/10) j3
        values[2, part] = (j2 / z**2) @ (gdk * k**2)
    x, w, _ = gauss(order)
    nodes = np.cos(PI * (np.arange(degree + 1) + 0.5) / (degree + 1))
    to_power = np.linalg.inv(np.vander(nodes, increasing=True))
    weights = (-1.0) ** np.arange(order) * np.sqrt((1 - x * x) * w)
    resample = np.empty((cells, degree + 1, order))
    for c in range(cells):
        q = weights / ((2 * c + 1 + nodes[:, None]) / cells - 1 - x)
        resample[c] = to_power @ (q / q.sum(axis=1, keepdims=True))
    tables = [
        np.einsum("cdn,pn->dpc", resample, v.reshape(panels, order)).reshape(degree + 1, panels * cells).copy() for v in values
    ]
    scale = panels * cells / (2 * step * (1 + 1e-9))

    def evaluate(which, radius):
        position = radius * scale
        cell = position.astype(np.int32)
        s = 2 * (position - cell) - 1
        table = tables[which]
        result = table[degree].take(cell)
        for d in range(degree - 1, -1, -1):
            result = result * s + table[d].take(cell)
        return result

    return evaluate


def square(k1, step, mesh):
    """The square of times, folded on its diagonal: weights, tau_A tau_B, (tau_A - tau_B)^2."""
    panels = int(np.ceil(k1 * step / mesh["t_phase"]))
    tau, w = composite(np.linspace(0, step, panels + 1), mesh["t_order"])
    i, j = np.tril_indices(len(tau))
    return np.where(i == j, 1, 2) * w[i] * w[j], tau[i] * tau[j], (tau[i] - tau[j]) ** 2


def crossed_by_quadrature(spec, alpha, l_max, mesh):
    """M1c exactly as [P4] and [P5] stand, for a step too long for the finer meshes."""
    k1 = shape(spec)[1][-1]
    step = alpha / k1
    k, gdk = k_mesh(spec, step, mesh)
    functions = pair_functions(k, gdk, k1, step)
    weight, product, gap = square(k1, step, mesh)
    x, w, delta = gauss((a_limit(alpha) + 2 * l_max) // 2 + 5)
    big_j, b = np.empty(len(x)), np.empty(len(x))
    for n in range(len(x)):
        radius = np.sqrt(gap + 2 * product * delta[n])
        big_j[n] = weight @ functions(0, radius)
        b[n] = (weight * product) @ functions(2, radius)
    p, d = legendre(l_max, x)
    m = np.arange(l_max + 1)[:, None]
    return 2 * PI * (p * w) @ ((2 * m + 1) * ((2 / 3) * big_j * m * (m + 1) * p + b * (1 - x * x) * d)).T  # [P4]


def pair_integrals(k, gdk, k1, step, n_x, mesh):
    """[P5] on n_x Gauss nodes: (J(1) - J(x))/(1 - x) and B(x); and J(1), J'(1), B(1).

    R^2 is a polynomial in the two times and K0 is entire in R^2, so plain Gauss panels over the square converge fast.
    Waves much longer than dT make J large and hardly change it with x. J(1) - J(x) is therefore the integral of
    J'(x) = int int (-K0'/R) tau_A tau_B, never a difference.
    """
    functions = pair_functions(k, gdk, k1, step)
    weight, product, gap = square(k1, step, mesh)
    x, wx, delta = gauss(n_x)
    slope, b = np.empty(n_x), np.empty(n_x)
    for n in range(n_x):
        radius = np.sqrt(gap + 2 * product * delta[n])
        slope[n] = (weight * product) @ functions(1, radius)
        b[n] = (weight * product) @ functions(2, radius)
    at_one = {
        "J": weight @ functions(0, np.sqrt(gap)),
        "slope": (weight * product) @ functions(1, np.sqrt(gap)),
        "B": (weight * product) @ functions(2, np.sqrt(gap)),
    }
    pair = {"x": x, "w": wx, "delta": delta, "slope": slope, "B": b, "one": at_one}
    v, wv, _ = gauss(n_x // 2 + 1)
    pair["mean_slope"] = interpolate(pair, "slope", delta[:, None] * (1 + v) / 2) @ wv / 2
    return pair


def interpolate(pair, name, delta):
    """Barycentric in x on the Gauss nodes, as a function of 1 - x."""
    weights = (-1.0) ** np.arange(len(pair["x"])) * np.sqrt(pair["delta"] * (2 - pair["delta"]) * pair["w"])
    gap = pair["delta"] - np.asarray(delta)[..., None]
    q = weights / np.where(gap == 0, 1e-300, gap)
    return q @ pair[name] / q.sum(axis=-1)


def legendre(l_max, x):
    """P_l and P_l' for l = 0..l_max."""
    p, d = np.zeros((l_max + 2, len(x))), np.zeros((l_max + 2, len(x)))
    p[0], p[1], d[1] = 1, x, 1
    for l in range(1, l_max + 1):
        p[l + 1] = ((2 * l + 1) * x * p[l] - l * p[l - 1]) / (l + 1)
        d[l + 1] = d[l - 1] + (2 * l + 1) * p[l]
    return p[: l_max + 1], d[: l_max + 1]


def generator_step(pair, l_max):
    """dT A by [P4]; J(1) is taken out of J(x), where it cancels 2 M1a because J(1) = 2 (Lambda0 - Lambda2/2)."""
    p, d = legendre(l_max, pair["x"])
    m = np.arange(l_max + 1)[:, None]
    inner = (2 / 3) * pair["delta"] * pair["mean_slope"] * m * (m + 1) * p
    inner -= pair["B"] * pair["delta"] * (2 - pair["delta"]) * d
    return 2 * PI * (p * pair["w"]) @ (inner * (2 * m + 1)).T


# ----------------------------------------------------------------------------------------------- l_max to infinity

def exact_panels(pair, alpha, source_step, ratio, order):
    """[P10], [P11] in theta: panels of a phase at most 1 that shrink geometrically towards theta = 0."""
    first = PI / np.ceil(PI * (alpha + 10))
    edges = np.concatenate([geometric(1e-9, first, ratio), np.linspace(first, PI, int(np.ceil(PI * (alpha + 10))))[1:]])
    theta, w = composite(edges, order)
    delta = 2 * np.sin(theta / 2) ** 2
    a = (8 * PI / 3) * interpolate(pair, "mean_slope", delta)  # a/(1 - x) of [P9]
    b = interpolate(pair, "B", delta)
    rate = 4 * PI * b / a / np.tan(theta / 2)
    source = source_step * np.sin(theta) / a
    x, wx, _ = gauss(order)
    # Integration from each node up to the panel's upper end: y starts at theta = pi and is carried downwards.
    p = legendre(order, x)[0]
    m = np.arange(order)[:, None]
    upto = ((np.vstack([1 - x, (p[:-2] - p[2:]) / (2 * m[1:] + 1)]).T) @ ((2 * m + 1) / 2 * p[:-1])) * wx
    y, carried = np.empty_like(theta), 0.0
    shape_ = (len(edges) - 1, order)
    half = np.diff(edges) / 2
    y, rate, source = y.reshape(shape_), rate.reshape(shape_), source.reshape(shape_)
    weights = wx
    for panel in range(shape_[0] - 1, -1, -1):
        depth = half[panel] * (upto @ rate[panel])
        gained = half[panel] * (upto @ (source[panel] * np.exp(depth)))
        y[panel] = np.exp(-depth) * (carried + gained)
        whole = half[panel] * (weights @ rate[panel])
        carried = np.exp(-whole) * (carried + half[panel] * (weights @ (source[panel] * np.exp(depth))))
    d = legendre(max(ELLS), np.cos(theta))[1]
    flat = y.ravel() * np.sin(theta) * w
    return {l: float(2 * PI / (l * (l + 1)) * (d[l] @ flat)) for l in ELLS}


def exact_ode(pair, source_step):
    """[P9] and [P11] as one system in u = -ln(1 - x): y and the running integrals of P_l' y dx."""
    scale = source_step / ((8 * PI / 3) * pair["mean_slope"].max())

    def right(u, state):
        delta = np.exp(-u)
        mean_slope, b = interpolate(pair, "mean_slope", delta), interpolate(pair, "B", delta)
        d = legendre(max(ELLS), np.array([1 - delta]))[1][:, 0]
        y = state[0]
        rate = (source_step * delta - 4 * PI * b * y) / ((8 * PI / 3) * mean_slope)
        return np.concatenate([[rate], delta * y * d[ELLS] * 2 / (np.array(ELLS) * (np.array(ELLS) + 1))])

    start = np.zeros(1 + len(ELLS))
    # The integrals are held to an absolute error far below C_30; P_l' is scaled to 1 at x = 1.
    solution = scipy.integrate.solve_ivp(
        right, (-np.log(2), 34.0), start, method="DOP853", rtol=2e-13, atol=1e-15 * scale, first_step=1e-6
    )
    assert solution.success
    return {l: float(PI * solution.y[1 + n, -1]) for n, l in enumerate(ELLS)}


# ---------------------------------------------------------------------------------------------------------- a case

def solve_case(spec, alpha, full, quick):
    _, breaks = shape(spec)
    k0, k1 = breaks[0], breaks[-1]
    step = alpha / k1
    source = 8 * PI / 9 * 1e-4 * k0  # `published` [P8], K|G|^2 = 1e-4 c k0
    a_max = a_limit(alpha) + 2 * max(SUM_RULE) if full else 80
    levels = []
    for mesh in (COARSE, FINE):
        k, gdk = k_mesh(spec, step, mesh)
        out = {"Lambda": lambdas(k, gdk, k1, step, mesh)}
        diagonal, off = kappas(k, gdk, step, a_max, mesh)
        out["kappaDiagonal"] = {a: diagonal[a] for a in ORDERS}
        out["kappaOff"] = {a: off[a] for a in ORDERS}
        both = {pair: m_wigner(*pair, out["Lambda"], diagonal, off) for pair in PAIRS}
        out["M"] = {pair: v[0] for pair, v in both.items()}
        out["deltaMinusM"] = {pair: both[pair][1] for pair in PAIRS if pair[0] == pair[1]}
        if full:
            out["sumRule"] = {
                m: sum((2 * l + 1) * m_wigner(l, m, out["Lambda"], diagonal, off)[0] for l in range(a_max + m + 1))
                / (2 * m + 1)
                for m in (SUM_RULE if not quick else [])
            }
            n_x = a_limit(alpha) + max(STEADY) + mesh["margin"]  # J and B are polynomials of degree a_limit, to rounding
            pair = pair_integrals(k, gdk, k1, step, n_x, mesh)
            t = generator_step(pair, max(STEADY))
            out["t"] = t
            if not quick:
                ells = range(1, min(STEADY) + 1)
                out["wigner"] = np.array([[m_wigner(l, m, out["Lambda"], diagonal, off)[1] for m in ells] for l in ells])
            out["steady"] = {}
            for l_max in STEADY:
                right = np.zeros(l_max)
                right[0] = source * step
                c = np.linalg.solve(t[1 : l_max + 1, 1 : l_max + 1], right)
                out["steady"][l_max] = {l: c[l - 1] for l in ELLS if l <= l_max}
            source_step = step * 3 * source / (4 * PI)
            out["exact"] = exact_panels(pair, alpha, source_step, **EXACT_MESHES[mesh is FINE])
            out["tailExponent"] = 3 * pair["one"]["B"] / pair["one"]["slope"]  # p = 2 lim b (1 - x)/a
            out["pair"] = pair
        levels.append(out)
    coarse, fine = levels

    measured = {
        "Lambda": worst(coarse["Lambda"], fine["Lambda"]),
        "kappaDiagonal": worst(coarse["kappaDiagonal"], fine["kappaDiagonal"]),
        "kappaOff": worst(coarse["kappaOff"], fine["kappaOff"]),
        "M": worst(coarse["M"], fine["M"]),
        "deltaMinusM": worst(coarse["deltaMinusM"], fine["deltaMinusM"]),
    }
    if full:
        t = fine["t"]
        measured["steady"] = max(worst(coarse["steady"][n], fine["steady"][n]) for n in STEADY)
        measured["exact"] = worst(coarse["exact"], fine["exact"])
        measured["tailExponent"] = abs(coarse["tailExponent"] / fine["tailExponent"] - 1)
        if not quick:
            measured["sumRule"] = max(abs(v - 1) for v in fine["sumRule"].values())
        # Between routes.
        measured["M: (3.10)-(3.13) against [P4]-[P5], of the row's largest"] = max(
            abs(fine["M"][l, m] - (l == m) + t[l, m]) / np.abs(np.eye(len(t))[l] - t[l]).max() for l, m in PAIRS
        )
        by_quadrature = {p: t[p] for p in fine["deltaMinusM"]}
        measured["deltaMinusM: (3.10)-(3.13) against [P4]-[P5]"] = worst(fine["deltaMinusM"], by_quadrature)
        fine["deltaMinusM"] = by_quadrature  # as arranged here, loses nothing where long waves cancel
        one = fine["pair"]["one"]
        measured["J(1) against 2 (Lambda0 - Lambda2/2)"] = abs(
            one["J"] / (2 * (fine["Lambda"][0] - fine["Lambda"][2] / 2)) - 1
        )
        measured["(J(1) - J)/(1 - x) carried to x = 1 against J'(1)"] = abs(
            interpolate(fine["pair"], "mean_slope", 0.0) / one["slope"] - 1
        )
        if not quick:
            n = min(STEADY)
            c = np.linalg.solve(fine["wigner"], np.eye(n)[0] * source * step)
            measured["steady: (3.10)-(3.13) against [P4]-[P5]"] = worst({l: c[l - 1] for l in ELLS}, fine["steady"][n])
        measured["exact: panels against DOP853"] = worst(exact_ode(fine["pair"], source_step), fine["exact"])
    for level in levels:
        level.update(step=step, k0=k0, source=source, measured=measured)
    return levels


def check_against_mpmath(result, spec, alpha):
    """Lambda_0 and kappa_ab of a narrow band once more: closed forms under an adaptive integral over k, 30 digits."""
    with mpmath.workdps(30):
        k0, k1 = mpmath.mpf(spec["k0"]), mpmath.mpf(spec["k1"])
        step = alpha / k1
        g = 1 / (8 * mpmath.pi * (k1 - k0))

        def h(n, z):
            series = mpmath.hyp1f2(mpmath.mpf(n + 1) / 2, mpmath.mpf(n + 3) / 2, n + mpmath.mpf(3) / 2, -z * z / 4)
            return z ** (n + 1) * series / ((n + 1) * mpmath.fac2(2 * n + 1))

        def over_k(f):
            return mpmath.quad(lambda k: g / k**2 * f(k * step), mpmath.linspace(k0, k1, 4))

        pairs = [
            (over_k(lambda z: z * mpmath.si(z) - 1 + mpmath.cos(z)), result["Lambda"][0]),
            (over_k(lambda z: h(0, z) ** 2), result["kappaDiagonal"][0]),
            (over_k(lambda z: h(20, z) ** 2), result["kappaDiagonal"][20]),
            (over_k(lambda z: h(5, z) * h(7, z)), result["kappaOff"][5]),
        ]
    return max(float(abs(value / exact - 1)) for exact, value in pairs)


def check_against_file():
    """The numbers of theory.json once more: the worst deviation of each group (exact: in units of its stated accuracy)."""
    deviation = dict.fromkeys(["Lambda", "kappa", "M", "steady", "exact"], 0.0)
    for case in json.loads((HERE / "theory.json").read_text()):
        spec = {"kind": "power-law", "k0": case["k0"], "k1": case["k1"], "index": case["spectralIndex"]}
        mine = solve_case(spec, case["alpha"], full=True, quick=True)[1]

        def note(group, one, two, unit=1.0):
            deviation[group] = max(deviation[group], float(abs(one / two - 1)) / unit)

        for n in (0, 2):
            note("Lambda", mine["Lambda"][n], case[f"Lambda{n}"])
        for a in case["kappaDiag"]:
            note("kappa", mine["kappaDiagonal"][int(a)], case["kappaDiag"][a])
            note("kappa", mine["kappaOff"][int(a)], case["kappaOff2"][a])
        for l, m in mine["M"]:
            if f"{l},{m}" in case["M"]:
                note("M", mine["M"][l, m], case["M"][f"{l},{m}"])
        for l in ELLS:
            for l_max in STEADY:
                note("steady", mine["steady"][l_max][l], case["steady"][str(l_max)][str(l)])
            unit = 1e-8 if l <= 5 else 5e-7 if l <= 10 else 3e-5
            note("exact", mine["exact"][l], case["exact"][str(l)], unit)
    return deviation


def pair_evolution(levels, alpha, time_):
    """C_l(t) from zero, dC/dt = S e_1 - A C (3.4), and exp(-A dT), by scipy's expm; checked by mpmath's, 40 digits.

    C_30 hangs on elements of A far off its diagonal, 1e-11 of the row's largest, which only (3.12) and (3.13) give to all
    digits; the diagonal is that of [P4].
    """
    results = []
    for level in levels:
        step, l_max = level["step"], len(level["wigner"])
        a = level["wigner"].copy()
        np.fill_diagonal(a, np.diag(level["t"])[1 : l_max + 1])
        a /= step
        bordered = np.zeros((l_max + 1, l_max + 1))
        bordered[:l_max, :l_max] = -a
        bordered[0, l_max] = level["source"]
        results.append((scipy.linalg.expm(bordered * time_)[:l_max, l_max], scipy.linalg.expm(-a * step)))
    with mpmath.workdps(40):
        again = mpmath.expm(mpmath.matrix((bordered * time_).tolist()), method="taylor")
        resummed_again = mpmath.expm(mpmath.matrix((-a * step).tolist()), method="taylor")
    chosen = [p for p in PAIRS if 0 < min(p) and max(p) <= 30]
    at_ells = [{l: c[l - 1] for l in ELLS} for c, _ in results]
    at_pairs = [{p: r[p[0] - 1, p[1] - 1] for p in chosen} for _, r in results]
    measured = {
        "C": worst(*at_ells),
        "resummed": worst(*at_pairs),
        "C: scipy's expm against mpmath's": worst(at_ells[1], {l: float(again[l - 1, l_max]) for l in ELLS}),
        "resummed: scipy's expm against mpmath's": worst(
            at_pairs[1], {p: float(resummed_again[p[0] - 1, p[1] - 1]) for p in chosen}
        ),
    }
    return {
        "name": "kolmogorov", "alpha": alpha, "lMax": l_max, "time": time_,
        "C": keyed(at_ells[1]), "resummed": keyed(at_pairs[1]),
    }, measured  # fmt: skip


# What the file promises, as relative errors of each number.
STATED = {
    "Lambda": 1e-13,
    "kappaDiagonal": 1e-12,
    "kappaOff": 1e-12,
    "M": 1e-12,
    "deltaMinusM": 2e-12,
    "sumRule": 1e-12,
    "steady": 1e-11,
    "exact": 1e-11,
    "tailExponent": 1e-12,
    "C": 1e-11,
    "resummed": 1e-12,
}
# Comparisons of two routes, where the other route is the worse one. Where waves longer than dT carry the power, M1c and
# 2 M1a of (3.10)-(3.13) cancel to one part in 10^3, and the solution multiplies what rounding leaves by some 10^2.
BETWEEN_ROUTES = {"steady: (3.10)-(3.13) against [P4]-[P5]": 2e-10}


def formatted(value):
    """JSON as the project's formatter leaves it: lists of numbers on one line, exponents without a leading zero."""
    text = json.dumps(value, indent=2)
    text = re.sub(r"\[[^\[\]{}]*\]", lambda numbers: re.sub(r"\s+", " ", numbers[0]).replace("[ ", "[").replace(" ]", "]"), text)
    return re.sub(r"e-0(\d)", r"e-\1", text) + "\n"


def worst(values, reference):
    return float(max(abs(values[key] / reference[key] - 1) for key in reference))


def keyed(values):
    return {",".join(map(str, key)) if isinstance(key, tuple) else str(key): float(v) for key, v in values.items()}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="see above")
    quick = parser.parse_args().quick
    begun = time.time()
    cases, measured, evolution = [], {}, None

    def note(where, values):
        for name, value in values.items():
            print(f"    {value:8.1e}  {name}", flush=True)
            group = measured.setdefault(name, {"worst": -1.0})
            if value > group["worst"]:
                group.update(worst=float(f"{value:.2g}"), where=where)

    for case in CASES:
        for alpha in case["alphas"]:
            where = f"{case['name']} alpha {alpha}"
            paper = case["name"] == "paper"
            levels = solve_case(case["spec"], alpha, not paper, quick)
            result = levels[1]
            print(f"{where}: {time.time() - begun:.0f} s", flush=True)
            note(where, result["measured"])
            if case["name"] == "narrow-band":
                note(where, {"Lambda, kappa against mpmath": check_against_mpmath(result, case["spec"], alpha)})
            if case["name"] == "kolmogorov" and alpha == 50 and not quick:
                evolution, errors = pair_evolution(levels, alpha, 10.0)
                note(where, errors)
            if paper and not quick:
                by_quadrature = crossed_by_quadrature(case["spec"], alpha, 40, LONG)
                direct = by_quadrature + np.diag([1 + 2 * one_particle(l, result["Lambda"]) for l in range(41)])
                error = max(abs(v - direct[l, m]) / abs(direct[l]).max() for (l, m), v in result["M"].items())
                note(where, {"M: (3.10)-(3.13) against [P4]-[P5], of the row's largest": error})
            cases.append(
                {
                    "name": case["name"], "spec": case["spec"], "alpha": alpha, "deltaT": result["step"],
                    "KG2": 1e-4 * result["k0"], "source": "published",
                    "Lambda0": result["Lambda"][0], "Lambda2": result["Lambda"][2],
                    "kappaDiag": keyed(result["kappaDiagonal"]), "kappaOff2": keyed(result["kappaOff"]),
                    "M": keyed(result["M"]), "deltaMinusM": keyed(result["deltaMinusM"]),
                    **({} if paper else {
                        "sumRule": keyed(result["sumRule"]),
                        "steady": {str(n): keyed(c) for n, c in result["steady"].items()},
                        "exact": keyed(result["exact"]), "tailExponent": float(result["tailExponent"]),
                    }),
                }
            )  # fmt: skip
    deviations = check_against_file()
    print("theory.json", deviations, flush=True)
    assert all(deviations[group] < 1e-10 for group in ("Lambda", "kappa", "M", "steady")) and deviations["exact"] < 1
    for name, group in measured.items():
        stated = BETWEEN_ROUTES.get(name) or STATED.get(name.split(":")[0].split(",")[0], 1e-12)
        assert group["worst"] <= stated, (name, group, stated)
    print(f"{time.time() - begun:.0f} s")
    if quick:
        return
    text = {
        "about": "Written by generate-theory.py, which says how. Units c = r_g = 1; 8 pi int g dk = 1.",
        "accuracy": STATED,
        "measured": measured,
        "cases": cases,
        "evolution": evolution,
    }
    (HERE / "theory-spectra.json").write_text(formatted(text))


if __name__ == "__main__":
    main()
