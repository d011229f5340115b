"""Metrics of text. NLTK 3.9.2, scikit-learn 1.9.1, SciPy 1.17.1, NumPy 2.4.6; run: python text-metrics.py"""
import json, pathlib
from collections import Counter
import numpy as np
from nltk import ngrams
from nltk.tokenize import WordPunctTokenizer
from nltk.translate.bleu_score import SmoothingFunction, sentence_bleu
from scipy.optimize import minimize_scalar
from scipy.stats import entropy, hypergeom
from sklearn.feature_extraction.text import TfidfVectorizer

rng = np.random.default_rng(11)
weights = 1 / np.arange(1, 21)
weights /= weights.sum()
draw = lambda n: rng.choice(20, size=n, p=weights).tolist()
rows = [draw(int(n)) for n in rng.integers(5, 25, size=14)] + [[19, 19, 19, 19, 18], [40, 41, 42, 43, 44]]
others = [draw(int(n)) for n in rng.integers(5, 25, size=16)]
grams = lambda texts, n: [gram for row in texts for gram in ngrams(row, n)]


def type_token_ratio(texts, size, order):
    """Mean over all samples without replacement: an n-gram is missed with hypergeometric probability."""
    total = []
    for n in range(1, order + 1):
        counts = np.array(list(Counter(grams(texts, n)).values()))
        total.append((1 - hypergeom(counts.sum(), counts, size).pmf(0)).sum() / size)
    return float(np.mean(total))


def self_bleu(texts, order):
    method = SmoothingFunction().method1
    scores = [
        sentence_bleu(texts[:i] + texts[i + 1:], row, [1 / order] * order, smoothing_function=method)
        for i, row in enumerate(texts)
    ]
    return {"order": order, "mean": float(np.mean(scores)), "standardError": float(np.std(scores, ddof=1) / len(scores) ** 0.5)}


def kl(n, smoothing):
    real, generated = Counter(grams(rows, n)), Counter(grams(others, n))
    either = sorted(set(real) | set(generated))
    p, q = ([counts[gram] for gram in either] for counts in (real, generated))
    return {"n": n, "smoothing": smoothing, "value": float(entropy(p, np.array(q) + smoothing))}


def similarity(stops):
    analyzer = lambda row: [token for token in row if token not in stops]
    model = TfidfVectorizer(analyzer=analyzer).fit(rows)
    cosines = (model.transform(rows) @ model.transform(others).T).toarray()
    apart = cosines[~np.eye(len(rows), dtype=bool)]
    return {"stopTypes": stops, "pairs": np.diag(cosines).tolist(), "shuffled": float(apart.mean())}


def zipf(counts):
    ranks = np.arange(1, len(counts) + 1)
    loss = lambda s: s * (np.sort(counts)[::-1] * np.log(ranks)).sum() + sum(counts) * np.log((ranks ** -s).sum())
    best = minimize_scalar(loss, bounds=(-2, 8), method="bounded", options={"xatol": 1e-10}).x
    h = 1e-3  # numerical curvature of the negative log-likelihood
    curvature = (loss(best + h) - 2 * loss(best) + loss(best - h)) / h ** 2
    return {"counts": counts, "exponent": float(best), "standardError": float(curvature ** -0.5)}


texts = ["It's a game, a GAME @-@ ... <unk>!", "Der Weg über 1\u2009000 Straßen_7 — Ende.", "", "naïve café"]
words = [[w.lower() for w in WordPunctTokenizer().tokenize(text) if any(c.isalnum() for c in w)] for text in texts]
values = [np.round(rng.lognormal(4, 0.5, size=60), 3).tolist(), np.round(rng.lognormal(3.5, 0.7, size=45), 3).tolist()]
edges = np.geomspace(min(map(min, values)), max(map(max, values)), 13)
edges[[0, -1]] = min(map(min, values)), max(map(max, values))
golden = {
    "rows": rows,
    "others": others,
    "distinct": [len(set(grams(rows, n))) / len(grams(rows, n)) for n in (1, 2, 3, 4)],
    "typeTokenRatio": [{"size": s, "order": o, "value": type_token_ratio(rows, s, o)} for s, o in ((1, 1), (50, 2), (120, 3))],
    "selfBleu": [self_bleu(rows, order) for order in (1, 2, 4, 5)],
    "kl": [kl(1, 0.5), kl(2, 1), kl(2, 1e-3)],
    "similarity": [similarity([]), similarity([0, 1, 2])],
    "zipf": [zipf([500, 240, 170, 130, 90, 3]), zipf([10, 10, 9, 0]), zipf(rng.zipf(1.7, 400).tolist())],
    "texts": texts,
    "words": words,
    "histograms": {"values": values, "edges": edges.tolist(), "counts": [np.histogram(v, edges)[0].tolist() for v in values]},
    "quantiles": np.quantile(values[0], [0, 0.05, 0.5, 0.95, 1]).tolist(),
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(golden) + "\n")
