"""Precision, recall, density and coverage by the definitions of the authors' reference code (prdc 0.2), with distances
taken directly: no expansion that could break a tie. Run: python precision-recall.py"""
import json, pathlib
import numpy as np

rng = np.random.default_rng(2020)


def distances(a, b):
    return np.sqrt(((a[:, None] - b[None]) ** 2).sum(-1))


def prdc(real, fake, k):
    def radii(points):
        return np.partition(distances(points, points), k, axis=-1)[:, k]  # the point itself is the 0th

    cross, real_radii, fake_radii = distances(real, fake), radii(real), radii(fake)
    in_real = cross < real_radii[:, None]
    return {"precision": in_real.any(0).mean(), "recall": (cross < fake_radii[None]).any(1).mean(),
            "density": in_real.sum(0).mean() / k, "coverage": (cross.min(1) < real_radii).mean()}


def sets():
    normal = rng.standard_normal
    yield "normal", normal((60, 3)), normal((45, 3)) + 0.5, 5
    yield "unequal sizes, one neighbour", normal((11, 8)), normal((70, 8)) * 0.7, 1
    yield "collapsed inside", normal((50, 12)), normal((50, 12)) * 0.05, 5
    yield "one column", normal((33, 1)), normal((40, 1)) * 2, 3
    yield "lattice", rng.integers(0, 4, (64, 2)), rng.integers(0, 4, (57, 2)), 5
    yield "wide lattice", rng.integers(-9, 9, (80, 3)), rng.integers(-5, 5, (80, 3)), 4
    yield "binary", rng.integers(0, 2, (50, 12)), rng.integers(0, 2, (50, 12)), 5
    once = rng.integers(0, 30, (20, 2))
    yield "each point twice", np.repeat(once, 2, 0), np.vstack([once, once + [1, 0]]), 2
    yield "copies of the real points", once, once.copy(), 3
    yield "all equal", np.zeros((9, 2)), np.zeros((7, 2)), 2
    yield "far from the origin", rng.integers(0, 9, (40, 3)) + 2**40, rng.integers(0, 9, (40, 3)) + 2**40, 3
    yield "as many neighbours as possible", normal((7, 2)), normal((6, 2)), 5


cases = [{"name": name, "neighbours": k, "real": real.tolist(), "synthetic": fake.tolist(), **prdc(real * 1.0, fake * 1.0, k)}
         for name, real, fake, k in sets()]
versions = {"numpy": np.__version__}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"versions": versions, "cases": cases}) + "\n")
