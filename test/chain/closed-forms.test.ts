import { describe, expect, test } from "vitest";
import { runChain } from "../../lib/chain/executors/run-chain";
import { createRandom } from "../../lib/random/create-random";
import { accumulate } from "../../lib/regimes/accumulate";
import type { Regime } from "../../lib/regimes/regime";
import { replace } from "../../lib/regimes/replace";
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
