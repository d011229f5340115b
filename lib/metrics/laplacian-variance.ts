import type { Images } from "../data/images";
import { checkImages, perImage } from "./image-checks";
import { type Estimate, meanAndStandardError } from "./summaries";

/**
 * Variance of the Laplacian, the usual measure of sharpness (Pech-Pacheco et al. 2000): the four neighbours of a
 * pixel minus four times itself; variance (1/n) over the inner pixels of an image, where all neighbours exist;
 * then the mean over images and its standard error over them. 0.18 for the digits of MNIST. Small means blurred,
 * but pixel noise raises it: measure images that a decoder gives as means, not draws. O(pixels).
 * @throws RangeError for fewer than two images, sides below three pixels, or a pixel outside [0, 1]
 *
 * @example
 * import { imagesFrom, laplacianVariance } from "model-collapse";
 * const checkers = Float32Array.from({ length: 32 }, (_, at) => (at + Math.floor(at / 4)) % 2);
 * laplacianVariance(imagesFrom(checkers, { height: 4, width: 4 })).measured; // → 16
 */
export function laplacianVariance(images: Images): Estimate {
  checkImages("laplacianVariance", images, 3);
  return meanAndStandardError(perImage(images, (at) => variance(images, at)));
}

function variance({ values, height, width }: Images, start: number): number {
  let sum = 0;
  let squares = 0;
  for (let y = 1; y < height - 1; y++) {
    const rowAt = start + y * width;
    for (let at = rowAt + 1; at < rowAt + width - 1; at++) {
      const neighbours = values[at - width]! + values[at + width]! + (values[at - 1]! + values[at + 1]!);
      const response = neighbours - 4 * values[at]!;
      sum += response;
      squares += response * response;
    }
  }
  const count = (height - 2) * (width - 2);
  const mean = sum / count;
  return Math.max(0, squares / count - mean * mean);
}
