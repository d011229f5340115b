import type { Tensor } from "@tensorflow/tfjs-node";
import { engine } from "../engine";
import { elementwise } from "../layers/each-replicate";

/** Latent variables drawn with the reparametrisation trick, and their divergence from the prior. */
export interface GaussianLatents {
  /** [replicates, rows, latent dimensions]. */
  readonly latents: Tensor;
  /** KL(N(mean, variance) ‖ N(0, 1)) of each row, summed over dimensions: [replicates, rows], in nats. */
  divergenceOfRows(): Tensor;
  /** Gradient of loss plus divergence by the statistics, from the gradient of the loss by the latents. */
  backward(latentsGradient: Tensor): Tensor;
}

/**
 * z = mean + exp(logVariance / 2) noise, from statistics [replicates, rows, 2 × dimensions] whose first half are the
 * means and whose second half the logarithms of the variances (Kingma & Welling 2014, appendix B).
 */
export function gaussianLatents(statistics: Tensor, noise: Tensor): GaussianLatents {
  const { add, concat, exp, mul, split, square, sub, sum } = engine();
  const [means, logVariances] = split(statistics, 2, 2) as [Tensor, Tensor];
  const standardDeviations = elementwise(exp, mul(logVariances, 0.5));
  const displacements = mul(noise, standardDeviations);
  const variances = square(standardDeviations);
  return {
    latents: add(means, displacements),
    divergenceOfRows: () => {
      const terms = sub(sub(add(square(means), variances), logVariances), 1);
      return mul(sum(terms, 2), 0.5);
    },
    backward: (gradient) => {
      const byLogVariances = mul(sub(add(mul(gradient, displacements), variances), 1), 0.5);
      return concat([add(gradient, means), byLogVariances], 2);
    },
  };
}
