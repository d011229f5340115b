import fc from "fast-check";
import { expect, test } from "vitest";
import { imagesFrom, sliceImages } from "../../lib/data/images";

const refusal = (message: string): RangeError => new RangeError(`imagesFrom needs ${message}`);

test("numbers become images; how many is counted or checked", () => {
  const values = Float32Array.from({ length: 12 }, (_, i) => i / 12);
  const images = imagesFrom(values, { height: 2, width: 3 });
  expect(images).toEqual({ values, count: 2, height: 2, width: 3 });
  expect(images.values).toBe(values);
  expect(imagesFrom([...values], { count: 2, height: 2, width: 3 })).toEqual(images);
  expect(imagesFrom([], { height: 2, width: 3 }).count).toBe(0);
});

test.each([
  [[0, 0, 0, 0, 0], {}, "1 × 2 × 2 = 4 pixels (count × height × width), got 5"],
  [[0, 0, 0, 0], { count: 2 }, "2 × 2 × 2 = 8 pixels (count × height × width), got 4"],
  [[0, 0, 0, 0], { count: -1 }, "count to be a whole number of at least 0, got -1"],
  [[0, 0, 0, 0], { height: 0 }, "height to be a whole number of at least 1, got 0"],
  [[0, 0, 0, 0], { width: 1.5 }, "width to be a whole number of at least 1, got 1.5"],
  [[0, 0, 0, 0], { width: Number.NaN }, "width to be a whole number of at least 1, got NaN"],
])("%j as images of %j is refused", (values, size, message) => {
  expect(() => imagesFrom(values, { height: 2, width: 2, ...size })).toThrow(refusal(message));
});

test("a pixel outside [0, 1] is refused, naming its image, row and column", () => {
  const pixels = fc.record({ image: fc.nat(2), row: fc.nat(3), column: fc.nat(4) });
  const wrong = fc.constantFrom(Number.NaN, -0.25, 1.5, 255, 256, Number.POSITIVE_INFINITY);
  fc.assert(
    fc.property(pixels, wrong, ({ image, row, column }, value) => {
      const values = new Float32Array(3 * 4 * 5);
      values[(image * 4 + row) * 5 + column] = value;
      const remedy = value > 1 && value <= 255 ? "; divide bytes by 255" : "";
      const place = `image ${image}, row ${row}, column ${column} is ${value}${remedy}`;
      expect(() => imagesFrom(values, { height: 4, width: 5 })).toThrow(
        refusal(`pixels from 0 to 1: ${place}`),
      );
    }),
  );
});

test("a slice is a view of the images asked for", () => {
  const images = imagesFrom([0, 0.25, 0.5, 0.75, 1, 0], { height: 1, width: 2 });
  const slice = sliceImages(images, 1, 3);
  expect(slice).toEqual(imagesFrom([0.5, 0.75, 1, 0], { height: 1, width: 2 }));
  expect(slice.values.buffer).toBe(images.values.buffer);
  expect(sliceImages(images, 2)).toEqual(imagesFrom([1, 0], { height: 1, width: 2 }));
  expect(sliceImages(images, 3).count).toBe(0);
});

test.each([
  [-1, 2],
  [2, 1],
  [0, 4],
  [0.5, 2],
  [Number.NaN, 2],
])("a slice from %d to %d of three images is refused", (start, end) => {
  const images = imagesFrom([0, 0, 0], { height: 1, width: 1 });
  expect(() => sliceImages(images, start, end)).toThrow(
    new RangeError(`sliceImages needs 0 ≤ start ≤ end ≤ 3 (count), got ${start} and ${end}`),
  );
});
