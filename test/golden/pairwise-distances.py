"""Energy distance by SciPy in one dimension and by all pairs in more; MMD² by scikit-learn's kernel; the median distance
by SciPy. Run: python pairwise-distances.py"""
import json, pathlib
import numpy as np, scipy, sklearn
from scipy.spatial.distance import cdist, pdist
from scipy.stats import energy_distance
from sklearn.metrics.pairwise import rbf_kernel

rng = np.random.default_rng(2012)


def energy(x, y):
    squared = 2 * cdist(x, y).mean() - cdist(x, x).mean() - cdist(y, y).mean()
    if x.shape[1] == 1:
        by_scipy = energy_distance(x[:, 0], y[:, 0])
        assert abs(by_scipy**2 - squared) < 1e-10 * max(1, cdist(x, y).mean())
        return by_scipy
    return np.sqrt(squared)


def unbiased_energy(x, y):
    n, m = len(x), len(y)
    return 2 * cdist(x, y).mean() - cdist(x, x).sum() / n / (n - 1) - cdist(y, y).sum() / m / (m - 1)


def squared_mmd(x, y, bandwidth):
    n, m, gamma = len(x), len(y), 1 / (2 * bandwidth**2)
    x, y = x - x.mean(0), y - x.mean(0)  # scikit-learn's expansion of squares loses digits far from the origin
    within = lambda z: (rbf_kernel(z, gamma=gamma).sum() - len(z)) / len(z) / (len(z) - 1)
    return within(x) + within(y) - 2 * rbf_kernel(x, y, gamma=gamma).mean()


def jackknife(statistic, x, y):
    def part(z, leave):
        values = np.array([leave(np.delete(z, i, 0)) for i in range(len(z))])
        return (len(z) - 1) / len(z) * ((values - values.mean()) ** 2).sum()
    return np.sqrt(part(x, lambda z: statistic(z, y)) + part(y, lambda z: statistic(x, z)))


def sets():
    normal = rng.standard_normal
    yield "one dimension", normal((40, 1)), normal((25, 1)) * 2 + 1, 0.7
    yield "one dimension, ties", rng.integers(0, 5, (30, 1)) * 1.0, rng.integers(1, 7, (31, 1)) * 1.0, 1.5
    yield "one dimension, far from the origin", normal((20, 1)) + 1e6, normal((20, 1)) + 1e6 + 1, 1.0
    yield "two dimensions", normal((150, 2)), normal((90, 2)) + 0.3, 1.0
    yield "three dimensions, unequal sizes", normal((7, 3)), normal((140, 3)) * 1.5, 0.5
    yield "seven dimensions", normal((33, 7)) * 1e-3, normal((34, 7)) * 2e-3, 2e-3
    yield "forty dimensions", normal((60, 40)), normal((50, 40)) + 0.2, 5.0
    yield "lattice", rng.integers(0, 4, (50, 2)) * 1.0, rng.integers(0, 5, (45, 2)) * 1.0, 1.0
    yield "narrow kernel", normal((30, 2)), normal((30, 2)), 0.01


cases = []
for name, x, y, bandwidth in sets():
    median = float(np.median(pdist(np.vstack([x, y]))))
    mmd = lambda a, b: squared_mmd(a, b, bandwidth)
    cases.append({
        "name": name, "bandwidth": bandwidth, "x": x.tolist(), "y": y.tolist(), "energy": float(energy(x, y)),
        "squaredEnergy": float(unbiased_energy(x, y)), "squaredEnergyError": float(jackknife(unbiased_energy, x, y)),
        "discrepancy": float(mmd(x, y)), "discrepancyError": float(jackknife(mmd, x, y)),
        "median": median, "discrepancyAtMedian": float(squared_mmd(x, y, median)),
    })
versions = {"numpy": np.__version__, "scipy": scipy.__version__, "scikit-learn": sklearn.__version__}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"versions": versions, "cases": cases}) + "\n")
