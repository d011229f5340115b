"""KL divergence from the distances of SciPy's cKDTree. Run: python kl-by-neighbours.py"""
import json, pathlib
import numpy as np, scipy
from scipy.spatial import cKDTree

rng = np.random.default_rng(2009)


def divergence(x, y, k):
    n, m, columns = len(x), len(y), x.shape[1]
    within = cKDTree(x).query(x, k=[k + 1])[0][:, 0]  # the point itself is the first
    across = cKDTree(y).query(x, k=[k])[0][:, 0]
    return columns * np.log(across / within).mean() + np.log(m / (n - 1))


def sets():
    normal = rng.standard_normal
    yield "one dimension", normal((80, 1)), normal((50, 1)) + 0.5, 1
    yield "two dimensions", normal((150, 2)), normal((120, 2)) * 1.5, 5
    yield "five dimensions", normal((100, 5)) * 0.5, normal((140, 5)), 3
    yield "twelve dimensions", normal((60, 12)), normal((70, 12)) * 2, 4
    yield "thirty dimensions", normal((40, 30)) + 3, normal((41, 30)), 1
    yield "few points", normal((3, 2)), normal((2, 2)), 2
    yield "few points, many columns", normal((3, 9)), normal((2, 9)), 2
    yield "far from the origin", normal((60, 3)) + 1e5, normal((60, 3)) + 1e5 + 0.5, 2
    yield "pairs of copies", np.repeat(normal((30, 2)), 2, 0), np.repeat(normal((30, 2)), 2, 0), 3
    yield "different units", normal((90, 3)) * [1, 1e3, 1e-2], normal((80, 3)) * [1, 2e3, 1e-2], 2


cases = [{"name": name, "neighbours": k, "x": x.tolist(), "y": y.tolist(), "divergence": float(divergence(x, y, k))}
         for name, x, y, k in sets()]
versions = {"numpy": np.__version__, "scipy": scipy.__version__}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"versions": versions, "cases": cases}) + "\n")
