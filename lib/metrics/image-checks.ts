import { type Images, requireImages } from "../data/images";

/**
 * Checks images of which a mean and its standard error are asked: at least two, with sides of at least
 * `smallestSide` pixels, filled with numbers in [0, 1]. O(pixels).
 * @throws TypeError when they are no images, RangeError naming the caller, the need and what came
 */
export function checkImages(caller: string, images: Images, smallestSide: number): void {
  if (!(images?.values instanceof Float32Array)) {
    throw new TypeError(
      `${caller} needs Images (see imagesFrom), got ${images ? `a value of type ${typeof images}` : images}`,
    );
  }
  requireImages(caller, images);
  const { count, height, width } = images;
  if (count < 2) throw new RangeError(`${caller} needs at least 2 images, got ${count}`);
  if (height < smallestSide || width < smallestSide) {
    throw new RangeError(
      `${caller} needs images of at least ${smallestSide} × ${smallestSide} pixels, got ${height} × ${width}`,
    );
  }
}

/**
 * A number for every image, from the offset of its first pixel.
 */
export function perImage({ count, height, width }: Images, measure: (at: number) => number): Float64Array {
  return Float64Array.from({ length: count }, (_, image) => measure(image * height * width));
}
