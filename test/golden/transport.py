"""Transport between point clouds. POT; run: python transport.py"""
import json, pathlib
import numpy as np, ot

rng = np.random.default_rng(11)


def costs(x, y, order):
    return ot.dist(x, y, metric="euclidean") ** order


def weights(count, given):
    if not given:
        return np.full(count, 1 / count)
    drawn = rng.dirichlet(np.full(count, 0.7))
    drawn[0] = 0  # a point that weighs nothing
    return drawn / drawn.sum()


exact = []
for n, m, columns, order, given in (
    (1, 1, 2, 2, False), (1, 6, 3, 1, False), (12, 12, 2, 1, False), (40, 40, 2, 2, False), (30, 45, 3, 2, False),
    (25, 40, 2, 3, False), (20, 31, 2, 1, True), (35, 35, 5, 2, True), (15, 20, 1, 2, True), (16, 10, 1, 1.5, False),
):
    x = np.round(rng.normal(size=(n, columns)), 1)  # rounded: ties
    y = np.round(rng.normal(0.5, 1.5, size=(m, columns)), 1)
    a, b = weights(n, given), weights(m, given)
    cost = ot.emd2(a, b, costs(x, y, order), numItermax=10**6)
    exact.append({
        "x": x.tolist(), "y": y.tolist(), "order": order, "weights": [a.tolist(), b.tolist()] if given else None,
        "distance": float(cost ** (1 / order)),
    })

sliced = []
for n, m, columns, order in ((50, 50, 3, 2), (50, 50, 3, 1), (40, 70, 5, 2), (30, 20, 2, 3)):
    x, y = rng.normal(size=(n, columns)), rng.normal(0.3, 1.2, size=(m, columns))
    directions = ot.sliced.get_random_projections(columns, 6, seed=3)
    value, log = ot.sliced_wasserstein_distance(x, y, p=order, projections=directions, log=True)
    sliced.append({
        "x": x.tolist(), "y": y.tolist(), "order": order, "directions": directions.T.tolist(),
        "costs": [float(cost) for cost in log["projected_emds"]], "distance": float(value),
    })


def sinkhorn(a, b, cost, regularization):
    plan, log = ot.sinkhorn(
        a, b, cost, regularization, method="sinkhorn_log", numItermax=10**5, stopThr=1e-13, log=True)
    # Potentials against the product of the weights; the plan's mass is 1.
    dual = regularization * (a @ (log["log_u"] - np.log(a)) + b @ (log["log_v"] - np.log(b)))
    return float((plan * cost).sum()), float(dual)


entropic = []
for n, m, columns, order, regularization, given in (
    (20, 20, 2, 2, 1, False), (20, 30, 2, 2, 0.6, False), (25, 15, 3, 1, 0.5, False), (20, 25, 2, 2, 0.5, True),
):
    x, y = rng.normal(size=(n, columns)), rng.normal(0.5, 1.2, size=(m, columns))
    a, b = weights(n, given), weights(m, given)
    keep_a, keep_b = a > 0, b > 0
    p, q, left, right = a[keep_a], b[keep_b], x[keep_a], y[keep_b]
    cost, across = sinkhorn(p, q, costs(left, right, order), regularization)
    _, first = sinkhorn(p, p, costs(left, left, order), regularization)
    _, second = sinkhorn(q, q, costs(right, right, order), regularization)
    entropic.append({
        "x": x.tolist(), "y": y.tolist(), "order": order, "regularization": regularization,
        "weights": [a.tolist(), b.tolist()] if given else None,
        "distance": cost ** (1 / order), "divergence": across - (first + second) / 2,
    })

values = {"versions": {"POT": ot.__version__, "numpy": np.__version__}, "exact": exact, "sliced": sliced, "entropic": entropic}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(values) + "\n")
