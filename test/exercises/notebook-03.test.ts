import { testMistakes } from "./mistakes";

testMistakes("03-opt-text-drift", {
  "predict-nucleus-chain": [
    ["what generation 5 writes, not knows", ["1024 / 2 ** 5", "1024 / 2 ** 6"], [1]],
    ["generation 0 knows half", ["1024 / 2 ** 5", "16"], [1]],
    ["generation 0 counted twice", ["1024 / 2 ** 5", "1024 / 2 ** 4"], [1]],
    ["half of the words in all", ["1024 / 2 ** 5", "512"], [1]],
    ["nothing is lost", ["1024 / 2 ** 5", "1024"], [1]],
    ["a share", ["1024 / 2 ** 5", "1 / 32"], [1]],
    ["its own perplexity", ["return 1024;", "return 32;"], [2]],
    ["what it writes with", ["return 1024;", "return 16;"], [2]],
    ["bits", ["return 1024;", "return 10;"], [2]],
    ["nats", ["return 1024;", "return Math.log(1024);"], [2]],
    ["its own words have become certain", ["return 1024;", "return 1;"], [2]],
    ["finite", ["return Infinity", "return 1024"], [3]],
    ["very large", ["return Infinity", "return 2 ** 100"], [3]],
    ["not a number", ["return Infinity", "return Number.NaN"], [3]],
    ["of the words that it knows alone", ["return Infinity", "return 32"], [3]],
  ],
  "implement-perplexity": [
    ["bits", ["Math.exp(nats / tokens)", "2 ** (nats / tokens)"], [1, 2]],
    ["the loss itself", ["Math.exp(nats / tokens)", "nats / tokens"], [1, 2]],
    ["one over it", ["Math.exp(nats / tokens)", "Math.exp(-nats / tokens)"], [1, 2]],
    ["the sum", ["Math.exp(nats / tokens)", "Math.exp(nats)"], [1, 2]],
    ["divided by the number of texts", ["Math.exp(nats / tokens)", "Math.exp(nats / texts.length)"], [1, 2]],
    [
      "mean of the perplexities of the texts",
      [
        "return Math.exp(nats / tokens)",
        "const all = texts.filter((text) => text.length > 0).map((text) => Math.exp(-Array.from(text).reduce((sum, x) => sum + x, 0) / text.length));\n  return all.reduce((sum, x) => sum + x, 0) / all.length",
      ],
      [2],
    ],
    [
      "mean of the losses of the texts",
      [
        "return Math.exp(nats / tokens)",
        "const all = texts.filter((text) => text.length > 0).map((text) => -Array.from(text).reduce((sum, x) => sum + x, 0) / text.length);\n  return Math.exp(all.reduce((sum, x) => sum + x, 0) / all.length)",
      ],
      [2],
    ],
    ["logarithm of the mean probability", ["nats -= logarithm", "nats += Math.exp(logarithm)"], [1, 2]],
    [
      "one over the mean probability",
      [
        "return Math.exp(nats / tokens)",
        "return tokens / texts.flatMap((text) => Array.from(text)).reduce((sum, x) => sum + Math.exp(x), 0)",
      ],
      [1, 2],
    ],
    [
      "the product of the probabilities",
      [
        "return Math.exp(nats / tokens)",
        "return texts.flatMap((text) => Array.from(text)).reduce((product, x) => product * Math.exp(x), 1) ** (-1 / tokens)",
      ],
      [1],
    ],
    ["the first token of a text left out", ["Array.from(text)", "Array.from(text).slice(1)"], [2, 3]],
    ["the first text alone", ["of texts)", "of texts.slice(0, 1))"], [2]],
    ["logarithms of the other sign", ["!(logarithm <= 0)", "!(logarithm >= 0)"], [1, 2]],
    ["probabilities are not looked at", ["!(logarithm <= 0)", "false"], [3]],
    ["NaN is let through", ["!(logarithm <= 0)", "logarithm > 0"], [3]],
    [
      "the impossible is an error",
      ["!(logarithm <= 0)", "!(logarithm <= 0 && Number.isFinite(logarithm))"],
      [3],
    ],
    [
      "the impossible is left out",
      ["nats -= logarithm", "if (logarithm > -Infinity) nats -= logarithm"],
      [3],
    ],
    ["certainty is an error", ["!(logarithm <= 0)", "!(logarithm < 0)"], [1]],
    ["no text is certain", ["if (tokens === 0) throw new", "if (tokens === 0) return 1;\n  new"], [3]],
    ["no token is NaN", ["if (tokens === 0)", "if (texts.length === 0)"], [3]],
    [
      "an empty text is an error",
      [
        "for (const logarithm",
        'if (text.length === 0) throw new RangeError("perplexity needs tokens");\n    for (const logarithm',
      ],
      [3],
    ],
    [
      "empties the texts that it was given",
      ["Array.from(text)", "Array.from(text as number[]).map((_, k) => (text as number[])[k]--)"],
      [3],
    ],
  ],
  "implement-nucleus": [
    ["not divided by the sum", ["probability / held", "probability"], [1, 2]],
    ["divided by the share", ["probability / held", "probability / share"], [1, 2]],
    ["more than the share", ["held >= share", "held > share"], [1, 2]],
    [
      "the token that crosses left out",
      ["if (held >= share) break", "if (held + probabilities[token] > share) break"],
      [1, 2],
    ],
    [
      "the least probable first",
      ["probabilities[b] - probabilities[a]", "probabilities[a] - probabilities[b]"],
      [1, 2],
    ],
    ["in the order given", [".sort((a, b) => probabilities[b] - probabilities[a] || a - b)", ""], [1]],
    ["the later of equal tokens", ["|| a - b", "|| b - a"], [2]],
    [
      "all that are as probable as the last",
      [
        "if (held >= share) break",
        "if (held >= share && probabilities[token] < Math.min(...kept.filter((p) => p > 0))) break",
      ],
      [2],
    ],
    [
      "a threshold in place of a sum",
      ["if (held >= share) break", "if (probabilities[token] < 1 - share) break"],
      [1, 2],
    ],
    [
      "as many tokens as the share says",
      [
        "if (held >= share) break",
        "if (kept.filter((p) => p > 0).length >= share * probabilities.length) break",
      ],
      [1],
    ],
    [
      "sorted",
      [
        "return kept.map((probability) => probability / held)",
        "return kept.map((probability) => probability / held).sort((a, b) => b - a)",
      ],
      [1],
    ],
    [
      "only the kept ones",
      [
        "return kept.map((probability) => probability / held)",
        "return kept.map((probability) => probability / held).filter((probability) => probability > 0)",
      ],
      [1, 2],
    ],
    [
      "sorts what it was given",
      ["const order", "(probabilities as number[]).sort((a, b) => b - a);\n  const order"],
      [1, 3],
    ],
    [
      "changes what it was given",
      [
        "const kept = probabilities.map(() => 0)",
        "const kept = probabilities as number[];\n  order.forEach((token, k) => { if (order.slice(0, k).reduce((sum, t) => sum + probabilities[t], 0) >= share) kept[token] = 0; })",
      ],
      [3],
    ],
    ["shares above 1", ["share <= 1)", "share < 9)"], [3]],
    ["no share", ["share > 0", "share >= 0"], [3]],
    ["NaN as a share", ["!(share > 0 && share <= 1)", "share <= 0 || share > 1"], [3]],
    ["not all", ["share <= 1)", "share < 1)"], [3]],
    [
      "no token is no error",
      ["if (probabilities.length === 0) throw new", "if (probabilities.length === 0) return [];\n  new"],
      [3],
    ],
    ["adds what rounding takes", ["held >= share", "held >= share - 0.06"], [2]],
  ],
  "ablate-decoders": [
    ["generation 0 left out", ["curves[0].map(", "curves[0].slice(1).map("], [1, 3]],
    ["the sum over replicates", [", 0) / curves.length", ", 0)"], [1]],
    [
      "the first replicate alone",
      ["curves.reduce((sum, curve) => sum + curve[g], 0) / curves.length", "curves[0][g]"],
      [2],
    ],
    ["bits", ["Math.exp(surprise", "2 ** (surprise"], [3]],
    ["nats", ["Math.exp(surprise(synthetic))", "surprise(synthetic)"], [3]],
    ["mean over the vocabulary", ["text.length;", "vocabularySize;"], [1, 3]],
    [
      "mean over different words",
      [
        "text.reduce((sum, word) => sum - Math.log(probabilities[word]), 0) / text.length",
        "[...new Set(text)].reduce((sum, word) => sum - Math.log(probabilities[word]), 0) / new Set(text).size",
      ],
      [3],
    ],
    ["no temperature", ["unigrams(vocabularySize, temperature)", "unigrams(vocabularySize, 1)"], [2, 3]],
    [
      "the inverse of the temperature",
      ["unigrams(vocabularySize, temperature)", "unigrams(vocabularySize, 1 / temperature)"],
      [2, 3],
    ],
    [
      "another temperature",
      ["unigrams(vocabularySize, temperature)", "unigrams(vocabularySize, temperature === 1 ? 1 : 0.8)"],
      [3],
    ],
    ["no real words", ["await run(0.9, mc.anchor(0.1))", "await run(0.9, mc.replace)"], [2, 3]],
    ["90 % real", ["mc.anchor(0.1)", "mc.anchor(0.9)"], [3]],
    ["real words with all that is written", ["mc.anchor(0.1)", "mc.augment"], [3]],
    ["temperature 1 beside real words", ["run(0.9, mc.anchor(0.1))", "run(1, mc.anchor(0.1))"], [3]],
    [
      "two chains swapped",
      ['"as it is": asItIs, "cooler": cooler', '"as it is": cooler, "cooler": asItIs'],
      [2, 3],
    ],
    [
      "what is learned from, not what is written",
      [
        "mc.measureSynthetic(({ synthetic }: { synthetic: mc.Outcomes })",
        "(({ training: synthetic }: { training: mc.Outcomes })",
      ],
      [3],
    ],
    ["types that the real words have", ["new Set(synthetic).size", "new Set(words).size"], [2]],
    ["words in place of types", ["new Set(synthetic).size", "synthetic.length"], [1]],
    [
      "perplexity under the writing itself",
      [
        "const surprise = (text: mc.Outcomes) =>",
        "const surprise = (text: mc.Outcomes, { probabilities } = mc.fitCategorical(text, { categories: vocabularySize })) =>",
      ],
      [3],
    ],
    [
      "other draws in each call",
      ["const { probabilities }", "random = mc.createRandom(Date.now());\n  const { probabilities }"],
      [1],
    ],
  ],
});
