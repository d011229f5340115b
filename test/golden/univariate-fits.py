"""Maximum-likelihood fits, log densities and special functions by SciPy. Writes univariate-fits.json.

Run: python univariate-fits.py      (numpy 2.4, scipy 1.17)

Student's t and the beta distribution are fitted by SciPy's `fit`, then by its root finder on the exact score equations,
since `fit` stops at about five digits.
"""
import json
import pathlib

import numpy as np
from scipy import optimize, special, stats

random = np.random.default_rng(20)
heavy = np.round(2 + 3 * random.standard_t(3, 200), 6)
light = np.round(random.uniform(-1, 1, 100), 6)
shares = np.round(random.beta(2, 5, 80), 6)
edges = np.round(random.beta(0.3, 0.2, 60), 9).clip(1e-9, 1 - 1e-9)
power = np.round(1.5 * (1 + random.pareto(2.5, 90)), 6)
waits = np.round(random.exponential(3, 40), 6)
counts = random.poisson(4.2, 30)


def t_score(parameters, sample, df=None):
    location, scale, nu = parameters[0], np.exp(parameters[1]), np.exp(parameters[2]) if df is None else df
    z = (sample - location) / scale
    w = (nu + 1) / (nu + z**2)
    scores = [np.mean(w * z), np.mean(w * z**2) - 1]
    if df is None:
        scores.append(special.digamma((nu + 1) / 2) - special.digamma(nu / 2) - 1 / nu
                      - np.mean(np.log1p(z**2 / nu)) + np.mean(w * z**2) / nu)
    return scores


def t_fit(sample, df=None):
    start = stats.t.fit(sample) if df is None else stats.t.fit(sample, fix_df=df)
    guess = [start[1], np.log(start[2])] + ([np.log(start[0])] if df is None else [])
    solved = optimize.root(t_score, guess, args=(sample, df), tol=1e-14)
    assert np.abs(solved.fun).max() < 1e-12, solved
    location, scale = solved.x[0], np.exp(solved.x[1])
    nu = np.exp(solved.x[2]) if df is None else df
    assert stats.t.logpdf(sample, nu, location, scale).sum() >= stats.t.logpdf(sample, *start).sum() - 1e-9
    return {"sample": sample.tolist(), "degreesOfFreedom": float(nu), "location": float(location), "scale": float(scale),
            "logDensity": stats.t.logpdf(sample[:5], nu, location, scale).tolist()}


def beta_fit(sample):
    a, b, _, _ = stats.beta.fit(sample, floc=0, fscale=1)
    x, y = np.log(sample).mean(), np.log1p(-sample).mean()
    solved = optimize.root(lambda p: [special.digamma(p[0]) - special.digamma(p.sum()) - x,
                                      special.digamma(p[1]) - special.digamma(p.sum()) - y], [a, b], tol=1e-14)
    a, b = solved.x
    return {"sample": sample.tolist(), "alpha": float(a), "beta": float(b),
            "logDensity": stats.beta.logpdf(sample[:5], a, b).tolist()}


def pareto_fit(sample, minimum=None):
    known = {} if minimum is None else {"fscale": minimum}
    shape, _, scale = stats.pareto.fit(sample, floc=0, **known)
    return {"minimum": float(scale), "shape": float(shape),
            "logDensity": stats.pareto.logpdf(sample[:5], shape, 0, scale).tolist()}


grid = [1e-3, 0.1, 0.5, 1, 1.46, 2, 3.7, 7.99, 8, 25, 1e3, 1e6]
result = {
    "special": [{"x": x, "digamma": float(special.digamma(x)), "trigamma": float(special.polygamma(1, x)),
                 "logGamma": float(special.gammaln(x)),
                 "halfStep": float(np.log(special.poch(x, 0.5))), "logBeta": float(special.betaln(x, 2.5))} for x in grid],
    "studentT": [t_fit(heavy), t_fit(heavy, 4), t_fit(np.append(heavy[:30], [400, -900]))],
    "studentTBins": [{"degreesOfFreedom": nu, "edges": stats.t.ppf(np.arange(1, 200) / 200, nu).tolist(),
                      "probabilities": [1 / 200] * 200, "chiSquaredLimit": float(stats.chi2.isf(1e-6, 199))}
                     for nu in (0.5, 3, 30)],
    "lightTails": light.tolist(),
    "beta": [beta_fit(shares), beta_fit(edges), beta_fit(0.4 + shares / 20)],
    "pareto": {"sample": power.tolist(), "fitted": pareto_fit(power), "known": pareto_fit(power, 1.25)},
    "exponential": {"sample": waits.tolist(), "rate": float(1 / stats.expon.fit(waits, floc=0)[1]),
                    "logDensity": stats.expon.logpdf(waits, 0, waits.mean()).tolist()},
    "logNormal": {"sample": power.tolist(), "logMean": float(np.log(stats.lognorm.fit(power, floc=0)[2])),
                  "logStandardDeviation": float(np.log(power).std()),
                  "logDensity": stats.lognorm.logpdf(power, np.log(power).std(), 0, np.exp(np.log(power).mean())).tolist()},
    "uniform": {"sample": light.tolist(), "range": [float(light.min()), float(light.max())],
                "logDensity": stats.uniform.logpdf([0, -2], light.min(), np.ptp(light)).tolist()[:1]},
    "poisson": {"sample": counts.tolist(), "mean": float(counts.mean()),
                "logDensity": stats.poisson.logpmf(counts, counts.mean()).tolist()},
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(result, indent=1) + "\n")
