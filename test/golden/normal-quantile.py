"""Golden values of the normal quantile. Prints test/golden/normal-quantile.json."""
import json
import scipy
from scipy.special import ndtri

probabilities = [1e-300, 1e-100, 1e-20, 1e-10, 1e-4, 0.01, 0.075, 0.0751, 0.2, 0.49, 0.5, 0.51, 0.8, 0.925, 0.975, 0.9999, 1 - 1e-10]
print(json.dumps({"versions": {"scipy": scipy.__version__},
                  "cases": [{"probability": p, "quantile": float(ndtri(p))} for p in probabilities]}, indent=1))
