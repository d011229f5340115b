"""Random features by NumPy, ridge regression on them by scikit-learn.

Run: python random-features.py > random-features.json   (numpy 2, scikit-learn 1.9)
"""
import json

import numpy as np
from sklearn.linear_model import Ridge

random = np.random.default_rng(3)
points = np.round(random.standard_normal((30, 5)), 6)
targets = np.round(np.stack([np.sin(points[:, 0]), points[:, 1] * points[:, 2], np.ones(30)], 1), 6)


def case(activation, width, ridge):
    weights = np.round(random.standard_normal((width, 5)) / np.sqrt(5), 6)
    phases = np.round(random.uniform(0, 2 * np.pi, width), 6) if activation == "cosine" else np.zeros(width)
    projections = points @ weights.T + phases
    features = np.maximum(projections, 0) if activation == "relu" else np.sqrt(2) * np.cos(projections)
    model = Ridge(ridge, fit_intercept=False, solver="svd").fit(features, targets)
    return {
        "activation": activation, "width": width, "ridge": ridge, "weights": weights.ravel().tolist(),
        "phases": phases.tolist(), "features": features.ravel().tolist(),
        "coefficients": model.coef_.T.ravel().tolist(), "predictions": model.predict(features).ravel().tolist(),
    }


print(json.dumps({
    "points": points.tolist(), "targets": targets.tolist(),
    "cases": [case(*each) for each in [("relu", 12, 0.5), ("relu", 40, 0.5), ("cosine", 20, 1e-3), ("cosine", 33, 2)]],
}))
