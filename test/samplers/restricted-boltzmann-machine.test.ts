import { describe, expect, test } from "vitest";
import { type Points, pointsFrom } from "../../lib/data/points";
import { createRandom } from "../../lib/random/create-random";
import {
  restrictedBoltzmannMachine,
  sampleByGibbs,
  sampleRestrictedBoltzmannMachine,
} from "../../lib/samplers/restricted-boltzmann-machine";
import { goldenMachines, modelOf, randomMachine } from "../fitters/restricted-boltzmann-machine/machines";
import { chiSquared, seeds } from "../random/goodness-of-fit";

/** How often each state was drawn, in the order of the golden rows: the first column counts most. */
function countStates({ values, rows, columns }: Points): Float64Array {
  const counts = new Float64Array(2 ** columns);
  for (let row = 0; row < rows; row++) {
    let state = 0;
    for (let i = 0; i < columns; i++) state = 2 * state + values[row * columns + i]!;
    counts[state]!++;
  }
  return counts;
}

/** Once in a million, from SciPy, by degrees of freedom. */
const limits: Record<number, number> = { 3: 30.7, 7: 40.5, 15: 56.5 };

/** χ² over the states that are expected at least ten times, and one for the rest. */
function expectStates(counts: Float64Array, probabilities: readonly number[]): void {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const often = probabilities.map((p) => p * total >= 10);
  const [seen, expected]: [number[], number[]] = [[0], [0]];
  probabilities.forEach((p, state) => {
    if (often[state]) {
      seen.push(counts[state]!);
      expected.push(p);
    } else {
      seen[0]! += counts[state]!;
      expected[0]! += p;
    }
  });
  if (expected[0] === 0) for (const values of [seen, expected]) values.shift();
  const freedom = Object.keys(limits)
    .map(Number)
    .find((most) => seen.length - 1 <= most)!;
  expect(chiSquared(seen, expected)).toBeLessThan(limits[freedom]!);
}

describe.each(goldenMachines.slice(0, 2))("$visible visible and $hidden hidden units", (golden) => {
  test.each(seeds)("exact draws follow the exact probabilities (seed %s)", (seed) => {
    const rows = sampleRestrictedBoltzmannMachine(modelOf(golden), 50_000, createRandom(seed));
    expectStates(countStates(rows), golden.probabilities);
  });

  test.each(seeds)("draws by Gibbs sampling do, far apart (seed %s)", (seed) => {
    const rows = sampleByGibbs(modelOf(golden), 5000, { thinning: 60 }, createRandom(seed));
    expectStates(countStates(rows), golden.probabilities);
  });
});

describe("family", () => {
  const data = pointsFrom([
    [0, 0, 1],
    [1, 1, 0],
    [1, 1, 0],
  ]);

  test("goes on training the machine before it, when asked to", () => {
    const training = { hidden: 2, updates: 5 };
    const going = restrictedBoltzmannMachine({ ...training, startFromPrevious: true });
    const fresh = restrictedBoltzmannMachine(training);
    const previous = randomMachine(3, 2, 3, createRandom("previous"));
    const near = going.fit(data, createRandom("a"), previous).weights;
    expect(near.every((weight, p) => Math.abs(weight - previous.weights[p]!) < 1.5)).toBe(true);
    expect(fresh.fit(data, createRandom("a"), previous)).toEqual(fresh.fit(data, createRandom("a")));
  });

  test("samples as asked, and says how to make it again", () => {
    const options = { hidden: 2, sampling: { burnIn: 10, thinning: 2 } };
    const family = restrictedBoltzmannMachine(options);
    const model = randomMachine(3, 2, 1, createRandom("family"));
    expect(family.sample(model, 4, createRandom("b"))).toEqual(
      sampleByGibbs(model, 4, options.sampling, createRandom("b")),
    );
    expect(restrictedBoltzmannMachine({ hidden: 2 }).sample(model, 4, createRandom("b"))).toEqual(
      sampleRestrictedBoltzmannMachine(model, 4, createRandom("b")),
    );
    expect(family.origin!.arguments).toEqual([options]);
  });

  test("refuses by name", () => {
    expect(() => restrictedBoltzmannMachine({ hidden: 0 })).toThrow(
      "restrictedBoltzmannMachine needs hidden",
    );
    expect(() => restrictedBoltzmannMachine({ hidden: 1, sampling: { thinning: 0 } })).toThrow(
      "restrictedBoltzmannMachine needs thinning to be a whole number of at least 1, got 0",
    );
    const large = randomMachine(25, 24, 1, createRandom("large"));
    expect(() => sampleRestrictedBoltzmannMachine(large, 1, createRandom(1))).toThrow(
      "got 25 visible and 24 hidden units. sampleByGibbs draws approximately",
    );
  });
});
