/** A function of the basis, as the chain of fits sees it. */
export interface BasisComponent {
  /** The true coefficient. */
  readonly coefficient: number;
  /** Share of the least-squares coefficient that a fit recovers: 1 for least squares, 0 where the family lacks the function. */
  readonly recovered: number;
}

/** Share of a least-squares coefficient recovered by gradient descent from zero on an orthonormal column: 1 − (1 − ηs²)^k. */
export function recoveredByDescent(steps: number, learningRate: number, scale: number): number {
  return 1 - (1 - learningRate * scale ** 2) ** steps;
}

/** What the mean error of a chain of regressions is made of. */
export interface ThreeErrors {
  /** From finitely many noisy values: grows with every fit that recovers what it sees. */
  readonly statistical: number;
  /** From functions that the family lacks: there after the first fit, and unchanged ever after. */
  readonly expressivity: number;
  /** From fits that recover a share of what they see: compounds, until everything slowly learned is forgotten. */
  readonly approximation: number;
}

/**
 * Mean squared error over the inputs after `fits` fits of a regression on orthonormal functions, each replacing the data by
 * its own noisy values, in parts that add up. With true coefficients c, recovered shares A, noise variance σ² and T inputs:
 *
 *     statistical   σ²/T Σ A² (1 − A^(2 fits)) / (1 − A²)    (fits when A = 1)
 *     expressivity  Σ c²  over functions with A = 0
 *     approximation Σ c² (1 − A^fits)²  over the others
 *
 * Closed form derived here: the fits multiply each coefficient by A and add noise of variance A²σ²/T. O(functions).
 */
export function threeErrors(
  components: readonly BasisComponent[],
  noiseVariance: number,
  inputs: number,
  fits: number,
): ThreeErrors {
  let [statistical, expressivity, approximation] = [0, 0, 0];
  for (const { coefficient, recovered } of components) {
    if (recovered === 0) expressivity += coefficient ** 2;
    else approximation += (coefficient * (1 - recovered ** fits)) ** 2;
    const share = recovered ** 2;
    statistical += share === 1 ? fits : (share * (1 - share ** fits)) / (1 - share);
  }
  return { statistical: (statistical * noiseVariance) / inputs, expressivity, approximation };
}

/**
 * Mean biased variance (divided by n) of the training set after `generations` refits of a Gaussian kernel density of bandwidth
 * h, each replacing n points by n draws: v ← (1 − 1/n)(v + h²). Every draw adds the variance of the kernel, so that the
 * chain spreads, towards (n − 1)h². Closed form derived here.
 */
export function smoothedVariance(
  initial: number,
  bandwidth: number,
  count: number,
  generations: number,
): number {
  const kept = (1 - 1 / count) ** generations;
  const limit = (count - 1) * bandwidth ** 2;
  return kept * initial + (1 - kept) * limit;
}

/**
 * First-order mean of KL(truth ‖ model), in nats, after `fits` maximum-likelihood fits of a family with `parameters` free
 * ones to M draws each: parameters × fits / (2M). Each fit adds a step of the inverse Fisher information over M (Wilks 1938),
 * and steps add up as those of a random walk. For M much larger than parameters × fits.
 */
export function firstOrderKl(parameters: number, draws: number, fits: number): number {
  return (parameters * fits) / (2 * draws);
}
