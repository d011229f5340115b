import type { Images } from "../../data/images";
import type { Points } from "../../data/points";
import { checkSameSize } from "./checks";
import { chunksOf, modelEvaluator } from "./evaluate";
import type { VariationalAutoencoderModel } from "./model";

/** Where an encoder puts images: one row an image, one column a latent dimension. */
export interface EncodedImages {
  readonly means: Points;
  readonly standardDeviations: Points;
}

/**
 * The latent distribution of every image under the model's encoder. About 10 ms for 1,000 images with the dense
 * network.
 * @throws RangeError for images of another size than the model's, or pixels outside [0, 1]
 */
export function encodeImages(model: VariationalAutoencoderModel, images: Images): EncodedImages {
  checkSameSize("encodeImages", model, images);
  const columns = model.architecture.latent;
  const { values, count, height, width } = images;
  const means = new Float64Array(count * columns);
  const standardDeviations = new Float64Array(count * columns);
  const evaluator = modelEvaluator(model);
  try {
    for (const { start, end } of chunksOf(count)) {
      const statistics = evaluator.encode(values.subarray(start * height * width, end * height * width));
      for (let entry = start * columns; entry < end * columns; entry++) {
        const [row, column] = [Math.floor(entry / columns) - start, entry % columns];
        means[entry] = statistics[2 * row * columns + column]!;
        standardDeviations[entry] = Math.exp(0.5 * statistics[(2 * row + 1) * columns + column]!);
      }
    }
  } finally {
    evaluator.dispose();
  }
  const points = (entries: Float64Array): Points => ({ values: entries, rows: count, columns });
  return { means: points(means), standardDeviations: points(standardDeviations) };
}
