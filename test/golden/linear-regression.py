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


weights = np.round(random.exponential(size=40), 6)
weights[7] = 0


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
weighted = []
for intercept in [False, True]:
    for ridge in [0, 2.5]:
        centre, shift = (0, 0)
        if intercept:
            centre, shift = np.average(points, 0, weights), np.average(targets, weights=weights)
        root = np.sqrt(weights)
        # Ridge as rows of their own: the square root of the penalty times the identity, with targets of 0.
        rows = np.vstack([(points - centre) * root[:, None], np.sqrt(ridge) * np.eye(4)])
        coefficients = np.linalg.lstsq(rows, np.append((targets - shift) * root, np.zeros(4)), rcond=None)[0]
        if ridge:
            model = Ridge(ridge, fit_intercept=intercept, solver="svd").fit(points, targets, weights)
            assert np.allclose(model.coef_, coefficients, rtol=1e-8)
        constant = shift - np.sum(centre * coefficients)
        residuals = targets - constant - points @ coefficients
        weighted.append({
            "name": "weighted", "points": points.tolist(), "weights": weights.tolist(), "ridge": ridge,
            "intercept": intercept, "coefficients": coefficients.tolist(), "fittedIntercept": float(constant),
            "residualVariance": float(np.average(residuals**2, weights=weights)),
        })
print(json.dumps({"targets": targets.tolist(), "cases": cases + weighted}))
