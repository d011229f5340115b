import type { Images } from "../data/images";
import { checkImages, perImage } from "./image-checks";
import { type Estimate, meanAndStandardError } from "./summaries";

/**
 * Mean length of the grey-value gradient, per pixel: half the difference of the two neighbours along each axis,
 * at the border the difference to the only neighbour (as NumPy's gradient). Mean over the pixels of an image,
 * then over images, with its standard error over them. Falls when edges blur, and when they disappear. O(pixels).
 * @throws RangeError for fewer than two images, sides below two pixels, or a pixel outside [0, 1]
 */
export function gradientMagnitude(images: Images): Estimate {
  checkImages("gradientMagnitude", images, 2);
  return meanAndStandardError(perImage(images, (at) => meanLength(images, at)));
}

function meanLength({ values, height, width }: Images, start: number): number {
  let sum = 0;
  for (let y = 0; y < height; y++) {
    const up = y > 0 ? width : 0;
    const down = y < height - 1 ? width : 0;
    const perRow = up > 0 && down > 0 ? 0.5 : 1;
    for (let x = 0; x < width; x++) {
      const at = start + y * width + x;
      const left = x > 0 ? 1 : 0;
      const right = x < width - 1 ? 1 : 0;
      const vertical = (values[at + down]! - values[at - up]!) * perRow;
      const horizontal = (values[at + right]! - values[at - left]!) * (left > 0 && right > 0 ? 0.5 : 1);
      sum += Math.sqrt(vertical * vertical + horizontal * horizontal);
    }
  }
  return sum / (height * width);
}
