"""Standard error of a median by Maritz and Jarrett (1978): order statistics weighted by Beta((n+1)/2, (n+1)/2).
SciPy's own mjci uses Beta(m-1, n-m) in place of the paper's Beta(m, n-m+1), so the beta distribution is used directly.
Run: python median-standard-error.py"""
import json, pathlib
import numpy as np
from scipy.stats import beta

rng = np.random.default_rng(3)
rows = []
for n in (5, 10, 11, 101, 400):
    values = np.round(rng.lognormal(size=n), 4)
    weights = np.diff(beta((n + 1) / 2, (n + 1) / 2).cdf(np.arange(n + 1) / n))
    ordered = np.sort(values)
    mean = weights @ ordered
    rows.append({"values": values.tolist(), "standardError": float(np.sqrt(weights @ (ordered - mean) ** 2))})
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(rows) + "\n")
