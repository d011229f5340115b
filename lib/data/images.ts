/**
 * Grey images of one size, one after the other: the pixel in row y, column x of image i is
 * `values[(i * height + y) * width + x]`, from 0 (background) to 1 (ink).
 */
export interface Images {
  readonly values: Float32Array;
  readonly count: number;
  readonly height: number;
  readonly width: number;
}

/** Images with the class of each, 0 … (number of classes − 1). */
export interface LabelledImages {
  readonly images: Images;
  readonly labels: Int32Array;
}

/** Size of every image, in pixels, and how many there are: absent, as many as the numbers give. */
export interface ImageDimensions {
  readonly count?: number;
  readonly height: number;
  readonly width: number;
}

/**
 * Images from their pixels, image after image, row after row. A Float32Array is kept, not copied. O(pixels).
 * @throws RangeError when the numbers do not fill the images, or a pixel is outside [0, 1] or NaN
 *
 * @example
 * import { imagesFrom } from "model-collapse";
 * const images = imagesFrom([0, 1, 0.5, 0, 1, 1, 0, 0], { height: 2, width: 2 });
 * images.count; // → 2
 */
export function imagesFrom(values: ArrayLike<number>, size: ImageDimensions): Images {
  const { height, width } = size;
  const count = size.count ?? Math.floor(values.length / (height * width));
  requireImages("imagesFrom", { values, count, height, width });
  const kept = values instanceof Float32Array ? values : Float32Array.from(values);
  return { values: kept, count, height, width };
}

/**
 * Images `start` … `end` − 1, as a view of the same numbers: nothing is copied.
 * @throws RangeError unless 0 ≤ start ≤ end ≤ count
 */
export function sliceImages(images: Images, start: number, end: number = images.count): Images {
  const { values, count, height, width } = images;
  if (!(Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start <= end && end <= count)) {
    throw new RangeError(`sliceImages needs 0 ≤ start ≤ end ≤ ${count} (count), got ${start} and ${end}`);
  }
  const pixels = height * width;
  return { values: values.subarray(start * pixels, end * pixels), count: end - start, height, width };
}

/** Images whose numbers may still be in another form. */
type UncheckedImages = Omit<Images, "values"> & { readonly values: ArrayLike<number> };

/**
 * Refuses images whose numbers do not fill them, or with a pixel that is no number in [0, 1], naming its image, row
 * and column. O(pixels).
 * @throws RangeError in the name of `caller`
 */
export function requireImages(caller: string, images: UncheckedImages): void {
  const { values, count, height, width } = images;
  requireWhole(caller, "height", height, 1);
  requireWhole(caller, "width", width, 1);
  requireWhole(caller, "count", count, 0);
  if (values.length !== count * height * width) {
    throw new RangeError(
      `${caller} needs ${count} × ${height} × ${width} = ${count * height * width} pixels ` +
        `(count × height × width), got ${values.length}`,
    );
  }
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!;
    if (!(value >= 0 && value <= 1)) throw wrongPixel(caller, at, value, images);
  }
}

/**
 * Refuses images of another size than a model's, beside what `requireImages` refuses. O(pixels).
 * @throws RangeError in the name of `caller`
 */
export function requireSizeOf(caller: string, model: ImageDimensions, images: Images): void {
  requireImages(caller, images);
  if (images.height === model.height && images.width === model.width) return;
  throw new RangeError(
    `${caller} needs images of the model's size, ${model.height} × ${model.width}, ` +
      `got ${images.height} × ${images.width}`,
  );
}

function wrongPixel(
  caller: string,
  at: number,
  value: number,
  { height, width }: ImageDimensions,
): RangeError {
  const [image, row, column] = [
    Math.floor(at / (height * width)),
    Math.floor(at / width) % height,
    at % width,
  ];
  const remedy = value > 1 && value <= 255 ? "; divide bytes by 255" : "";
  return new RangeError(
    `${caller} needs pixels from 0 to 1: image ${image}, row ${row}, column ${column} is ${value}${remedy}`,
  );
}

function requireWhole(caller: string, name: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least) return;
  throw new RangeError(`${caller} needs ${name} to be a whole number of at least ${least}, got ${value}`);
}
