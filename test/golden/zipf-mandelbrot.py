"""Maximum-likelihood Zipf–Mandelbrot laws by SciPy's minimiser and root finder. Writes zipf-mandelbrot.json.

Run: python zipf-mandelbrot.py      (numpy 2.4, scipy 1.17)
"""
import json
import pathlib

import numpy as np
from scipy import optimize

random = np.random.default_rng(4)


def probabilities(exponent, offset, ranks):
    weights = (np.arange(1, ranks + 1) + offset) ** -exponent
    return weights / weights.sum()


def score(parameters, shares, offset=None):
    exponent, q = parameters[0], parameters[1] if offset is None else offset
    places = np.arange(1, len(shares) + 1) + q
    p = probabilities(exponent, q, len(shares))
    slopes = [((p - shares) * np.log(places)).sum()]
    if offset is None:
        slopes.append(exponent * ((p - shares) / places).sum())
    return slopes


def fit(counts, offset=None):
    shares = counts / counts.sum()
    loss = lambda x: -(shares * np.log(probabilities(x[0], x[1] if offset is None else offset, len(counts)))).sum()
    start = optimize.minimize(loss, [1.2, 1.0][: 2 if offset is None else 1], method="Nelder-Mead")
    solved = optimize.root(score, start.x, args=(shares, offset), tol=1e-14)
    assert np.abs(solved.fun).max() < 1e-12 and loss(solved.x) <= start.fun + 1e-12, solved
    return {"counts": counts.tolist(), "exponent": float(solved.x[0]),
            "offset": float(solved.x[1]) if offset is None else offset, "known": offset is not None}


result = [fit(random.multinomial(20000, probabilities(1.3, 2.7, 200))),
          fit(random.multinomial(3000, probabilities(0.8, 5, 50))),
          fit(random.multinomial(3000, probabilities(1.1, 0, 60)), 0),
          fit(random.multinomial(500, probabilities(2.5, 1, 30)), 1)]
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(result) + "\n")
