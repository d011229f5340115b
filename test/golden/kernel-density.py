"""Kernel densities by SciPy, and with one bandwidth for all directions by scikit-learn.

Run: python kernel-density.py > kernel-density.json   (numpy 2, scipy 1.17, scikit-learn 1.9)
"""
import json

import numpy as np
from scipy.stats import gaussian_kde
from sklearn.neighbors import KernelDensity

random = np.random.default_rng(11)
sample = np.round(np.concatenate([random.normal(-2, 1, 150), random.normal(3, 0.4, 90), [9]]), 6)
places = np.round(np.concatenate([np.linspace(-8, 12, 81), random.normal(0, 3, 40)]), 6)
points = np.round(random.standard_normal((60, 3)) @ [[1, 0.5, 0], [0, 1, -2], [0, 0, 0.3]] + [1, 20, 300], 6)
point_places = np.round(points[:20] + random.standard_normal((20, 3)) * [1, 1, 2], 6)


def univariate(bandwidth):
    # SciPy takes the kernel's standard deviation as a share of the sample's.
    method = bandwidth if isinstance(bandwidth, str) else bandwidth / sample.std(ddof=1)
    model = gaussian_kde(sample, method)
    return {
        "bandwidth": bandwidth, "width": float(np.sqrt(model.covariance[0, 0])),
        "density": model(places).tolist(), "logDensity": model.logpdf(places).tolist(),
    }


def multivariate(bandwidth):
    if isinstance(bandwidth, str):
        model = gaussian_kde(points.T, bandwidth)
        covariance, logs = model.covariance, model.logpdf(point_places.T)
    else:
        covariance = bandwidth**2 * np.eye(3)
        logs = KernelDensity(bandwidth=bandwidth, rtol=0, atol=0).fit(points).score_samples(point_places)
    return {"bandwidth": bandwidth, "covariance": covariance.ravel().tolist(), "logDensity": logs.tolist()}


print(json.dumps({
    "sample": sample.tolist(), "places": places.tolist(),
    "univariate": [univariate(bandwidth) for bandwidth in ["scott", "silverman", 0.05, 0.7, 40]],
    "points": points.tolist(), "pointPlaces": point_places.tolist(),
    "multivariate": [multivariate(bandwidth) for bandwidth in ["scott", "silverman", 0.6]],
}))
