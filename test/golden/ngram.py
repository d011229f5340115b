"""N-gram models by dictionaries, apart from the library's sorted tables. NLTK 3.10.4; run: python ngram.py

Unsmoothed and additive probabilities are NLTK's; its interpolated models end in unsmoothed unigrams, so that those with
discounts are written out here after Chen & Goodman (1999), down to the uniform distribution.
"""
import json, pathlib, random
from collections import Counter, defaultdict
from nltk.lm import MLE, Lidstone
from nltk.util import everygrams

random.seed(3)
V = 12
weights = [1 / (rank + 1) for rank in range(V)]
draw = lambda n: [min(V - 2, token) if i % 3 else (token * 7) % (V - 1)  # token V − 1 is never seen
                  for i, token in enumerate(random.choices(range(V), weights, k=n))]
blocks = [draw(40) for _ in range(4)]
held_out = [random.choices(range(V), k=40) for _ in range(2)]


def counts(order):
    """Of every n-gram: how often it occurs, and the different tokens before it."""
    count, before = Counter(), defaultdict(set)
    for block in blocks:
        for n in range(1, order + 1):
            for i in range(len(block) - n + 1):
                gram = tuple(block[i:i + n])
                count[gram] += 1
                if i > 0:
                    before[gram].add(block[i - 1])
    return count, before


def discounted(order, kneser_ney, discount):
    raw, before = counts(order)
    used = {gram: (raw[gram] if len(gram) == order or not kneser_ney else len(before[gram])) for gram in raw}
    discounts = {}
    for n in range(1, order + 1):
        once = sum(used[g] == 1 for g in used if len(g) == n)
        twice = sum(used[g] == 2 for g in used if len(g) == n)
        discounts[n] = discount or (once / (once + 2 * twice) if once and twice else 0.75)
    followers = defaultdict(dict)
    for gram, number in used.items():
        followers[gram[:-1]][gram[-1]] = number

    def probability(context, word):
        if context is None:
            return 1 / V
        shorter = context[1:] if context else None
        total = sum(followers[context].values())
        if total == 0:
            return probability(shorter, word)
        d = discounts[len(context) + 1]
        types = sum(number > 0 for number in followers[context].values())
        own = max(followers[context].get(word, 0) - d, 0) / total
        return own + d * types / total * probability(shorter, word)
    return probability


def with_nltk(order, model):
    texts = [list(map(str, block)) for block in blocks]
    model.fit([list(everygrams(text, max_len=order)) for text in texts], vocabulary_text=map(str, range(V)))
    return lambda context, word: model.score(str(word), list(map(str, context)))


def additive(order, k):
    model = Lidstone(k, order)
    score = with_nltk(order, model)
    assert len(model.vocab) == V + 1  # with <UNK>, which is no token here
    raw, _ = counts(order)
    def probability(context, word):
        total = sum(raw[context + (w,)] for w in range(V))
        by_hand = (raw[context + (word,)] + k) / (total + k * V)
        assert abs(score(context, word) - (raw[context + (word,)] + k) / (total + k * (V + 1))) < 1e-12
        return by_hand
    return probability


def unsmoothed(order):
    score = with_nltk(order, MLE(order))
    raw, _ = counts(order)
    def probability(context, word):
        while context and not any(raw[context + (w,)] for w in range(V)):
            context = context[1:]
        by_hand = raw[context + (word,)] / sum(raw[context + (w,)] for w in range(V))
        assert abs(by_hand - score(context, word)) < 1e-12
        return by_hand
    return probability


def along(texts, order, probability):
    return [probability(tuple(text[max(0, i - order + 1):i]), word) for text in texts for i, word in enumerate(text)]


cases = []
for order in range(1, 6):
    for smoothing, options, probability in (
        ("none", {}, unsmoothed(order)),
        ("additive", {"pseudocount": 1}, additive(order, 1)),
        ("additive", {"pseudocount": 0.1}, additive(order, 0.1)),
        ("absolute discounting", {}, discounted(order, False, None)),
        ("absolute discounting", {"discount": 0.6}, discounted(order, False, 0.6)),
        ("Kneser-Ney", {}, discounted(order, True, None)),
        ("Kneser-Ney", {"discount": 0.75}, discounted(order, True, 0.75)),
    ):
        cases.append({"options": {"order": order, "vocabularySize": V, "smoothing": smoothing, **options},
                      "training": along(blocks, order, probability), "heldOut": along(held_out, order, probability)})
golden = {"blocks": blocks, "heldOut": held_out, "cases": cases}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(golden) + "\n")
