import { describe, expect, test } from "vitest";
import { createMeanFieldIsing, meanFieldStatistics } from "../../lib/fitters/ising/mean-field-model";
import { createRandom } from "../../lib/random/create-random";
import {
  drawMeanFieldStatistics,
  meanFieldIsing,
  meanFieldIsingLogDensity,
  meanFieldIsingStatistics,
  sampleMeanFieldIsing,
} from "../../lib/samplers/mean-field-ising";
import { chiSquared, seeds } from "../random/goodness-of-fit";

const model = createMeanFieldIsing({ spins: 4, field: 0.2, coupling: 0.9 });
const states = Array.from({ length: 16 }, (_, state) =>
  Float64Array.from({ length: 4 }, (_, i) => ((state >> i) & 1 ? 1 : -1)),
);
const probabilityOf = (state: Float64Array) =>
  Math.exp(meanFieldIsingLogDensity(model, { values: state, rows: 1, columns: 4 })[0]!);

describe("sampleMeanFieldIsing", () => {
  test("log probabilities of all configurations add up to one", () => {
    expect(states.reduce((sum, state) => sum + probabilityOf(state), 0)).toBeCloseTo(1, 12);
  });

  test.each(seeds)("draws every configuration with its probability (seed %s)", (seed) => {
    const { values } = sampleMeanFieldIsing(model, 100_000, createRandom(seed));
    const counts = new Float64Array(16);
    for (let i = 0; i < values.length; i += 4) {
      counts[[0, 1, 2, 3].reduce((state, bit) => state + (values[i + bit]! > 0 ? 1 << bit : 0), 0)]!++;
    }
    expect(chiSquared(counts, states.map(probabilityOf))).toBeLessThan(56.5); // 15 degrees of freedom, once in a million
  });

  test.each(seeds)("numbers of spins up have the model's probabilities (seed %s)", (seed) => {
    const { means } = drawMeanFieldStatistics(model, 100_000, createRandom(seed));
    const counts = Array.from(means, (share) => share * 100_000);
    expect(chiSquared(counts, [...model.upProbabilities])).toBeLessThan(33.4); // 4 degrees of freedom
  });
});

describe("families", () => {
  const random = createRandom("mean-field families");

  test("fit what they sample, configurations and statistics alike", () => {
    const truth = createMeanFieldIsing({ spins: 10, field: 0.3 });
    for (const family of [meanFieldIsing({ spins: 10 }), meanFieldIsingStatistics({ spins: 10 })]) {
      const data = family.sample(truth, 20_000, random.fork(family.name)) as never;
      const fitted = family.fit(data, random);
      const { magnetization } = meanFieldStatistics(fitted);
      expect(Math.abs(magnetization - Math.tanh(0.3))).toBeLessThan(4 * Math.sqrt(1 / 200_000));
      expect(family.isAbsorbed!(fitted)).toBe(false);
    }
  });

  test("refill memory with the same draws", () => {
    const family = meanFieldIsing({ spins: 4 });
    const drawn = family.sample(model, 7, createRandom("into"));
    const target = { values: new Float64Array(28), rows: 7, columns: 4 };
    family.sampleInto!(model, target, createRandom("into"));
    expect(target.values).toEqual(drawn.values);
  });

  test("are absorbed when one magnetisation is left", () => {
    const family = meanFieldIsingStatistics({ spins: 4, coupling: "fitted" });
    const last = family.fit({ count: 3, means: [0, 0, 0, 1, 0] }, random);
    expect(family.isAbsorbed!(last)).toBe(true);
    expect(family.fit(family.sample(last, 3, random), random)).toEqual(last);
    expect(family.origin!.arguments).toEqual([{ spins: 4, coupling: "fitted" }]);
    expect(family.drawn).toBe("sufficient statistics");
    const other = Float64Array.of(1, 1, -1, -1);
    expect([...meanFieldIsingLogDensity(last, { values: other, rows: 1, columns: 4 })]).toEqual([-Infinity]);
  });

  test("refuse options by name", () => {
    expect(() => meanFieldIsing({ spins: 0 })).toThrow("meanFieldIsing needs spins to be a whole number");
  });
});
