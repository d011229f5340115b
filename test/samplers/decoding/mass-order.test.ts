import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blocksOf, drawToken } from "../../../lib/samplers/decoding/draw";
import { MassOrder } from "../../../lib/samplers/decoding/mass-order";
import { isAmongLargest, massBefore } from "../../../lib/samplers/decoding/membership";
import { sumOf, weightsOf } from "../../../lib/samplers/decoding/weights";

/** Weights with ties, zeros and many sizes, whose sums are exact. */
const weightLists = fc.array(
  fc.oneof(
    fc.constantFrom(0, 1, 0.5, 0.25, 2 ** -20),
    fc.integer({ min: 1, max: 2 ** 20 }).map((i) => i / 2 ** 20),
  ),
  { minLength: 1, maxLength: 300 },
);

/** Places by ascending key, then place. */
const ascending = (keys: ArrayLike<number>) =>
  Array.from(keys, (_, place) => place).sort((a, b) => keys[a]! - keys[b]! || a - b);

function cumulative(weights: readonly number[]): number[] {
  let sum = 0;
  return weights.map((weight) => {
    sum += weight;
    return sum;
  });
}

describe("finding a rank or a mass without sorting", () => {
  const order = new MassOrder(300);

  test("the key of a rank is that of a sorted list", () => {
    fc.assert(
      fc.property(weightLists, fc.nat(), (list, at) => {
        const { values, bits } = weightsOf(Float32Array.from([9, ...list, 9]));
        const rank = 1 + (at % list.length);
        const key = order.keyOfRank(
          bits.map((bit) => bit % 0x40000000),
          1,
          list.length + 1,
          rank,
        );
        const sorted = values.slice(1, -1).sort().reverse();
        expect(key).toBe(weightsOf(sorted).bits[rank - 1]);
      }),
    );
  });

  test("the place of a mass is that of a sorted list", () => {
    const keyLists = fc.array(
      fc.tuple(
        fc.oneof(fc.constantFrom(0, 1, 90), fc.float({ min: 0, max: 200, noNaN: true })),
        fc.integer({ min: 0, max: 64 }),
      ),
      { minLength: 1, maxLength: 300 },
    );
    fc.assert(
      fc.property(keyLists, fc.nat(200), (pairs, percent) => {
        const keys = weightsOf(Float32Array.from(pairs, ([key]) => key));
        const weights = Float32Array.from(pairs, ([, weight]) => weight);
        const mass = (weights.reduce((a, b) => a + b) * percent) / 180;
        const places = ascending(keys.values);
        const sums = cumulative(places.map((place) => weights[place]!));
        const expected = places[sums.findIndex((sum) => sum > mass)] ?? places.at(-1);
        expect(order.placeExceeding(keys.bits, weights, pairs.length, mass)).toBe(expected);
      }),
    );
  });

  test("a token's place among the others", () => {
    fc.assert(
      fc.property(weightLists, fc.nat(), (list, at) => {
        const row = weightsOf(Float32Array.from([7, ...list, 7]));
        const token = at % list.length;
        const before = ascending(list).reverse();
        const mass = before
          .slice(0, before.indexOf(token))
          .reduce((sum, place) => sum + Math.fround(list[place]!), 0);
        expect(massBefore(row, 1, list.length, token)).toBeCloseTo(mass, 12);
        const larger = list.filter((weight) => Math.fround(weight) > Math.fround(list[token]!)).length;
        expect(isAmongLargest(row, 1, list.length, token, larger)).toBe(false);
        expect(isAmongLargest(row, 1, list.length, token, larger + 1)).toBe(true);
      }),
    );
  });
});

describe("drawToken", () => {
  test("inverts the cumulative weights, which are exact here", () => {
    fc.assert(
      fc.property(
        weightLists,
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (list, uniform) => {
          fc.pre(list.some((weight) => weight > 0));
          const row = Float32Array.from([5, ...list, 5]);
          const target = uniform * sumOf(row, 1, list.length + 1);
          const sums = cumulative(list);
          const expected = sums.findIndex((sum) => sum > target);
          const drawn = drawToken(row, 1, list.length, uniform, blocksOf(list.length));
          expect(list[drawn]).toBeGreaterThan(0);
          // Where the target falls on a boundary, rounding of the product may take the one beside it.
          if (drawn !== expected)
            expect(sums.some((sum) => Math.abs(sum - target) <= 1e-12 * sum)).toBe(true);
        },
      ),
    );
  });

  test("takes the first and the last that weigh anything at the ends", () => {
    const row = new Float32Array(500);
    row.set([0.25, 0.1], 70);
    row.set([0.3], 410);
    expect(drawToken(row, 0, 500, 0, blocksOf(500))).toBe(70);
    expect(drawToken(row, 0, 500, 1 - 2 ** -53, blocksOf(500))).toBe(410);
  });

  test("gives −1 for weights that are not numbers, or all zero", () => {
    const draw = (...row: number[]) =>
      drawToken(Float32Array.from(row), 0, row.length, 0.5, blocksOf(row.length));
    expect([draw(0, 0), draw(0.5, Number.NaN), draw(Infinity, 1), draw(0, 1)]).toEqual([-1, -1, -1, 1]);
  });
});
