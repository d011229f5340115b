"""Fréchet distances of sets of points: by SciPy's matrix root where covariances are well conditioned, elsewhere by
singular values of the centred data, of which no covariance is formed. Run: python frechet-distance.py"""
import json, pathlib
import numpy as np, scipy
from scipy.linalg import sqrtm

rng = np.random.default_rng(1706)


def by_roots(x, y):
    a, b = np.cov(x, rowvar=False), np.cov(y, rowvar=False)
    return ((x.mean(0) - y.mean(0)) ** 2).sum() + np.trace(a + b - 2 * sqrtm(a @ b).real)


def by_singular_values(x, y):
    u, v = ((z - z.mean(0)) / np.sqrt(len(z) - 1) for z in (x, y))
    overlap = np.linalg.svd(u @ v.T, compute_uv=False).sum()
    return ((x.mean(0) - y.mean(0)) ** 2).sum() + (u**2).sum() + (v**2).sum() - 2 * overlap


def mixed(rows, columns, seed):
    points = rng.standard_normal((rows, columns)) @ rng.standard_normal((columns, columns))
    return points + rng.standard_normal(columns) * seed


def sets():
    yield "3 columns", by_roots, mixed(40, 3, 1), mixed(30, 3, 2)
    yield "24 columns", by_roots, mixed(90, 24, 1), mixed(120, 24, 0)
    yield "fewer rows than columns", by_singular_values, mixed(7, 15, 1), mixed(9, 15, 1)
    yield "fewer rows in one set", by_singular_values, mixed(60, 12, 0), mixed(5, 12, 0)
    x, y = mixed(40, 6, 1), mixed(40, 6, 1)
    x[:, 2], y[:, 4] = 3, -1
    yield "constant columns", by_singular_values, x, y
    x, y = mixed(50, 6, 1), mixed(50, 6, 1)
    x[:, 5], y[:, 0] = x[:, :3].sum(1), 2 * y[:, 1]
    yield "dependent columns", by_singular_values, x, y
    units = 10.0 ** np.array([-4, 0, 3, -2])
    yield "columns of different units", by_singular_values, mixed(50, 4, 1) * units, mixed(50, 4, 1) * units
    yield "collapsed", by_singular_values, mixed(50, 5, 1), mixed(50, 5, 1) * 1e-7


cases = []
for name, oracle, x, y in sets():
    cases.append({"name": name, "x": x.tolist(), "y": y.tolist(), "distance": float(oracle(x, y))})
    if oracle is by_roots:
        assert abs(by_singular_values(x, y) / oracle(x, y) - 1) < 1e-11
versions = {"numpy": np.__version__, "scipy": scipy.__version__}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"versions": versions, "cases": cases}) + "\n")
