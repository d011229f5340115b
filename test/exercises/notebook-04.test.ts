import { testMistakes } from "./mistakes";

testMistakes("04-ten-percent-anchor", {
  "count-or-share": [
    ["the same share of a million", ["rowsOfAMillion = 50", "rowsOfAMillion = 5000"], [2]],
    ["one per cent of the rows", ["rowsOfTenThousand = 50", "rowsOfTenThousand = 100"], [1]],
    ["2m + 1 one too small", ["rowsOfTenThousand = 50", "rowsOfTenThousand = 49"], [1]],
    ["half a row", ["rowsOfTenThousand = 50", "rowsOfTenThousand = 49.5"], [1]],
    ["the size does not matter for the pace", ["timesLonger = 100", "timesLonger = 1"], [3]],
    ["the pace the other way round", ["timesLonger = 100", "timesLonger = 0.01"], [3]],
    ["nothing said of the pace", ["timesLonger = 100;", ""], [3]],
  ],
  "fading-anchor": [
    ["rounded down", ["Math.round(", "Math.floor("], [2]],
    ["rounded up", ["Math.round(", "Math.ceil("], [2]],
    ["a share of the real data", ["Math.round(rows *", "Math.round(mc.sizeOf(real) *"], [1, 2]],
    ["real rows on top of all synthetic ones", ["rows - realRows)", "rows)"], [1, 3]],
    ["a share of the synthetic rows", ["rows * share *", "rows * (share / (1 - share)) *"], [1, 2]],
    ["one generation early", ["-generation / halfLife", "-(generation + 1) / halfLife"], [1, 2]],
    ["one generation late", ["-generation / halfLife", "-(generation - 1) / halfLife"], [1, 2]],
    ["halved by e", ["2 ** (-generation / halfLife)", "Math.exp(-generation / halfLife)"], [2]],
    ["does not fade", [" * 2 ** (-generation / halfLife)", ""], [2]],
    [
      "with replacement",
      [
        "random.shuffle(indices).subarray(0, count)",
        "indices.slice(0, count).map(() => random.integer(indices.length))",
      ],
      [3],
    ],
    ["the first rows", ["random.shuffle(indices)", "indices"], [3]],
    [
      "the same real rows in every generation",
      ["some(real, realRows)", "mc.selectRows(real, Int32Array.from({ length: realRows }, (_, i) => i))"],
      [3],
    ],
    [
      "new real rows",
      [
        "synthetic, random }) => {",
        "synthetic, random, drawReal }) => {\n    real = drawReal(mc.sizeOf(real));",
      ],
      [1],
    ],
    ["random numbers of its own", ["random.shuffle", "mc.createRandom(1).shuffle"], [3]],
    ["no seed", ["random.shuffle(indices)", "indices.sort(() => Math.random() - 0.5)"], [3]],
    ["a sort is no shuffle", ["random.shuffle(indices)", "indices.sort(() => random.next() - 0.5)"], [3]],
    [
      "shuffles the data that it was given",
      ["const indices", "random.shuffle(data as any);\n      const indices"],
      [3],
    ],
    ["too few real rows go unnoticed", ["realRows > mc.sizeOf(real)", "false"], [4]],
    ["all real rows are too few", ["realRows > mc.sizeOf(real)", "realRows >= mc.sizeOf(real)"], [4]],
    ["another kind of error", ["new RangeError", "new Error"], [4]],
    [
      "numbers alone",
      [
        "return mc.selectRows(data, ",
        "return (Float64Array as any).from(indices, (i) => data[i]) ?? mc.selectRows(data, ",
      ],
      [4],
    ],
    [
      "the library's anchor",
      [
        "const rows = ",
        "return mc.anchor(share * 2 ** (-generation / halfLife))(arguments[0] ?? ({ generation, real, synthetic, random } as any));\n    const rows = ",
      ],
      [4],
    ],
    ["replaces", ["return mc.concatenate(", "return synthetic;\n    mc.concatenate("], [1, 2]],
  ],
  "dose-for": [
    ["the next measured dose", ["return doses[i - 1] +", "return doses[i];\n  doses[i - 1] +"], [1]],
    [
      "the last crossing",
      [
        "means.findIndex((mean) => mean >= level)",
        "means.findIndex((mean, k) => mean >= level && means.slice(k).every((later) => later >= level))",
      ],
      [1],
    ],
    ["above, not at the level", ["mean >= level", "mean > level"], [1]],
    ["from the wrong end", ["(level - means[i - 1])", "(means[i] - level)"], [1]],
    ["nothing for never", ["return Infinity", "return NaN"], [2]],
    ["the last dose for never", ["return Infinity", "return doses[doses.length - 1]"], [2]],
    ["before the first dose", ["return doses[0]", "return doses[0] * (level / means[0])"], [2]],
    ["a plain variance", ["(chains - 1) / chains", "1 / (chains - 1)"], [3]],
    ["divided by the chains", ["(chains - 1) / chains", "1 / chains"], [3]],
    ["no factor", ["((chains - 1) / chains) * ", ""], [3]],
    ["all chains at the first dose", ["other !== r)", "other !== r || row === kept[0])"], [3]],
    ["one chain alone, not all others", ["other !== r", "other === r"], [3]],
    [
      "the mean of single doses",
      ["measured: doseFor(level, doses, kept.map(mean))", "measured: mean(without)"],
      [3],
    ],
    [
      "removes the chain from what it was given",
      ["row.filter((_, other) => other !== r)", "(row.splice(r, 1), row)"],
      [3],
    ],
    [
      "sorts what it was given",
      ["const chains = ", "kept.forEach((row) => row.sort());\n  const chains = "],
      [3],
    ],
  ],
  "ablate-size": [
    ["it is the share", ['decides = "number"', 'decides = "share"'], [3]],
    ["the share of four thousand", ["rowsOf4000 = 4", "rowsOf4000 = 400"], [3]],
    ["all rows synthetic, and the real ones on top", ["samplesPerGeneration: size - realRows", ""], [1]],
    ["rounded down", ["Math.ceil(", "Math.floor("], [1]],
    ["one generation short", ["(2 * realRows + 1))", "(2 * realRows + 1)) - 1"], [1]],
    ["all generations", ["recordedGenerations: [generations], ", ""], [1]],
    ["divides by n − 1", ["mc.gaussian()", "mc.gaussian({ unbiased: true })"], [2]],
    [
      "kept rows instead of new ones",
      [
        "regime: mc.fresh(realRows), real, samplesPerGeneration: size - realRows",
        "regime: mc.anchor(realRows / size), real",
      ],
      [2],
    ],
    [
      "no real rows",
      ["regime: mc.fresh(realRows), real, samplesPerGeneration: size - realRows", "regime: mc.replace, real"],
      [2],
    ],
    ["random numbers of its own", ["...run, random }", '...run, random: mc.createRandom("own") }'], [2]],
    ["100 chains", ["replicates: 200", "replicates: 100"], [1]],
    [
      "one chain, two hundred times",
      [
        "return mc.runChain({ ...chain, ...run, random }).collect()",
        "const [record] = await mc.runChain({ ...chain, ...run, replicates: 1, random }).collect();\n  return Array(200).fill(record)",
      ],
      [1, 2],
    ],
  ],
});
