import { checkProbabilities } from "./probabilities";

export interface DisappearanceOptions {
  /** A class with a share below this counts as gone. Above 0, at most 1. */
  readonly threshold: number;
}

/**
 * For each class the first generation from which on its share is below the threshold, to the last generation
 * given; null where it is not gone at the end. A class that comes back is counted from its last disappearance.
 * O(generations × classes).
 * @throws RangeError without generations, for shares that are no probabilities or differ in length, or a
 *   threshold that no share could be below
 *
 * @example
 * import { disappearanceOrder } from "model-collapse";
 * const shares = [[0.5, 0.5], [0.9, 0.1], [1, 0]];
 * disappearanceOrder(shares, { threshold: 0.2 }); // → [ null, 1 ]
 */
export function disappearanceOrder(
  sharesByGeneration: readonly ArrayLike<number>[],
  options: DisappearanceOptions,
): (number | null)[] {
  const { threshold } = options;
  if (!(threshold > 0 && threshold <= 1)) {
    throw new RangeError(`disappearanceOrder needs a threshold above 0, at most 1, got ${threshold}`);
  }
  const classes = checkGenerations(sharesByGeneration);
  return Array.from({ length: classes }, (_, label) => {
    let first = sharesByGeneration.length;
    while (first > 0 && sharesByGeneration[first - 1]![label]! < threshold) first--;
    return first === sharesByGeneration.length ? null : first;
  });
}

function checkGenerations(sharesByGeneration: readonly ArrayLike<number>[]): number {
  const classes = sharesByGeneration[0]?.length;
  if (classes === undefined) {
    throw new RangeError("disappearanceOrder needs the shares of at least one generation, got none");
  }
  sharesByGeneration.forEach((shares, generation) => {
    checkProbabilities("disappearanceOrder", shares);
    if (shares.length === classes) return;
    throw new RangeError(
      `disappearanceOrder needs the same classes in every generation: ` +
        `generation 0 has ${classes}, generation ${generation} has ${shares.length}`,
    );
  });
  return classes;
}
