import { availableParallelism } from "node:os";
import { fitVariationalAutoencoder } from "../../fitters/variational-autoencoder/fit";
import { createRandom } from "../../random/create-random";
import { sampleVariationalAutoencoder } from "../../samplers/variational-autoencoder";
import { drawDiscs } from "./discs";
import type { Workload } from "./workload";

/** Pixels between two that enter the mean on which both sides have to agree. */
const stride = 97;

/**
 * Draws latents and decodes them to the means of pixels, in an array of the language. Both sides use the same decoder:
 * their images have the same mean pixel within 2 %.
 */
export function autoencoderSampling(name: string, images: number): Workload {
  return {
    name,
    summary: `${images} images of 28 × 28 pixels from an autoencoder with 400 hidden units and 20 latent dimensions`,
    async prepare() {
      const random = createRandom(name);
      const data = drawDiscs(1000, random.fork("images"));
      const model = await fitVariationalAutoencoder(data, { steps: 50 }, random.fork("fit"));
      const draws = random.fork("draws");
      return {
        run: async () => meanOfSome(sampleVariationalAutoencoder(model, images, draws).values),
        tolerance: 0.02,
        problem: {
          images,
          stride,
          decoder: Object.entries(model.parameters)
            .filter(([parameter]) => parameter.startsWith("decoder."))
            .map(([parameter, { shape, values }]) => ({ name: parameter, shape, values })),
          threads: availableParallelism(),
        },
      };
    },
  };
}

function meanOfSome(pixels: Float32Array): number {
  let sum = 0;
  let count = 0;
  for (let pixel = 0; pixel < pixels.length; pixel += stride) {
    sum += pixels[pixel]!;
    count++;
  }
  return sum / count;
}
