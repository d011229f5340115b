import { describe, expect, test } from "vitest";
import { createRandom } from "../../lib/random/create-random";
import { categorical, categoricalLogDensity, sampleCategorical } from "../../lib/samplers/categorical";
import { chiSquared, seeds } from "../random/goodness-of-fit";

const model = { probabilities: Float64Array.of(0.5, 0, 0.2, 0.29, 0.01) };

describe("sampleCategorical", () => {
  test.each(seeds)("draws every outcome with its probability (seed %s)", (seed) => {
    const counts = new Float64Array(5);
    for (const outcome of sampleCategorical(model, 100_000, createRandom(seed))) counts[outcome]!++;
    expect(counts[1]).toBe(0);
    const possible = [0, 2, 3, 4];
    const statistic = chiSquared(
      possible.map((outcome) => counts[outcome]!),
      possible.map((outcome) => model.probabilities[outcome]!),
    );
    expect(statistic).toBeLessThan(30.7); // 3 degrees of freedom, once in a million
  });
});

describe("categorical family", () => {
  const random = createRandom("categorical");
  const family = categorical({ categories: 3 });

  test("fits frequencies and is absorbed when one outcome is left", () => {
    const fitted = family.fit(Int32Array.of(0, 2, 2, 0), random);
    expect([...fitted.probabilities]).toEqual([0.5, 0, 0.5]);
    expect(family.isAbsorbed!(fitted)).toBe(false);
    const last = family.fit(new Int32Array(49).fill(1), random);
    expect(family.isAbsorbed!(last)).toBe(true);
    expect(family.fit(family.sample(last, 49, random), random)).toEqual(last);
    expect(family.origin!.arguments).toEqual([{ categories: 3 }]);
  });

  test("log probabilities, −Infinity for what cannot occur", () => {
    expect([...categoricalLogDensity(model, Int32Array.of(0, 1))]).toEqual([Math.log(0.5), -Infinity]);
  });

  test("refuses a number of categories that is none", () => {
    expect(() => categorical({ categories: 0 })).toThrow(
      /categories to be a whole number of at least 1, got 0/,
    );
  });
});
