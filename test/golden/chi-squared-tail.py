"""Upper tails of the chi-squared distribution. SciPy; run: python chi-squared-tail.py"""
import json, pathlib
from scipy.stats import chi2

rows = [
    {"value": x, "degreesOfFreedom": d, "tail": float(chi2.sf(x, d))}
    for x in (1e-6, 0.1, 1, 2.5, 4, 10, 50, 200)
    for d in (1, 2, 3, 5, 10, 100)
]
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(rows, indent=1) + "\n")
