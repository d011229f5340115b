import fc from "fast-check";
import { expect, test } from "vitest";
import { createNumberSorter } from "../../lib/metrics/sort-numbers";
import { createRandom } from "../../lib/random/create-random";

const random = createRandom("sort");
const draw = (count: number, one: () => number) => Float64Array.from({ length: count }, one);
/** Shapes that spread over the buckets, crowd into one, tie, or leave none. */
const shapes: Readonly<Record<string, (count: number) => Float64Array>> = {
  normal: (count) => draw(count, () => random.normal()),
  "heavy tails": (count) => draw(count, () => random.normal() / random.normal()),
  "an outlier": (count) => draw(count, () => random.next()).fill(1e300, 0, 1),
  ties: (count) => draw(count, () => random.integer(5)),
  constant: (count) => draw(count, () => 7),
  "too far apart to subtract": (count) => draw(count, () => (random.next() - 0.5) * Number.MAX_VALUE * 2),
  "too close to divide": (count) => draw(count, () => random.integer(9) * Number.MIN_VALUE),
  infinite: (count) => draw(count, () => random.normal()).fill(-Infinity, 3, 5),
};

test.each(Object.keys(shapes))("sorts as the platform does: %s", (shape) => {
  const sort = createNumberSorter(5000);
  for (const count of [1, 2, 63, 64, 65, 1000, 5000]) {
    const values = shapes[shape]!(count);
    const expected = values.slice().sort();
    expect(sort(values)).toBe(values);
    expect(values).toEqual(expected);
  }
});

test("sorts any numbers, again and again with the same sorter", () => {
  const sort = createNumberSorter(300);
  const numbers = fc.array(
    fc.double({ noNaN: true }).map((value) => value + 0),
    { minLength: 64, maxLength: 300 },
  );
  fc.assert(
    fc.property(numbers, (values) => {
      const positive = Float64Array.from(values, (value) => (value === 0 ? 0 : value)); // −0 and 0 tie
      expect(sort(positive.slice())).toEqual(positive.slice().sort());
    }),
  );
});
