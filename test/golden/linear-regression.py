"""Least squares by NumPy's SVD and scikit-learn's ridge.

Run: python linear-regression.py > linear-regression.json   (scikit-learn 1.9, numpy 2)
"""
import json

import numpy as np
from sklearn.linear_model import LinearRegression, Ridge

random = np.random.default_rng(5)
points = np.round(random.standard_normal((40, 4)) * [1, 10, 0.1, 1000] + [0, 5, 1, -2000], 6)
targets = np.round(points @ [1, -0.3, 20, 0.002] + 3 + random.standard_normal(40), 6)
# Condition number about 1e5: the last column nearly repeats the first.
near = points.copy()
near[:, 3] = np.round(near[:, 0] + 1e-5 * random.standard_normal(40), 12)
cases = []
for name, x in [("plain", points), ("nearly dependent", near)]:
    for intercept in [False, True]:
        for ridge in [0, 2.5]:
            model = Ridge(ridge, fit_intercept=intercept, solver="svd") if ridge else LinearRegression(fit_intercept=intercept)
            model.fit(x, targets)
            residuals = targets - model.predict(x)
            cases.append({
                "name": name, "points": x.tolist(), "ridge": ridge, "intercept": intercept,
                "coefficients": model.coef_.tolist(), "fittedIntercept": float(model.intercept_),
                "residualVariance": float(np.mean(residuals**2)),
            })
print(json.dumps({"targets": targets.tolist(), "cases": cases}))
