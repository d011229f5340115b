"""Least squares by NumPy's SVD and scikit-learn's ridge.

Run: python linear-regression.py > linear-regression.json   (scikit-learn 1.9, numpy 2)
"""
import json

import numpy as np
from sklearn.linear_model import Ridge

random = np.random.default_rng(5)
points = np.round(random.standard_normal((40, 4)) * [1, 10, 0.1, 1000] + [0, 5, 1, -2000], 6)
targets = np.round(points @ [1, -0.3, 20, 0.002] + 3 + random.standard_normal(40), 6)
# Condition number about 1e5: the last column nearly repeats the first.
near = points.copy()
near[:, 3] = np.round(near[:, 0] + 1e-5 * random.standard_normal(40), 12)


def solve(x, ridge, intercept):
    if ridge:
        model = Ridge(ridge, fit_intercept=intercept, solver="svd").fit(x, targets)
        return model.coef_, model.intercept_
    centre, shift = (x.mean(0), targets.mean()) if intercept else (0, 0)
    coefficients = np.linalg.lstsq(x - centre, targets - shift, rcond=None)[0]
    return coefficients, shift - np.sum(centre * coefficients)


cases = []
for name, x in [("plain", points), ("nearly dependent", near)]:
    for intercept in [False, True]:
        for ridge in [0, 2.5]:
            coefficients, constant = solve(x, ridge, intercept)
            residuals = targets - constant - x @ coefficients
            cases.append({
                "name": name, "points": x.tolist(), "ridge": ridge, "intercept": intercept,
                "coefficients": coefficients.tolist(), "fittedIntercept": float(constant),
                "residualVariance": float(np.mean(residuals**2)),
            })
print(json.dumps({"targets": targets.tolist(), "cases": cases}))
