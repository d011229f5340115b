"""Maximum likelihood of the Ising model of infinite range. SciPy 1.17.1; run: python mean-field-ising.py"""
import json, pathlib
import numpy as np
from scipy.optimize import minimize
from scipy.special import gammaln, logsumexp

rows = []
for spins, counts, ridge in [(4, [0, 1, 3, 4, 2, 2], 0), (10, [2, 5, 5, 6, 7, 9, 10], 0), (10, [10, 10, 10], 0.3),
                             (20, [0, 20, 19, 1, 3, 18, 10], 0), (7, [3, 3, 4], 0.05)]:
    k = np.arange(spins + 1)
    total = 2 * k - spins
    statistics = np.stack([total, (total**2 - spins) / (2 * spins)])
    multiplicity = gammaln(spins + 1) - gammaln(k + 1) - gammaln(spins - k + 1)
    seen = statistics[:, counts].sum(axis=1)

    def loss(theta):
        logits = multiplicity + theta @ statistics
        expected = statistics @ np.exp(logits - logsumexp(logits))
        value = len(counts) * logsumexp(logits) - theta @ seen + ridge / 2 * theta @ theta
        return value, len(counts) * expected - seen + ridge * theta

    best = minimize(loss, np.zeros(2), jac=True, method="BFGS", options={"gtol": 1e-10, "maxiter": 10_000})
    rows.append({"spins": spins, "counts": counts, "ridge": ridge, "field": best.x[0], "coupling": best.x[1]})
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(rows, indent=1) + "\n")
