import { type CategoriesKept, categoriesKept, totalOf } from "./category-counts";

export interface RareCategoriesOptions {
  /** Rare is a category with at most this share of the real data. Default 0.01. */
  readonly maximumShare?: number;
}

/**
 * Which share of the rare categories of the real data occurs in synthetic data, and of the others beside it: rare ones
 * go first. A rare category is missed by chance alone with probability (1 − share)^n: compare n alike. For words, which
 * are rare by their count, see `rareWordsKept`. O(categories).
 * @throws RangeError when the counts differ in length, are negative or not finite, or sum to 0, unless 0 < maximumShare
 *   < 1, or when the real data have no rare or no other category
 *
 * @example
 * import { rareCategoriesKept } from "model-collapse";
 * rareCategoriesKept([90, 8, 1, 1], [97, 2, 0, 1]); // → { rare: 0.5, other: 1 }
 */
export function rareCategoriesKept(
  realCounts: ArrayLike<number>,
  counts: ArrayLike<number>,
  options: RareCategoriesOptions = {},
): CategoriesKept {
  const caller = "rareCategoriesKept";
  const { maximumShare = 0.01 } = options;
  if (!(maximumShare > 0 && maximumShare < 1)) {
    throw new RangeError(`${caller} needs a maximumShare between 0 and 1, such as 0.01, got ${maximumShare}`);
  }
  if (realCounts.length !== counts.length) {
    throw new RangeError(
      `${caller} needs counts of the same categories, got ${realCounts.length} and ${counts.length} counts`,
    );
  }
  const total = totalOf(caller, "real ", realCounts, "real data");
  totalOf(caller, "synthetic ", counts, "synthetic data");
  return categoriesKept(
    realCounts,
    counts,
    maximumShare * total,
    (rare, other) =>
      new RangeError(
        `${caller} needs categories with at most ${maximumShare} of the real data and others with more, ` +
          `got ${rare} and ${other}`,
      ),
  );
}
