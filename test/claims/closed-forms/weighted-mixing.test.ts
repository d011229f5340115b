import { describe, expect, test } from "vitest";
import {
  keptRealExcess,
  mixingContraction,
  optimalRealWeight,
  weightedMixingLimit,
  weightedMixingVariance,
} from "../../../lib/claims/closed-forms/weighted-mixing";
import { meanAndStandardError } from "../../../lib/metrics/summaries";
import { createRandom } from "../../../lib/random/create-random";

const random = createRandom("weighted mixing");

describe("weightedMixingVariance", () => {
  test.each([
    [0.2, 1],
    [0.618, 1],
    [0.4, 4],
    [0, 2],
  ])("is that of a mean refitted to weighted draws: weight %d, ratio %d", (realWeight, syntheticRatio) => {
    const squares = Array.from({ length: 8000 }, (_, r) => {
      const stream = random.fork(realWeight).fork(r);
      let mean = stream.normal();
      for (let generation = 1; generation <= 6; generation++) {
        const synthetic = mean + stream.normal() / Math.sqrt(syntheticRatio);
        mean = realWeight * stream.normal() + (1 - realWeight) * synthetic;
      }
      return mean ** 2;
    });
    const { measured, standardError } = meanAndStandardError(squares);
    const expected = weightedMixingVariance({ realWeight, syntheticRatio }, 6);
    expect(Math.abs(measured - expected)).toBeLessThan(4.5 * standardError);
  });

  test("starts at one fit and tends to its limit", () => {
    const mixing = { realWeight: 0.3, syntheticRatio: 2 };
    expect(weightedMixingVariance(mixing, 0)).toBeCloseTo(1, 12);
    expect(weightedMixingVariance(mixing, 200)).toBeCloseTo(weightedMixingLimit(mixing), 12);
    expect(weightedMixingLimit({ realWeight: 1, syntheticRatio: 2 })).toBe(1);
  });
});

describe("optimalRealWeight", () => {
  test("is the reciprocal of the golden ratio for as many synthetic rows as real ones", () => {
    expect(optimalRealWeight(1)).toBeCloseTo((Math.sqrt(5) - 1) / 2, 14);
  });

  test.each([0.1, 1, 4, 50])(
    "has the least variance, which is the same number: ratio %d",
    (syntheticRatio) => {
      const best = optimalRealWeight(syntheticRatio);
      const at = (realWeight: number) => weightedMixingLimit({ realWeight, syntheticRatio });
      expect(at(best)).toBeCloseTo(best, 12);
      for (let weight = 0.01; weight <= 1; weight += 0.01)
        expect(at(weight)).toBeGreaterThanOrEqual(best - 1e-12);
    },
  );
});

describe("mixing with kept real rows", () => {
  test.each([0.25, 0.5, 3])("contracts and adds as simulated: ratio %d", (ratio) => {
    const start = 1000;
    const distances = Array.from({ length: 8000 }, (_, r) => {
      const stream = random.fork("kept").fork(r);
      let distance = start;
      // The real rows' own mean is 0, so that distances from it are followed.
      for (let generation = 1; generation <= 40; generation++) {
        if (generation === 2)
          expect(Math.abs(distance / start - mixingContraction(ratio))).toBeLessThan(0.05);
        distance = (ratio * (distance + stream.normal() / Math.sqrt(ratio))) / (1 + ratio);
      }
      return distance ** 2;
    });
    const { measured, standardError } = meanAndStandardError(distances);
    expect(Math.abs(measured - keptRealExcess(ratio))).toBeLessThan(4.5 * standardError + 1e-3);
  });

  test("bounds", () => {
    expect(mixingContraction(0.5)).toBeCloseTo(1 / 3, 14);
    expect(keptRealExcess(1e9)).toBeCloseTo(0.5, 8);
  });
});

test("bad arguments are refused by name", () => {
  expect(() => weightedMixingLimit({ realWeight: 1.5, syntheticRatio: 1 })).toThrow(
    "weightedMixingLimit needs a weight of real rows between 0 and 1, got 1.5",
  );
  expect(() => weightedMixingLimit({ realWeight: 0, syntheticRatio: 1 })).toThrow("without real rows");
  expect(() => weightedMixingVariance({ realWeight: 0.5, syntheticRatio: 0 }, 3)).toThrow(
    "weightedMixingVariance needs a positive ratio of synthetic to real rows, got 0",
  );
  expect(() => optimalRealWeight(-1)).toThrow("optimalRealWeight needs a positive ratio");
  expect(() => mixingContraction(NaN)).toThrow("mixingContraction needs a positive ratio");
  expect(() => keptRealExcess(Infinity)).toThrow("keptRealExcess needs a positive ratio");
});
