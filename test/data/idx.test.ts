import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseIdx } from "../../lib/data/idx";
import { idxImages, idxLabels } from "../../lib/data/idx-images";
import { idxFile } from "./idx-file";

test("what was written is read, also from the middle of a buffer", () => {
  const sizes = fc.integer({ min: 1, max: 5 });
  fc.assert(
    fc.property(sizes, sizes, sizes, fc.nat(9), (count, height, width, offset) => {
      const pixels = Array.from({ length: count * height * width }, (_, at) => (at * 37) % 256);
      const file = idxFile([count, height, width], pixels);
      const view = Uint8Array.of(...Array(offset).fill(7), ...file).subarray(offset);
      expect(parseIdx(view, 3)).toEqual({
        dimensions: [count, height, width],
        bytes: Uint8Array.from(pixels),
      });
      const images = idxImages(view);
      expect(images).toEqual({
        values: Float32Array.from(pixels, (pixel) => pixel / 255),
        count,
        height,
        width,
      });
    }),
  );
});

test("rows keeps the first images and labels, and makes no more than these", () => {
  const file = idxFile([3, 1, 2], [0, 255, 51, 102, 153, 204]);
  expect(idxImages(file, 2)).toEqual({
    values: Float32Array.of(0, 1, 0.2, 0.4),
    count: 2,
    height: 1,
    width: 2,
  });
  expect(idxImages(file, 0).count).toBe(0);
  expect(idxLabels(idxFile([4], [3, 1, 2, 9]), 10)).toEqual(Int32Array.of(3, 1, 2, 9));
  expect(idxLabels(idxFile([4], [3, 1, 2, 9]), 4, 3)).toEqual(Int32Array.of(3, 1, 2));
});

describe("bad files are refused, saying what was expected and what came", () => {
  const pixels = [1, 2, 3, 4];
  test.each<[string, Uint8Array, string]>([
    ["nothing", new Uint8Array(0), "a file that begins with 00 00 08 03, got an empty file"],
    ["three bytes", Uint8Array.of(0, 0, 8), "a file that begins with 00 00 08 03, got 00 00 08"],
    ["gzip", Uint8Array.of(0x1f, 0x8b, 8, 0), "a file that begins with 00 00 08 03, got 1f 8b 08 00"],
    [
      "floats",
      idxFile([1, 2, 2], pixels, 13),
      "unsigned bytes (type code 8), got type code 13 (32-bit floats) in the third byte",
    ],
    [
      "another type",
      idxFile([1, 2, 2], pixels, 7),
      "unsigned bytes (type code 8), got type code 7 (no type of idx) in the third byte",
    ],
    ["labels for images", idxFile([4], pixels), "3 as the number of dimensions, got 1 in the fourth byte"],
    ["half a header", idxFile([1, 2, 2], []).subarray(0, 9), "a header of 16 bytes, got 9"],
    ["no images", idxFile([0, 2, 2], []), "dimensions of at least 1, got 0 × 2 × 2"],
    ["no pixels", idxFile([1, 2, 0], []), "dimensions of at least 1, got 1 × 2 × 0"],
    [
      "a truncated file",
      idxFile([1, 2, 2], [1, 2, 3]),
      "4 bytes after the header (1 × 2 × 2), got 3: the file is truncated",
    ],
    [
      "trailing bytes",
      idxFile([1, 2, 2], [1, 2, 3, 4, 5]),
      "4 bytes after the header (1 × 2 × 2), got 5: the file is too long",
    ],
    [
      "sizes beyond any file",
      idxFile([4294967295, 4294967295, 2], pixels),
      "(4294967295 × 4294967295 × 2), got 4: the file is truncated",
    ],
  ])("%s", (_name, file, message) => {
    expect(() => idxImages(file)).toThrow(RangeError);
    expect(() => idxImages(file)).toThrow(message);
  });

  test("a label beyond the classes", () => {
    expect(() => idxLabels(idxFile([3], [0, 9, 10]), 10)).toThrow(
      new RangeError("idxLabels needs labels from 0 to 9: label of image 2 is 10"),
    );
    expect(() => idxLabels(idxFile([1, 1, 1], [0]), 10)).toThrow(
      new RangeError("parseIdx needs 1 as the number of dimensions, got 3 in the fourth byte"),
    );
  });

  test.each([4, -1, 1.5, Number.NaN])("%d rows of three", (rows) => {
    const need = "rows to be a whole number from 0 to 3, as many as the file has";
    expect(() => idxImages(idxFile([3, 1, 1], [0, 0, 0]), rows)).toThrow(
      new RangeError(`idxImages needs ${need}, got ${rows}`),
    );
    expect(() => idxLabels(idxFile([3], [0, 0, 0]), 10, rows)).toThrow(
      new RangeError(`idxLabels needs ${need}, got ${rows}`),
    );
  });
});
