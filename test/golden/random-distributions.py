"""Bins of the distributions that streams draw from, and critical values. Writes random-distributions.json.

Run: python random-distributions.py      (needs numpy and scipy 1.17)

Bin i of a distribution holds the draws x with edges[i - 1] < x <= edges[i].
"""
import json
import pathlib

import numpy as np
from scipy import stats

SIGNIFICANCE = 1e-6
NORMAL_TAIL = 3.6541528853610088
EXPONENTIAL_TAIL = 7.69711747013105


def continuous(distribution, bins):
    edges = distribution.ppf(np.arange(1, bins) / bins)
    return describe(edges, np.full(bins, 1 / bins))


def tail(distribution, start, bins):
    """Conditional on being beyond `start`; the last entry of `mass` is the probability of that."""
    mass = distribution.sf(start)
    edges = distribution.isf(mass * (1 - np.arange(1, bins) / bins))
    return {**describe(edges, np.full(bins, 1 / bins)), "start": start, "mass": mass}


def discrete(distribution, bins=60):
    quantiles = np.unique(distribution.ppf(np.linspace(0.002, 0.998, bins)))
    edges = quantiles[:-1] if distribution.cdf(quantiles[-1]) > 0.9995 else quantiles
    below = distribution.cdf(edges)
    probabilities = np.concatenate([below[:1], np.diff(below), [distribution.sf(edges[-1])]])
    return describe(edges, probabilities)


def describe(edges, probabilities):
    return {
        "edges": [float(e) for e in edges],
        "probabilities": [float(p) for p in probabilities],
        "chiSquaredLimit": float(stats.chi2.isf(SIGNIFICANCE, len(probabilities) - 1)),
    }


result = {
    "kolmogorovLimit": float(stats.kstwobign.isf(SIGNIFICANCE)),
    "normal": continuous(stats.norm, 1000),
    "normalTail": tail(stats.norm, NORMAL_TAIL, 20),
    "exponential": continuous(stats.expon, 1000),
    "exponentialTail": tail(stats.expon, EXPONENTIAL_TAIL, 20),
    "gamma": [{"arguments": [a], **continuous(stats.gamma(a), 200)} for a in (0.02, 0.5, 0.99, 1, 2.5, 1000)],
    "beta": [{"arguments": [a, b], **continuous(stats.beta(a, b), 200)}
             for a, b in ((0.05, 0.8), (0.5, 3), (4, 0.7), (1, 1), (2, 5), (300, 200))],
    "poisson": [{"arguments": [m], **discrete(stats.poisson(m))} for m in (0.05, 3, 9.99, 10, 12.5, 200, 1e6)],
    "binomial": [{"arguments": [n, p], **discrete(stats.binom(n, p))}
                 for n, p in ((1, 0.4), (12, 0.3), (20, 0.95), (50, 0.2), (25, 0.5), (1000, 0.02), (3000, 0.9),
                              (10**6, 0.3), (10**10, 1e-9))],
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(result, indent=1) + "\n")
