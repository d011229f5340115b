"""Student quantiles at the tail of k standard normal errors. SciPy; run: python student-critical-value.py"""
import json, pathlib
from scipy.stats import norm, t

rows = [
    {"standardErrors": k, "degreesOfFreedom": d, "value": float(t.isf(norm.sf(k), d))}
    for k in (1, 2, 3, 4, 5)
    for d in (1, 2, 3, 4, 9, 10, 19, 20, 99, 1000)
]
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(rows, indent=1) + "\n")
