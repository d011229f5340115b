import fc from "fast-check";
import { expect, test } from "vitest";
import { stationaryDistribution } from "../../../lib/data/grammar/stationary";

test("two states are left in the inverse ratio of their probabilities of leaving", () => {
  const [first, second] = stationaryDistribution(Float64Array.of(0.9, 0.1, 1e-12, 1 - 1e-12), 2);
  expect(first! / (1e-12 / (0.1 + 1e-12))).toBeCloseTo(1, 14);
  expect(second! / (0.1 / (0.1 + 1e-12))).toBeCloseTo(1, 14);
});

test("one state is always there", () => {
  expect([...stationaryDistribution(Float64Array.of(1), 1)]).toEqual([1]);
});

test("a cycle, which has a period, is everywhere equally often", () => {
  expect([...stationaryDistribution(Float64Array.of(0, 1, 0, 0, 0, 1, 1, 0, 0), 3)]).toEqual(
    Array(3).fill(1 / 3),
  );
});

test("a step of the chain does not change it", () => {
  const chains = fc.integer({ min: 2, max: 8 }).chain((states) =>
    fc
      .array(fc.double({ min: 1e-6, max: 1, noNaN: true }), {
        minLength: states ** 2,
        maxLength: states ** 2,
      })
      .map((weights) => ({ states, weights })),
  );
  fc.assert(
    fc.property(chains, ({ states, weights }) => {
      const transitions = Float64Array.from(weights, (weight, at) => {
        const row = Math.floor(at / states) * states;
        return weight / weights.slice(row, row + states).reduce((sum, other) => sum + other, 0);
      });
      const stationary = stationaryDistribution(transitions, states);
      expect(stationary.reduce((sum, probability) => sum + probability, 0)).toBeCloseTo(1, 12);
      stationary.forEach((probability, to) => {
        const after = stationary.reduce((sum, own, from) => sum + own * transitions[from * states + to]!, 0);
        expect(after / probability).toBeCloseTo(1, 10);
      });
    }),
  );
});
