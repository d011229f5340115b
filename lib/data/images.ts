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
