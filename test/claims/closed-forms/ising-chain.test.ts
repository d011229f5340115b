import { describe, expect, test } from "vitest";
import { runChain } from "../../../lib/chain/executors/run-chain";
import { curvesOf } from "../../../lib/chain/records";
import {
  type AnchoredIsingChain,
  anchoredMagnetization,
  polarizedUpProbability,
  polarizingVariance,
} from "../../../lib/claims/closed-forms/ising-chain";
import { createMeanFieldIsing, meanFieldStatistics } from "../../../lib/fitters/ising/mean-field-model";
import { meanAndStandardError, proportionAndStandardError } from "../../../lib/metrics/summaries";
import { createRandom } from "../../../lib/random/create-random";
import { fresh } from "../../../lib/regimes/fresh";
import { replace } from "../../../lib/regimes/replace";
import { meanFieldIsingStatistics } from "../../../lib/samplers/mean-field-ising";

/** Mean spin of every chain at the recorded generations. */
async function magnetizations(
  chain: AnchoredIsingChain,
  recorded: readonly number[],
  label: string,
  replicates = 700,
) {
  const {
    realConfigurations = 0,
    realMagnetization = 0,
    priorConfigurations = 0,
    priorMagnetization = 0,
  } = chain;
  const { spins, syntheticConfigurations } = chain;
  const prior = { field: Math.atanh(priorMagnetization), configurations: priorConfigurations };
  const records = await runChain({
    family: meanFieldIsingStatistics({ spins, prior }),
    regime: realConfigurations > 0 ? fresh(realConfigurations) : replace,
    real: {
      model: createMeanFieldIsing({ spins, field: Math.atanh(realMagnetization) }),
      count: syntheticConfigurations,
    },
    samplesPerGeneration: syntheticConfigurations,
    generations: recorded.at(-1)!,
    recordedGenerations: recorded,
    replicates,
    random: createRandom(label),
  }).collect();
  return curvesOf(records, (_, { model }) => meanFieldStatistics(model).magnetization);
}

function expectMean(values: readonly number[], expected: number): void {
  const { measured, standardError } = meanAndStandardError(values);
  expect(Math.abs(measured - expected)).toBeLessThan(4 * standardError);
}

describe("anchoredMagnetization", () => {
  test.each([
    ["one real configuration", { spins: 10, syntheticConfigurations: 50, realConfigurations: 1 }],
    [
      "three, of a magnetised truth",
      { spins: 6, syntheticConfigurations: 20, realConfigurations: 3, realMagnetization: 0.6 },
    ],
    [
      "a prior",
      { spins: 10, syntheticConfigurations: 30, priorConfigurations: 1.5, priorMagnetization: -0.4 },
    ],
    [
      "both",
      {
        spins: 5,
        syntheticConfigurations: 20,
        realConfigurations: 1,
        realMagnetization: 0.5,
        priorConfigurations: 2,
        priorMagnetization: -0.2,
      },
    ],
  ])("is where chains end: %s", async (label, chain: AnchoredIsingChain) => {
    const last = (await magnetizations(chain, [150], label)).map((curve) => curve[0]!);
    const { mean, standardDeviation } = anchoredMagnetization(chain);
    expectMean(last, mean);
    expectMean(
      last.map((value) => (value - mean) ** 2),
      standardDeviation ** 2,
    );
  });

  test("one real configuration among very many: 1/√(2N + 1)", () => {
    const chain = { spins: 10, syntheticConfigurations: 1e9, realConfigurations: 1 };
    expect(anchoredMagnetization(chain).standardDeviation).toBeCloseTo(1 / Math.sqrt(21), 7);
  });

  test("nothing that holds the chain is refused by name", () => {
    expect(() => anchoredMagnetization({ spins: 10, syntheticConfigurations: 50 })).toThrow(
      "anchoredMagnetization needs at least 1 spin, 1 synthetic configuration and a real or prior configuration, got 10, 50 and 0 + 0",
    );
  });
});

test("replaced: the mean stays, the variance grows, all up with (1 + φ)/2", async () => {
  const chain = { spins: 5, syntheticConfigurations: 8, realMagnetization: 0.4 };
  const curves = await magnetizations(chain, [0, 9, 39, 1000], "replaced", 1500);
  for (const [index, fits] of [1, 10, 40].entries()) {
    const values = curves.map((curve) => curve[index]!);
    expectMean(values, 0.4);
    expectMean(
      values.map((value) => (value - 0.4) ** 2),
      polarizingVariance(40, 0.4, fits),
    );
  }
  const ends = curves.map((curve) => curve[3]!);
  expect(ends.every((end) => Math.abs(end) === 1)).toBe(true);
  const { measured, standardError } = proportionAndStandardError(
    ends.filter((end) => end === 1).length,
    ends.length,
  );
  expect(Math.abs(measured - polarizedUpProbability(0.4))).toBeLessThan(4 * standardError);
});
