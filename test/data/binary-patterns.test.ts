import { describe, expect, test } from "vitest";
import { barsAndStripes, binaryStates } from "../../lib/data/binary-patterns";
import type { Points } from "../../lib/data/points";

const rowsOf = ({ values, rows, columns }: Points) =>
  Array.from({ length: rows }, (_, row) => values.slice(row * columns, (row + 1) * columns).join(""));

describe("barsAndStripes", () => {
  test("of two by two pixels", () => {
    expect(rowsOf(barsAndStripes(2)).sort()).toEqual(["0000", "0011", "0101", "1010", "1100", "1111"]);
  });

  test.each([3, 4, 5])("side %s: different images, each constant along rows or along columns", (side) => {
    const images = rowsOf(barsAndStripes(side));
    expect(new Set(images).size).toBe(2 * 2 ** side - 2);
    expect(images.length).toBe(2 * 2 ** side - 2);
    for (const image of images) {
      const lines = Array.from({ length: side }, (_, i) => image.slice(i * side, (i + 1) * side));
      const alongRows = lines.every((line) => new Set(line).size === 1);
      const alongColumns = new Set(lines).size === 1;
      expect(alongRows || alongColumns).toBe(true);
    }
  });

  test("refuses other sides by name", () => {
    expect(() => barsAndStripes(1)).toThrow("barsAndStripes needs a side from 2 to 12 pixels, got 1");
  });
});

test("binaryStates are all there are, and refuse too many columns", () => {
  expect(rowsOf(binaryStates(2))).toEqual(["00", "10", "01", "11"]);
  expect(new Set(rowsOf(binaryStates(6))).size).toBe(64);
  expect(() => binaryStates(21)).toThrow("binaryStates needs 1 to 20 columns, got 21");
});
