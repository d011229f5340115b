import { describe, expect, test } from "vitest";
import { concatenate, selectRows, sizeOf } from "../../lib/data/collection";
import { imagesFrom } from "../../lib/data/images";
import { type LabelledPoints, pointsFrom, type TrainingSet } from "../../lib/data/points";

/** Two rows and three rows of every kind, and both in one. */
const kinds: Record<string, readonly [TrainingSet, TrainingSet, TrainingSet]> = {
  sample: [Float64Array.of(1, 2), Float64Array.of(3, 4, 5), Float64Array.of(1, 2, 3, 4, 5)],
  outcomes: [Int32Array.of(1, 2), Int32Array.of(3, 4, 5), Int32Array.of(1, 2, 3, 4, 5)],
  points: [pointRows(1, 2), pointRows(3, 5), pointRows(1, 5)],
  labelled: [labelled(1, 2), labelled(3, 5), labelled(1, 5)],
  weighted: [weighted(1, 2), weighted(3, 5), weighted(1, 5)],
  images: [imageRows(1, 2), imageRows(3, 5), imageRows(1, 5)],
};

function numbers(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

function pointRows(first: number, last: number) {
  return pointsFrom(numbers(first, last).map((n) => [n, -n]));
}

function labelled(first: number, last: number) {
  return { points: pointRows(first, last), targets: Float64Array.from(numbers(first, last)) };
}

function weighted(first: number, last: number) {
  return { ...labelled(first, last), weights: Float64Array.from(numbers(first, last), (n) => n / 4) };
}

function imageRows(first: number, last: number) {
  const pixels = numbers(first, last).flatMap((n) => [n / 8, 0, 0, 1, 1, n / 16]);
  return imagesFrom(pixels, { height: 2, width: 3 });
}

describe.each(Object.entries(kinds))("%s", (_kind, [two, three, five]) => {
  test("have a size", () => expect([two, three, five].map(sizeOf)).toEqual([2, 3, 5]));

  test("are joined in order, into a set of their own", () => {
    expect(concatenate([two, three])).toEqual(five);
    expect(concatenate([two])).not.toBe(two);
  });

  test("lose, repeat and reorder rows", () => {
    expect(selectRows(five, Int32Array.of(0, 1))).toEqual(two);
    expect(selectRows(five, Int32Array.of(2, 3, 4))).toEqual(three);
    const turned = selectRows(five, Int32Array.of(4, 0, 4));
    expect(sizeOf(turned)).toBe(3);
    expect(selectRows(turned, Int32Array.of(1, 0))).toEqual(selectRows(five, Int32Array.of(0, 4)));
    expect(sizeOf(selectRows(five, new Int32Array(0)))).toBe(0);
  });
});

test("rows without weights count 1 each beside rows that have some", () => {
  const joined = concatenate<LabelledPoints>([labelled(1, 2), weighted(3, 3)]);
  expect(joined.weights).toEqual(Float64Array.of(1, 1, 0.75));
});

test.each([
  [[], "concatenate needs at least one training set, got none"],
  [[pointsFrom([[1]]), pointsFrom([[1, 2]])], "concatenate needs equal columns, got 1 and 2"],
  [
    [imageRows(1, 1), imagesFrom([0, 0, 0, 0, 0, 0], { height: 3, width: 2 })],
    "concatenate needs images of one size, got 2 × 3 and 3 × 2",
  ],
  [
    [imageRows(1, 1), pointsFrom([[1]])],
    "concatenate needs training sets of one kind, got a mixture of kinds",
  ],
  [
    [Float64Array.of(1), imageRows(1, 1)],
    "concatenate needs training sets of one kind, got a mixture of kinds",
  ],
] as [TrainingSet[], string][])("sets that do not fit together are refused (%#)", (parts, message) => {
  expect(() => concatenate(parts)).toThrow(new RangeError(message));
});
