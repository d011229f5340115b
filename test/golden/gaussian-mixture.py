"""Mixtures fitted by scikit-learn from a given start, for all four covariance types.

Run: python gaussian-mixture.py > gaussian-mixture.json   (scikit-learn 1.9, numpy 2)
"""
import json
import warnings

import numpy as np
import sklearn
from sklearn.mixture import GaussianMixture

warnings.simplefilter("ignore")
NAMES = {"full": "full", "diag": "diagonal", "tied": "tied", "spherical": "spherical"}


def data(seed, rows, columns, components):
    random = np.random.default_rng(seed)
    centres = random.normal(0, 2, (components, columns))
    shapes = random.normal(0, 0.6, (components, columns, columns)) + np.eye(columns)
    labels = random.integers(components, size=rows)
    noise = random.standard_normal((rows, columns))
    # Rounded, so that JSON carries exactly the numbers that were fitted.
    points = np.round(centres[labels] + np.einsum("nij,nj->ni", shapes[labels], noise), 6)
    return points, np.round(centres + random.normal(0, 0.3, centres.shape), 3)


def whole(model):
    """Whole matrices for every component, whatever the type."""
    k, d = model.means_.shape
    c = model.covariances_
    return {
        "full": lambda: c,
        "tied": lambda: np.stack([c] * k),
        "diag": lambda: np.stack([np.diag(v) for v in c]),
        "spherical": lambda: np.stack([np.eye(d) * v for v in c]),
    }[model.covariance_type]()


def precisions(kind, k, d):
    return {
        "full": np.stack([np.eye(d)] * k),
        "tied": np.eye(d),
        "diag": np.ones((k, d)),
        "spherical": np.ones(k),
    }[kind]


def case(seed, rows, columns, components, kind, iterations, tolerance, regularization):
    points, means = data(seed, rows, columns, components)
    model = GaussianMixture(
        components,
        covariance_type=kind,
        weights_init=np.full(components, 1 / components),
        means_init=means,
        precisions_init=precisions(kind, components, columns),
        max_iter=iterations,
        tol=tolerance,
        reg_covar=regularization,
    ).fit(points)
    probes = points[:5]
    return {
        "covarianceType": NAMES[kind],
        "points": points.tolist(),
        "start": {"weights": [1 / components] * components, "means": means.tolist()},
        "maximumIterations": iterations,
        "tolerance": tolerance,
        "regularization": regularization,
        "weights": model.weights_.tolist(),
        "means": model.means_.tolist(),
        "covariances": whole(model).tolist(),
        "lowerBound": float(model.lower_bound_),
        "meanLogLikelihood": float(model.score(points)),
        "iterations": int(model.n_iter_),
        "converged": bool(model.converged_),
        "aic": float(model.aic(points)),
        "bic": float(model.bic(points)),
        "logDensity": model.score_samples(probes).tolist(),
        "responsibilities": model.predict_proba(probes).tolist(),
    }


cases = []
for kind in NAMES:
    cases.append(case(1, 240, 2, 3, kind, 100, 1e-3, 1e-6))
    cases.append(case(2, 150, 4, 2, kind, 25, 0, 1e-4))
    cases.append(case(3, 90, 1, 2, kind, 40, 1e-5, 1e-6))
print(json.dumps({"sklearn": sklearn.__version__, "cases": cases}))
