"""Sums over all states of Ising models. NumPy 2.4.6; run: python ising.py. Bit i of a state's index is set where spin i is -1."""
import json, pathlib
import numpy as np

rng = np.random.default_rng(11)
rows = []
for spins, scale in [(1, 1.0), (3, 1.0), (5, 0.6)]:
    fields = rng.normal(0, scale, spins)
    upper = np.triu(rng.normal(0, scale, (spins, spins)), 1)
    couplings = upper + upper.T
    s = np.array([[1 - 2 * ((state >> i) & 1) for i in range(spins)] for state in range(2**spins)])
    weight = np.exp(s @ fields + 0.5 * np.einsum("ri,ij,rj->r", s, couplings, s))
    p = weight / weight.sum()
    rows.append({"spins": spins, "fields": fields.tolist(), "couplings": couplings.ravel().tolist(),
                 "logPartition": float(np.log(weight.sum())), "probabilities": p.tolist(),
                 "magnetizations": (p @ s).tolist(), "pairProducts": (s.T @ (p[:, None] * s)).ravel().tolist()})
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(rows, indent=1) + "\n")
