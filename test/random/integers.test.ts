import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createAliasTable } from "../../lib/random/alias-table";
import { createRandom } from "../../lib/random/create-random";
import { chiSquared, seeds } from "./goodness-of-fit";

// Exceeded once in a million times: scipy.stats.chi2.isf(1e-6, degrees of freedom).
const chiSquaredLimits = { 5: 35.89, 23: 70.55, 99: 180.79, 119: 207.2 };

function countOutcomes(draws: number, outcomes: number, one: () => number): Int32Array {
  const counts = new Int32Array(outcomes);
  for (let i = 0; i < draws; i++) counts[one()]!++;
  return counts;
}

function equal(outcomes: number): number[] {
  return new Array<number>(outcomes).fill(1 / outcomes);
}

describe.each(seeds)("with seed %s", (seed) => {
  const random = createRandom(seed);

  test("integers are uniform", () => {
    expect(
      chiSquared(
        countOutcomes(600_000, 6, () => random.integer(6)),
        equal(6),
      ),
    ).toBeLessThan(chiSquaredLimits[5]);
    expect(
      chiSquared(
        countOutcomes(200_000, 100, () => random.integer(100)),
        equal(100),
      ),
    ).toBeLessThan(chiSquaredLimits[99]);
  });

  test.each([3 * 2 ** 19, 3 * 2 ** 30, 3 * 2 ** 51, 2 ** 53])(
    "integers below %d have no bias, neither high nor low",
    (bound) => {
      // A remainder taken without rejection would favour some of these classes by up to a third.
      const high = countOutcomes(100_000, 100, () => Math.floor((random.integer(bound) / bound) * 100));
      expect(chiSquared(high, equal(100))).toBeLessThan(chiSquaredLimits[99]);
      const low = countOutcomes(100_000, 6, () => random.integer(bound - (bound % 6)) % 6);
      expect(chiSquared(low, equal(6))).toBeLessThan(chiSquaredLimits[5]);
    },
  );

  test("every order of a shuffle is equally likely", () => {
    const orders = new Map<string, number>();
    for (let i = 0; i < 240_000; i++) {
      const order = random.shuffle([0, 1, 2, 3]).join("");
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    expect(orders.size).toBe(24);
    expect(chiSquared([...orders.values()], equal(24))).toBeLessThan(chiSquaredLimits[23]);
  });

  test("categories come with their probabilities", () => {
    const weights = Array.from({ length: 120 }, (_, i) => 1 / (i + 1));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const table = createAliasTable(weights);
    const counts = countOutcomes(400_000, 120, () => random.categorical(table));
    const probabilities = weights.map((weight) => weight / total);
    expect(chiSquared(counts, probabilities)).toBeLessThan(chiSquaredLimits[119]);
  });
});

test("integers stay below their bound", () => {
  fc.assert(
    fc.property(fc.integer(), fc.maxSafeInteger(), (seed, any) => {
      const bound = Math.abs(any) + 1;
      const drawn = createRandom(seed).integer(bound);
      expect(Number.isInteger(drawn) && drawn >= 0 && drawn < bound).toBe(true);
    }),
  );
});

test("a shuffle keeps the items of any array", () => {
  const random = createRandom("shuffle");
  fc.assert(
    fc.property(fc.array(fc.integer()), (items) => {
      const shuffled = random.shuffle(items.slice());
      expect(shuffled.sort((a, b) => a - b)).toEqual(items.slice().sort((a, b) => a - b));
    }),
  );
  const typed = Int32Array.of(1, 2, 3);
  expect(random.shuffle(typed)).toBe(typed);
  expect(random.shuffle([])).toEqual([]);
});

test("an alias table holds exactly the probabilities it was made of", () => {
  const weights = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(weights, (probabilities) => {
      const total = probabilities.reduce((sum, probability) => sum + probability, 0);
      fc.pre(total > 1e-300);
      const { keep, alias } = createAliasTable(probabilities);
      const columns = keep.length;
      const held = new Float64Array(columns);
      keep.forEach((share, column) => {
        held[column]! += share / columns;
        held[alias[column]!]! += (1 - share) / columns;
      });
      probabilities.forEach((probability, category) => {
        expect(Math.abs(held[category]! - probability / total)).toBeLessThan(1e-14);
        if (probability === 0) expect(held[category]).toBe(0);
      });
    }),
  );
});
