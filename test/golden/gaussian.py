"""Moments of a small sample and log densities by NumPy and SciPy.

Run: python gaussian.py > gaussian.json   (numpy 2, scipy 1)
"""
import json

import numpy as np
from scipy.stats import multivariate_normal, norm

random = np.random.default_rng(7)
sample = np.round(random.normal(3, 2, 23), 6)
points = np.round(random.standard_normal((17, 3)) @ [[1, 0.5, 0], [0, 1, -2], [0, 0, 0.3]] + [1, 2, 3], 6)
mean, covariance = points.mean(0), np.cov(points.T, bias=True)
print(json.dumps({
    "sample": sample.tolist(), "mean": sample.mean(), "biased": sample.std(), "unbiased": sample.std(ddof=1),
    "logDensity": norm.logpdf(sample, sample.mean(), sample.std()).tolist(),
    "points": points.tolist(), "centre": mean.tolist(),
    "covariance": covariance.tolist(), "unbiasedCovariance": np.cov(points.T).tolist(),
    "pointLogDensity": multivariate_normal.logpdf(points, mean, covariance).tolist(),
    "cholesky": np.linalg.cholesky(covariance).tolist(), "logDeterminant": np.linalg.slogdet(covariance)[1],
}))
