/** How far a sum of probabilities may be from 1: what rounding leaves, not what forgetting to normalise does. */
const sumTolerance = 1e-6;

/**
 * Checks that an array holds probabilities: not empty, each in [0, 1], their sum 1 within 1e-6. O(n).
 * @throws RangeError naming the caller, the need, what came and the remedy
 */
export function checkProbabilities(caller: string, probabilities: ArrayLike<number>): void {
  const count = probabilities?.length;
  if (typeof count !== "number" || count === 0) {
    throw new RangeError(`${caller} needs an array with at least one probability, got ${describe(count)}`);
  }
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const probability = probabilities[i]!;
    if (!(probability >= 0 && probability <= 1 + sumTolerance)) {
      throw new RangeError(`${caller} needs probabilities in [0, 1]: entry ${i} is ${probability}`);
    }
    sum += probability;
  }
  if (Math.abs(sum - 1) > sumTolerance) {
    throw new RangeError(
      `${caller} needs probabilities that sum to 1, got a sum of ${sum}. Divide each by the sum`,
    );
  }
}

function describe(count: number | undefined): string {
  return count === 0 ? "none" : "no array";
}

/** Checks two arrays of probabilities over the same outcomes. */
export function checkTwoDistributions(caller: string, p: ArrayLike<number>, q: ArrayLike<number>): void {
  checkProbabilities(caller, p);
  checkProbabilities(caller, q);
  if (p.length !== q.length) {
    throw new RangeError(
      `${caller} needs two distributions over the same outcomes, got ${p.length} and ${q.length} probabilities`,
    );
  }
}
