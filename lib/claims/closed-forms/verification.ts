/**
 * Largest share of wrong labels that a filter still makes useful: p* = 1/(1 + ψ/φ), where it keeps right labels with
 * probability φ and wrong ones with ψ. Below it most of what is kept is right, above it most is wrong, so that a linear
 * classifier of infinitely many kept examples errs never or always. Feng et al. 2024 (arXiv 2406.07515), as reported.
 * @throws RangeError unless both are probabilities and not both 0
 *
 * @example
 * import { verificationThreshold } from "model-collapse";
 * verificationThreshold(0.8, 0.4); // → 0.667
 * verificationThreshold(1, 1); // → 0.5
 */
export function verificationThreshold(keepsRight: number, keepsWrong: number): number {
  const areProbabilities = [keepsRight, keepsWrong].every((share) => share >= 0 && share <= 1);
  if (!areProbabilities || keepsRight + keepsWrong === 0) {
    throw new RangeError(
      `verificationThreshold needs two probabilities, not both 0, got ${keepsRight} and ${keepsWrong}`,
    );
  }
  return keepsRight / (keepsRight + keepsWrong);
}
