import type { Images } from "../data/images";
import { checkImages, perImage } from "./image-checks";
import { type Estimate, meanAndStandardError } from "./summaries";

/**
 * Total variance of images: the variance (1/n) of each pixel over the images, summed over pixels; the same as the
 * mean squared distance of an image from the mean image, whose standard error over images it comes with. About
 * 53 for MNIST. Falls when samples become alike. O(pixels).
 * @throws RangeError for fewer than two images, or a pixel outside [0, 1]
 *
 * @example
 * import { imagesFrom, pixelVariance } from "model-collapse";
 * pixelVariance(imagesFrom([0, 1, 1, 1], { height: 1, width: 2 })).measured; // → 0.25
 */
export function pixelVariance(images: Images): Estimate {
  checkImages("pixelVariance", images, 1);
  const { values, count, height, width } = images;
  const pixels = height * width;
  const mean = new Float64Array(pixels);
  for (let at = 0; at < values.length; at += pixels) {
    for (let p = 0; p < pixels; p++) mean[p]! += values[at + p]! - values[p]!;
  }
  for (let p = 0; p < pixels; p++) mean[p] = values[p]! + mean[p]! / count;
  const squaredDistances = perImage(images, (at) => {
    let sum = 0;
    for (let p = 0; p < pixels; p++) sum += (values[at + p]! - mean[p]!) ** 2;
    return sum;
  });
  return meanAndStandardError(squaredDistances);
}
