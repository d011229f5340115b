import { describe, expect, test } from "vitest";
import { pointsFrom } from "../../lib/data/points";
import { isingStates } from "../../lib/fitters/ising/exact";
import type { IsingModel } from "../../lib/fitters/ising/model";
import { createRandom } from "../../lib/random/create-random";
import { ising, sampleIsing, sampleIsingByGibbs } from "../../lib/samplers/ising";
import { chiSquared, seeds } from "../random/goodness-of-fit";

const model: IsingModel = {
  spins: 3,
  fields: Float64Array.of(0.3, -0.4, 0.1),
  couplings: Float64Array.of(0, 0.5, -0.6, 0.5, 0, 0.2, -0.6, 0.2, 0),
};

describe.each(seeds)("seed %s", (seed) => {
  test.each([
    ["exact", () => sampleIsing(model, 50_000, createRandom(seed))],
    ["Gibbs", () => sampleIsingByGibbs(model, 10_000, { thinning: 30 }, createRandom(seed))],
  ])("%s draws follow the exact probabilities", (_, draw) => {
    const { values, rows } = draw();
    const counts = new Float64Array(8);
    for (let row = 0; row < rows; row++) {
      let state = 0;
      for (let i = 0; i < 3; i++) if (values[3 * row + i] === -1) state |= 1 << i;
      counts[state]!++;
    }
    const { probabilities } = isingStates(model);
    expect(chiSquared(counts, [...probabilities])).toBeLessThan(40.6); // 7 degrees of freedom, once in a million
  });
});

describe("family", () => {
  const random = createRandom("ising family");

  test("is absorbed when every spin is constant, and stays", () => {
    const family = ising();
    const last = family.fit(
      pointsFrom([
        [1, -1],
        [1, -1],
      ]),
      random,
    );
    expect(family.isAbsorbed!(last)).toBe(true);
    expect(family.fit(family.sample(last, 5, random), random)).toEqual(last);
    const held = ising({ priorConfigurations: 0.5 });
    expect(held.isAbsorbed!(held.fit(pointsFrom([[1, -1]]), random))).toBe(false);
    expect(held.origin!.arguments).toEqual([{ priorConfigurations: 0.5 }]);
  });

  test("refuses by name", () => {
    expect(() => ising({ ridge: -1 })).toThrow("ising needs ridge");
    const wide = pointsFrom([new Array<number>(21).fill(1)]);
    expect(() => ising().fit(wide, random)).toThrow(
      "got 21. meanFieldIsing takes any number, with one coupling for all",
    );
    expect(() => sampleIsingByGibbs(model, 1, { burnIn: -1 }, random)).toThrow(
      "sampleIsingByGibbs needs burnIn to be a whole number of at least 0, got -1",
    );
    const large = { spins: 21, fields: new Float64Array(21), couplings: new Float64Array(441) };
    expect(() => sampleIsing(large, 1, random)).toThrow("got 21. sampleIsingByGibbs draws approximately");
  });
});
