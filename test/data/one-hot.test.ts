import { describe, expect, test } from "vitest";
import { largestColumns, oneHot } from "../../lib/data/one-hot";
import { pointsFrom } from "../../lib/data/points";

describe("oneHot", () => {
  test("has a 1 at every label, and largestColumns finds it again", () => {
    const labels = Int32Array.of(1, 0, 2, 2);
    const rows = oneHot(labels, 3);
    expect([...rows.values]).toEqual([0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 0, 1]);
    expect(largestColumns(rows)).toEqual(labels);
  });

  test.each<[number[], number, RegExp]>([
    [[0, 3], 3, /whole labels from 0 to 2 \(classes − 1\): label 1 is 3/],
    [[-1], 3, /label 0 is -1/],
    [[0.5], 3, /label 0 is 0\.5/],
    [[], 0, /classes to be a whole number of at least 1, got 0/],
  ])("refuses %j of %d classes", (labels, classes, message) => {
    expect(() => oneHot(labels, classes)).toThrow(RangeError);
    expect(() => oneHot(labels, classes)).toThrow(message);
  });
});

test("largestColumns takes the first of several", () => {
  expect([
    ...largestColumns(
      pointsFrom([
        [1, 1],
        [0, 2],
      ]),
    ),
  ]).toEqual([0, 1]);
});
