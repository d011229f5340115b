import { testMistakes } from "./mistakes";

testMistakes("01-gmm-variance-shrink", {
  "predict-half-life": [
    ["half of M", ["Hundred = 69", "Hundred = 50"], [1]],
    ["M itself", ["Hundred = 69", "Hundred = 100"], [1]],
    ["the half-life of the standard deviation", ["Hundred = 69", "Hundred = 138"], [1]],
    ["a text", ["Hundred = 69", 'Hundred: any = "69"'], [1]],
    ["the size does not matter", ["Thousand = 693", "Thousand = 69"], [2]],
    ["the root of the size", ["Thousand = 693", "Thousand = 218"], [2]],
    ["the square of the size", ["Thousand = 693", "Thousand = 6930"], [2]],
    ["the mean dies with the chains", ["MeanVariance = 1", "MeanVariance = 0"], [3]],
    ["the typical chain is the mean one", ["PowerOfTen = -4", "PowerOfTen = 0"], [3]],
    ["the power of e", ["PowerOfTen = -4", "PowerOfTen = -10"], [3]],
    [
      "all the same number",
      [
        "69; // (1 − 1/M)^k = 1/2, so k = ln 2 · M\nconst halfLifeAtThousand = 693",
        "100, halfLifeAtThousand = 100",
      ],
      [1, 2],
    ],
  ],
  "two-divisors": [
    ["always n − 1", ["unbiased ? n - 1 : n", "n - 1"], [1, 2]],
    ["always n", ["unbiased ? n - 1 : n", "n"], [1]],
    [
      "the standard deviation",
      ["return squares / (unbiased ? n - 1 : n)", "return Math.sqrt(squares / (unbiased ? n - 1 : n))"],
      [1],
    ],
    ["mean of squares less square of the mean", ["(x - mean) ** 2, 0)", "x ** 2, 0) - n * mean ** 2"], [2]],
    [
      "sorts the sample that it was given",
      ["const values = Array.from(sample)", "const values = Array.from((sample as number[]).sort())"],
      [2],
    ],
    [
      "centres the sample that it was given",
      ["const squares", "values.forEach((x, i) => ((sample as number[])[i] = x - mean));\n  const squares"],
      [2],
    ],
    ["nothing is too few", ["if (n < 2)", "if (n < 0)"], [2]],
    ["too few is zero", ["if (n < 2) throw new", "if (n < 2) return 0;\n  new"], [2]],
    ["too few for unbiased only", ["if (n < 2)", "if (unbiased && n < 2)"], [2]],
    ["absolute deviations", ["(x - mean) ** 2", "Math.abs(x - mean)"], [1, 2]],
  ],
  "own-loop": [
    [
      "the original is among them",
      ["const variances: number[] = []", "const variances: number[] = [1]"],
      [1, 2],
    ],
    [
      "the original instead of the last",
      ["fit = 1; fit <= fits; fit++", "fit = 1, first = variances.push(1); fit < fits; fit++"],
      [2],
    ],
    ["one fit too many", ["fit = 1", "fit = 0"], [1]],
    ["standard deviations", ["model.standardDeviation ** 2", "model.standardDeviation"], [2]],
    ["the unbiased estimator", ["draws, random))", "draws, random), { unbiased: true })"], [2]],
    ["always from the original", ["sampleGaussian(model", "sampleGaussian(standardNormal"], [2]],
    [
      "the variance as standard deviation",
      [
        "variances.push(model.standardDeviation ** 2)",
        "variances.push(model.standardDeviation ** 2);\n    model = { ...model, standardDeviation: model.standardDeviation ** 2 }",
      ],
      [2],
    ],
    ["random numbers of its own", ["draws, random)", "draws, mc.createRandom(1))"], [1, 2]],
    ["no seed", ["draws, random)", "draws, mc.createRandom(Math.random()))"], [1]],
    ["the same draws for each fit", ["draws, random)", 'draws, random.fork("draws"))'], [1, 2]],
  ],
  responsibilities: [
    [
      "normalised over the observations",
      [
        "return densities.map((density) => density / total);\n  });",
        "return densities;\n  }).map((row, _, all) => row.map((value, j) => value / all.reduce((sum, other) => sum + other[j], 0)));",
      ],
      [1, 2],
    ],
    [
      "a row for each component",
      [
        "return densities.map((density) => density / total);\n  });",
        "return densities.map((density) => density / total);\n  }).reduce((columns, row) => columns.map((column, j) => [...column, row[j]]), weights.map(() => []));",
      ],
      [1, 2],
    ],
    [
      "weights left out",
      ["Math.log(weight / standardDeviations[j])", "-Math.log(standardDeviations[j])"],
      [1],
    ],
    ["widths left out of the density", ["Math.log(weight / standardDeviations[j])", "Math.log(weight)"], [1]],
    [
      "divided by the variance once more",
      ["(x - means[j]) / standardDeviations[j]", "(x - means[j]) / standardDeviations[j] ** 2"],
      [1],
    ],
    ["no half", ["z ** 2 / 2", "z ** 2"], [1]],
    ["no square", ["z ** 2 / 2", "Math.abs(z) / 2"], [1]],
    ["densities that round to zero", ["log - Math.max(...logs)", "log"], [2]],
    ["not normalised", ["density / total", "density"], [1, 2]],
    ["the likeliest takes all", ["density / total", "(density === 1 ? 1 : 0)"], [1]],
  ],
  "next-mixture": [
    ["weights that are counts", ["share / rows.length", "share"], [1, 2]],
    ["means over all observations", ["(x) => x) / share", "(x) => x) / rows.length"], [1, 2]],
    ["variances", ["variances.map(Math.sqrt)", "variances"], [1, 2]],
    [
      "variances over all observations",
      ["(x - means[j]) ** 2) / share", "(x - means[j]) ** 2) / rows.length"],
      [1, 2],
    ],
    [
      "one less in the divisor",
      ["(x - means[j]) ** 2) / share", "(x - means[j]) ** 2) / (share - 1)"],
      [1, 2],
    ],
    ["squares around zero", ["(x - means[j]) ** 2", "x ** 2"], [1, 2]],
    [
      "components found by the likeliest row",
      ["row[j] * of", "(row[j] === Math.max(...row) ? 1 : 0) * of"],
      [1, 2],
    ],
    ["equal weights", ["share / rows.length", "1 / shares.length"], [1, 2]],
  ],
  "what-slows-it": [
    ["generation 0 taken for the original", ["generations: fits - 1", "generations: fits"], [1]],
    ["the fits without the original", ["return [1, ...", "return [..."], [1, 2]],
    ["the last fit missing", ["generations: fits - 1", "generations: fits - 2"], [1, 2]],
    ["the original twice", ["return [1, ...curves[0]", "return [1, 1, ...curves[0].slice(1)"], [1]],
    ["standard deviations", ["model.standardDeviation ** 2", "model.standardDeviation"], [1]],
    ["the unbiased estimator", ["unbiased: false", "unbiased: true"], [1, 3]],
    ["a chain alone", ["replicates: chains", "replicates: 1"], [1]],
    ["always the same regime", ["{ family, regime,", "{ family, regime: mc.replace,"], [2, 3]],
    ["always the same size", ["count: draws", "count: 10"], [1, 2]],
    [
      "two settings swapped",
      [
        "baseline: mc.halfLife(await meanVariances({ ...size, draws: 10",
        "baseline: mc.halfLife(await meanVariances({ ...size, draws: 40",
      ],
      [3],
    ],
    ["another share than half", ["mc.createRandom(2))", "mc.createRandom(2)), 0.25"], [3]],
  ],
});
