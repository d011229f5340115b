import type { AliasTable } from "./random";

/**
 * Walker's alias table: draws from any categorical distribution at the cost of one uniform. The probabilities
 * need not sum to 1; a category of probability 0 is never drawn. Cost O(categories).
 *
 * Source: Vose, "A linear algorithm for generating random numbers with a given distribution", 1991.
 * @throws RangeError when there is none, one is negative or not finite, or their sum is not positive and finite
 * @example
 * import { createAliasTable, createRandom } from "model-collapse";
 * const table = createAliasTable([0.9, 0.1, 0]);
 * const draws = createRandom(1).fillCategorical(new Int32Array(1000), table);
 * draws.includes(2); // → false
 */
export function createAliasTable(probabilities: ArrayLike<number>): AliasTable {
  const total = totalProbability("createAliasTable", probabilities);
  const columns = probabilities.length;
  const keep = Float64Array.from(probabilities, (probability) => (probability / total) * columns);
  const alias = Int32Array.from(keep, (_, category) => category);
  const small: number[] = [];
  const large: number[] = [];
  keep.forEach((share, category) => {
    (share < 1 ? small : large).push(category);
  });
  while (small.length > 0 && large.length > 0) {
    const receiver = small.pop()!;
    const giver = large[large.length - 1]!;
    alias[receiver] = giver;
    keep[giver]! -= 1 - keep[receiver]!;
    if (keep[giver]! < 1) small.push(large.pop()!);
  }
  // What is left is 1 up to rounding.
  for (const category of [...small, ...large]) keep[category] = 1;
  return { keep, alias };
}

/** Sum of the probabilities, checked. */
export function totalProbability(caller: string, probabilities: ArrayLike<number>): number {
  if (probabilities.length === 0) throw new RangeError(`${caller} needs at least one probability, got none`);
  let total = 0;
  for (let category = 0; category < probabilities.length; category++) {
    const probability = probabilities[category]!;
    if (!(probability >= 0 && probability < Infinity)) {
      throw new RangeError(
        `${caller} needs finite probabilities that are not negative, got ${probability} for category ${category}`,
      );
    }
    total += probability;
  }
  if (!(total > 0 && total < Infinity)) {
    throw new RangeError(`${caller} needs probabilities with a positive, finite sum, got ${total}`);
  }
  return total;
}
