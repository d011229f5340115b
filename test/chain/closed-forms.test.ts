import { describe, expect, test } from "vitest";
import { runChain } from "../../lib/chain/executors/run-chain";
import { createRandom } from "../../lib/random/create-random";
import { accumulate } from "../../lib/regimes/accumulate";
import type { Regime } from "../../lib/regimes/regime";
import { replace } from "../../lib/regimes/replace";
import { categorical } from "../../lib/samplers/categorical";
import { gaussian } from "../../lib/samplers/gaussian";

const random = createRandom("closed forms of chains");
const replicates = 4000;

/** Variances of all replicates after the given generation. */
async function variances(regime: Regime, n: number, generation: number, label: string, unbiased = false) {
  const records = await runChain({
    family: gaussian({ unbiased }),
    regime,
    real: { model: { mean: 0, standardDeviation: 1 }, count: n },
    generations: generation,
    recordedGenerations: [generation],
    replicates,
    random: random.fork(label),
  }).collect();
  return records.map(({ model }) => model.standardDeviation ** 2);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function standardErrorOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)) / (values.length - 1));
}

describe("Gaussian chains", () => {
  const [n, generation] = [20, 10];
  const fits = generation + 1;

  test("replacing shrinks the mean variance by 1 − 1/n a fit", async () => {
    const observed = meanOf(await variances(replace, n, generation, "replace"));
    const expected = (1 - 1 / n) ** fits;
    const standardError = expected * Math.sqrt(((1 + 2 / (n - 1)) ** fits - 1) / replicates);
    expect(Math.abs(observed - expected)).toBeLessThan(4 * standardError);
  });

  test("dividing by n − 1 keeps the mean variance, yet the typical one falls", async () => {
    const values = await variances(replace, n, generation, "unbiased", true);
    const standardError = Math.sqrt(((1 + 2 / (n - 1)) ** fits - 1) / replicates);
    expect(Math.abs(meanOf(values) - 1)).toBeLessThan(4 * standardError);
    // E log(χ²/(n−1)) = ψ((n−1)/2) − log((n−1)/2) ≈ −1/(n−1) − 1/(3(n−1)²)
    const logarithms = values.map(Math.log);
    const expected = fits * (-1 / (n - 1) - 1 / (3 * (n - 1) ** 2));
    expect(Math.abs(meanOf(logarithms) - expected)).toBeLessThan(4 * standardErrorOf(logarithms));
  });

  test("accumulating keeps Π(1 − 1/(n j²)) of it", async () => {
    const values = await variances(accumulate, n, generation, "accumulate");
    let expected = 1;
    for (let j = 1; j <= fits; j++) expected *= 1 - 1 / (n * j * j);
    expect(Math.abs(meanOf(values) - expected)).toBeLessThan(4 * standardErrorOf(values));
    // The loss is told apart from that of replacing.
    expect(meanOf(values) - (1 - 1 / n) ** fits).toBeGreaterThan(20 * standardErrorOf(values));
  });
});

test("categorical chains lose heterozygosity by 1 − 1/M a fit", async () => {
  const [draws, generation] = [25, 12];
  const probabilities = Float64Array.of(0.5, 0.25, 0.15, 0.1);
  const records = await runChain({
    family: categorical({ categories: 4 }),
    regime: replace,
    real: { model: { probabilities }, count: draws },
    generations: generation,
    recordedGenerations: [generation],
    replicates,
    measure: ({ model }) => heterozygosity(model.probabilities),
    random: random.fork("categorical"),
  }).collect();
  const observed = records.map(({ measured }) => measured);
  const expected = (1 - 1 / draws) ** (generation + 1) * heterozygosity(probabilities);
  expect(Math.abs(meanOf(observed) - expected)).toBeLessThan(4 * standardErrorOf(observed));
  expect(heterozygosity(probabilities) - meanOf(observed)).toBeGreaterThan(20 * standardErrorOf(observed));
});

test("the chance of an outcome to be absent after one generation is (1 − q)^M", async () => {
  const [draws, q] = [25, 0.1];
  const records = await runChain({
    family: categorical({ categories: 2 }),
    regime: replace,
    real: { model: { probabilities: Float64Array.of(q, 1 - q) }, count: draws },
    generations: 0,
    replicates,
    random: random.fork("absent"),
  }).collect();
  const absent = records.filter(({ model }) => model.probabilities[0] === 0).length / replicates;
  const expected = (1 - q) ** draws;
  expect(Math.abs(absent - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / replicates));
});

function heterozygosity(probabilities: Float64Array): number {
  return 1 - probabilities.reduce((sum, p) => sum + p * p, 0);
}
