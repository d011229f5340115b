import { testMistakes } from "./mistakes";

const countsOfRare = "probabilities[0] > 0";

testMistakes("05-accumulate-versus-replace", {
  "three-regimes": [
    ["one fit too few", ["replaced = 50", "replaced = 49"], [1]],
    ["replaced data are bounded", ["replaced = 50", "replaced = Math.PI ** 2 / 6"], [1]],
    ["fifty fits, not endlessly many", ["Math.PI ** 2 / 6", "1.6251"], [2]],
    ["a geometric sum", ["Math.PI ** 2 / 6", "2"], [2]],
    ["a harmonic sum", ["Math.PI ** 2 / 6", "Infinity"], [2]],
    ["augment taken for accumulate", ["augmented = 4 / 3", "augmented = Math.PI ** 2 / 6"], [3]],
    ["errors added, not their squares", ["augmented = 4 / 3", "augmented = 2"], [3]],
    ["half of the new error, squares forgotten", ["augmented = 4 / 3", "augmented = 1.5"], [3]],
    ["no reason given", ["why = ", 'why = "real" ?? '], [3]],
  ],
  "accumulate-up-to": [
    ["without the real data", ["[real, ...history, synthetic]", "[...history, synthetic]"], [1, 2]],
    ["without the new set", ["[real, ...history, synthetic]", "[real, ...history]"], [1, 2]],
    ["without the history", ["[real, ...history, synthetic]", "[real, synthetic]"], [1, 2]],
    ["the real data twice", ["[real, ...history, synthetic]", "[real, real, ...history, synthetic]"], [1, 2]],
    [
      "thins out what it trained on before",
      [
        "({ real, history, synthetic, random }) => {\n    const pool = mc.concatenate([real, ...history, synthetic])",
        "({ training, synthetic, random }) => {\n    const pool = mc.concatenate([training, synthetic])",
      ],
      [1, 3],
    ],
    [
      "with replacement",
      ["random.shuffle(indices).slice(0, cap)", "indices.slice(0, cap).map(() => random.integer(rows))"],
      [3],
    ],
    ["the newest rows", ["random.shuffle(indices).slice(0, cap)", "indices.slice(rows - cap)"], [3]],
    ["the oldest rows", ["random.shuffle(indices)", "indices"], [3]],
    [
      "all real rows and some of the others",
      [
        "random.shuffle(indices).slice(0, cap)",
        "Int32Array.from([...indices.slice(0, mc.sizeOf(real)), ...random.shuffle(indices.slice(mc.sizeOf(real)))]).slice(0, cap)",
      ],
      [3],
    ],
    ["a cap on the synthetic rows", ["rows <= cap", "rows <= cap + mc.sizeOf(real)"], [1, 2]],
    ["one row less", ["slice(0, cap)", "slice(0, cap - 1)"], [1, 2, 3]],
    ["random numbers of its own", ["random.shuffle", "mc.createRandom(5).shuffle"], [3]],
    ["a sort is no shuffle", ["random.shuffle(indices)", "indices.sort(() => random.next() - 0.5)"], [3]],
    [
      "adds to the history that it was given",
      [
        "mc.concatenate([real, ...history, synthetic])",
        "((history as any).push(synthetic), mc.concatenate([real, ...history]))",
      ],
      [1, 2, 3],
    ],
    [
      "a memory of its own",
      [
        "return ({ real, history, synthetic, random }) => {",
        "const history: any[] = [];\n  return ({ real, synthetic, random }) => {\n    history.push(synthetic);",
      ],
      [1],
    ],
    ["no check", ["!Number.isInteger(cap) || cap < 1", "false"], [4]],
    ["checks the size alone", ["!Number.isInteger(cap) || cap < 1", "cap < 1"], [4]],
    ["another kind of error", ["new RangeError", "new Error"], [4]],
    [
      "the library's subsample",
      ["return ({ real", "if (cap > 0) return mc.accumulateSubsample;\n  return ({ real"],
      [1, 2],
    ],
    ["no cap", ["return ({ real", "if (cap > 0) return mc.accumulate;\n  return ({ real"], [1, 2]],
  ],
  "typical-half-life": [
    ["one generation too many", ["/ (curve.length - 1)", "/ curve.length"], [1, 2]],
    ["the original, not the first value", ["Math.log(curve[0] / ", "Math.log(1 / "], [1]],
    [
      "the mean of half-lives",
      [
        "measured: Math.LN2 / rate",
        "measured: rates.reduce((sum, value) => sum + Math.LN2 / value, 0) / rates.length",
      ],
      [1],
    ],
    [
      "the mean of the variances",
      [
        "const squares",
        "const ends = (at: number) => curves.reduce((sum, curve) => sum + curve.at(at), 0);\n  if (curves) return { measured: (Math.LN2 * (curves[0].length - 1)) / Math.log(ends(0) / ends(-1)), standardError: 0 };\n  const squares",
      ],
      [1, 2],
    ],
    ["the time to 1/e", ["measured: Math.LN2 / rate", "measured: 1 / rate"], [1]],
    ["logarithms to base 2", ["Math.log(curve[0]", "Math.log2(curve[0]"], [1]],
    [
      "the median rate",
      [
        "rates.reduce((sum, value) => sum + value, 0) / rates.length",
        "[...rates].sort((a, b) => a - b)[rates.length >> 1]",
      ],
      [1],
    ],
    [
      "when it is first below a half",
      ["measured: Math.LN2 / rate", "measured: mc.halfLife(mc.meanCurve(curves).y)"],
      [1],
    ],
    ["divides by R", ["(rates.length - 1) / rates.length", "rates.length / rates.length"], [2]],
    ["the scatter of single chains", ["(rates.length - 1) / rates.length", "(rates.length - 1)"], [2]],
    ["the error of the rate", ["(Math.LN2 / rate ** 2) * errorOfRate", "errorOfRate"], [2]],
    ["ln 2 over the error", ["(Math.LN2 / rate ** 2) * errorOfRate", "Math.LN2 / errorOfRate"], [2]],
    ["the square forgotten", ["rate ** 2) * error", "rate) * error"], [2]],
  ],
  "rare-outcome": [
    [
      "generation 0 forgotten",
      [
        "generations: fits - 1, recordedGenerations: [fits - 1]",
        "generations: fits, recordedGenerations: [fits]",
      ],
      [1],
    ],
    [
      "one fit too few",
      [
        "generations: fits - 1, recordedGenerations: [fits - 1]",
        "generations: fits - 2, recordedGenerations: [fits - 2]",
      ],
      [1],
    ],
    [
      "always twenty fits",
      [
        "generations: fits - 1, recordedGenerations: [fits - 1]",
        "generations: 19, recordedGenerations: [19]",
      ],
      [1],
    ],
    ["always replaced", ["{ family, regime, real,", "{ family, regime: mc.replace, real,"], [2]],
    ["the common outcome", [countsOfRare, "probabilities[1] > 0"], [1, 2]],
    ["the lost chains", [countsOfRare, "probabilities[0] === 0"], [1, 2]],
    ["at least as likely as before", [countsOfRare, "probabilities[0] >= 0.02"], [2]],
    [
      "the mean probability",
      [
        "return mc.proportionAndStandardError(alive.length, models.length)",
        "return mc.meanAndStandardError(models.map(({ probabilities }) => probabilities[0]))",
      ],
      [1, 2],
    ],
    ["50 chains", ["replicates: 500", "replicates: 50"], [1]],
    ["100 draws", ["count: 50", "count: 100"], [1, 2]],
    [
      "the same real data in every chain",
      [
        "const real = { model: { probabilities: Float64Array.of(0.02, 0.98) }, count: 50 }",
        "const real = Int32Array.from({ length: 50 }, (_, i) => Number(i > 0))",
      ],
      [1, 2],
    ],
    ["random numbers of its own", ["...run, random }", "...run, random: mc.createRandom(3) }"], [2]],
    ["no seed", ["...run, random }", "...run, random: mc.createRandom(Math.random()) }"], [2]],
    [
      "the order turned round",
      ['["replace", "subsample", "accumulate"]', '["accumulate", "subsample", "replace"]'],
      [3],
    ],
    [
      "the subsample is safest",
      ['["replace", "subsample", "accumulate"]', '["replace", "accumulate", "subsample"]'],
      [3],
    ],
    ["nothing need be lost", ["1 - 0.98 ** 50", "0.9999"], [3]],
    ["the ceiling for many draws", ["1 - 0.98 ** 50", "1 - Math.exp(-1)"], [3]],
    ["the share that is lost", ["1 - 0.98 ** 50", "0.98 ** 50"], [3]],
  ],
});
