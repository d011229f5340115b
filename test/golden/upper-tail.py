"""Upper tails of distributions. SciPy 1.17.1; run: python upper-tail.py"""
import json, pathlib
from scipy import stats
from scipy.special import betainc

gaussian = [[m, s, x, stats.norm.sf(x, m, s)] for m, s, x in [(0, 1, 3.09), (2, 0.5, 1), (-1, 3, 20)]]
student = [[m, s, v, x, stats.t.sf(x, v, m, s)] for m, s, v, x in [(0, 1, 3, 10.2), (1, 2, 0.7, 900), (0, 1, 1e5, 4), (0, 1, 2e5, 4), (0, 1, 2.5, -1)]]
pareto = [[m, a, x, stats.pareto.sf(x, a, scale=m)] for m, a, x in [(1, 2, 30), (0.5, 1.1, 4), (2, 3, 1)]]
uniform = [[a, b, x, stats.uniform.sf(x, a, b - a)] for a, b, x in [(0, 1, 0.999), (-2, 3, 1), (0, 1, 2)]]
beta = [[a, b, x, stats.beta.sf(x, a, b)] for a, b, x in [(2, 2, 0.98), (0.5, 0.3, 0.9999), (30, 500, 0.1), (2e4, 1e4, 0.67)]]
incomplete = [[x, a, b, betainc(a, b, x)] for x in (0, 1e-6, 0.2, 0.7, 0.999, 1) for a in (0.1, 2, 60) for b in (0.5, 9, 1000)]
golden = dict(gaussian=gaussian, student=student, pareto=pareto, uniform=uniform, beta=beta, incomplete=incomplete)
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(golden, default=float) + "\n")
