"""KL and W2 between Gaussians (SciPy, POT) and squared L2 between mixtures (numerical integration).
Run: python gaussian-distances.py"""
import json, pathlib
import numpy as np, ot
from scipy.integrate import quad
from scipy.stats import multivariate_normal

rng = np.random.default_rng(11)


def random_gaussian(d):
    root = rng.normal(size=(d, d))
    return rng.normal(size=d), root @ root.T + 0.1 * np.eye(d)


def kl(a, b):
    (ma, sa), (mb, sb) = a, b
    inverse, shift = np.linalg.inv(sb), mb - ma
    logs = np.linalg.slogdet(sb)[1] - np.linalg.slogdet(sa)[1]
    return float((np.trace(inverse @ sa) + shift @ inverse @ shift - len(ma) + logs) / 2)


def record(g):
    return {"mean": g[0].tolist(), "covariance": g[1].ravel().tolist()}


gaussians = []
for d in (1, 2, 5, 20):
    a, b = random_gaussian(d), random_gaussian(d)
    w2 = ot.gaussian.bures_wasserstein_distance(a[0], b[0], a[1], b[1])
    gaussians.append({"dimensions": d, "a": record(a), "b": record(b), "kl": kl(a, b), "wasserstein2": float(w2)})


def mixture(k, d):
    parts = [random_gaussian(d) for _ in range(k)]
    return {"weights": rng.dirichlet(np.ones(k)).tolist(), "means": [m.tolist() for m, _ in parts],
            "covariances": [s.tolist() for _, s in parts]}


def density(m, x):
    return sum(w * multivariate_normal(mu, s).pdf(x) for w, mu, s in zip(m["weights"], m["means"], m["covariances"]))


mixtures = []
a, b = mixture(2, 1), mixture(3, 1)
value = quad(lambda x: (density(a, x) - density(b, x)) ** 2, -15, 15, limit=500, epsabs=1e-13)[0]
mixtures.append({"a": a, "b": b, "squaredL2": value})
a, b = mixture(2, 2), mixture(2, 2)
axis = np.linspace(-14, 14, 2801)  # the trapezoid rule converges geometrically for Gaussians
grid = np.stack(np.meshgrid(axis, axis), axis=-1)
value = float(((density(a, grid) - density(b, grid)) ** 2).sum() * (axis[1] - axis[0]) ** 2)
mixtures.append({"a": a, "b": b, "squaredL2": value})
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"gaussians": gaussians, "mixtures": mixtures}, indent=1) + "\n")
