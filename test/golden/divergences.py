"""Divergences between discrete distributions and between samples. SciPy and POT; run: python divergences.py"""
import json, pathlib
import numpy as np, ot
from scipy.spatial.distance import jensenshannon
from scipy.stats import chisquare, entropy, ks_2samp, wasserstein_distance

rng = np.random.default_rng(7)
discrete = []
for size in (2, 5, 40):
    p, q = rng.dirichlet(np.full(size, 0.5), size=2)
    discrete.append({
        "p": p.tolist(), "q": q.tolist(),
        "kl": float(entropy(p, q)),
        "jensenShannon": float(jensenshannon(p, q) ** 2),
        "totalVariation": float(np.abs(p - q).sum() / 2),
        "hellinger": float(np.sqrt(((np.sqrt(p) - np.sqrt(q)) ** 2).sum() / 2)),
        "chiSquared": float(chisquare(p, q).statistic),
    })
samples = []
for n, m in ((1, 1), (7, 7), (5, 12), (30, 41)):
    a = np.round(rng.normal(size=n), 1)  # rounded: ties
    b = np.round(rng.normal(0.3, 2, size=m), 1)
    samples.append({
        "a": a.tolist(), "b": b.tolist(),
        "wasserstein1": float(wasserstein_distance(a, b)),
        "wasserstein2": float(np.sqrt(ot.wasserstein_1d(a, b, p=2))),
        "kolmogorovSmirnov": float(ks_2samp(a, b).statistic),
    })
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"discrete": discrete, "samples": samples}, indent=1) + "\n")
