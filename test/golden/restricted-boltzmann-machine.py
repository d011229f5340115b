"""Free energies of scikit-learn's BernoulliRBM on given parameters, and sums over all states. scikit-learn 1.9.1,
NumPy 2.4.6; run: python restricted-boltzmann-machine.py"""
import itertools, json, pathlib
import numpy as np
from sklearn.neural_network import BernoulliRBM

rng = np.random.default_rng(5)
rows = []
for visible, hidden, scale in [(4, 3, 1.0), (3, 6, 2.0), (6, 2, 4.0)]:
    weights = rng.normal(0, scale, (visible, hidden))
    b, c = rng.normal(0, 1, visible), rng.normal(0, 1, hidden)
    machine = BernoulliRBM(n_components=hidden)
    machine.components_, machine.intercept_visible_, machine.intercept_hidden_ = weights.T, b, c
    v = np.array(list(itertools.product([0.0, 1.0], repeat=visible)))
    h = np.array(list(itertools.product([0.0, 1.0], repeat=hidden)))
    joint = np.exp((v @ b)[:, None] + (h @ c)[None, :] + v @ weights @ h.T)
    partition = joint.sum()
    p = joint / partition
    data = v[rng.integers(0, len(v), 5)]
    rows.append({
        "visible": visible, "hidden": hidden, "weights": weights.ravel().tolist(), "visibleBiases": b.tolist(),
        "hiddenBiases": c.tolist(), "rows": v.tolist(), "freeEnergies": machine._free_energy(v).tolist(),
        "logPartition": float(np.log(partition)), "probabilities": p.sum(axis=1).tolist(),
        "modelMeans": {"weights": (v.T @ p @ h).ravel().tolist(), "visibleBiases": (p.sum(axis=1) @ v).tolist(),
                       "hiddenBiases": (p.sum(axis=0) @ h).tolist()},
        "data": data.tolist(),
    })
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(rows, indent=1) + "\n")
