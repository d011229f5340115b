import { type Images, requireImages } from "../../data/images";
import type { Architecture } from "../../nets/variational/architecture";
import type { VariationalAutoencoderModel } from "./model";

/**
 * Refuses images that a network of this architecture cannot be fitted to.
 * @throws RangeError naming the caller, the need and what came
 */
export function checkTrainingImages(caller: string, images: Images, architecture: Architecture): void {
  requireImages(caller, images);
  const { count, height, width } = images;
  if (count === 0) throw new RangeError(`${caller} needs at least one image, got none`);
  if (architecture.kind === "convolutional" && (height % 4 !== 0 || width % 4 !== 0)) {
    throw new RangeError(
      `${caller} needs images whose sides are multiples of 4 for a convolutional network, got ${height} × ${width}. ` +
        'Pad them, or use architecture.kind "dense"',
    );
  }
}

/**
 * Refuses images of another size than the model's.
 * @throws RangeError naming the caller, the need and what came
 */
export function checkSameSize(caller: string, model: VariationalAutoencoderModel, images: Images): void {
  requireImages(caller, images);
  if (images.height !== model.height || images.width !== model.width) {
    throw new RangeError(
      `${caller} needs images of the model's size, ${model.height} × ${model.width}, ` +
        `got ${images.height} × ${images.width}`,
    );
  }
}
