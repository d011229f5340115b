import { checkWholeNumber } from "../../fitters/checks";
import { type CategoriesKept, categoriesKept, totalOf } from "../category-counts";

/**
 * Mass that generated text gives to the rare types of the real text: those that hold the least frequent `share` of
 * the real mass. Types whose count ties at the border belong to them in part, all by the same fraction, so that the
 * real text itself has exactly `share`, whatever the order of ids. Types that the real text lacks hold none of its
 * mass and do not count. Counts go by id (see `tokenCounts`). O(types log types).
 * @throws RangeError when the counts differ in length, are negative or not finite, or sum to 0, or unless 0 < share < 1
 *
 * @example
 * import { rareMass } from "model-collapse";
 * rareMass([60, 20, 10, 10], [90, 10, 0, 0], 0.2); // → 0
 * rareMass([60, 20, 10, 10], [60, 20, 10, 10], 0.1); // → 0.1
 */
export function rareMass(realCounts: ArrayLike<number>, counts: ArrayLike<number>, share = 0.1): number {
  const caller = "rareMass";
  const realTotal = checkedTotals(caller, realCounts, counts);
  if (!(share > 0 && share < 1)) {
    throw new RangeError(`${caller} needs a share between 0 and 1, such as 0.1, got ${share}`);
  }
  const { border, fraction } = rarest(realCounts, share * realTotal);
  let [mass, total] = [0, 0];
  for (let type = 0; type < counts.length; type++) {
    const count = counts[type]!;
    total += count;
    const real = realCounts[type]!;
    if (real > 0 && real <= border) mass += real === border ? fraction * count : count;
  }
  return mass / total;
}

/**
 * Which share of the rare words of the real text occurs in generated text, and of the others beside it: rare ones go
 * first. Counts go by id (see `tokenCounts`, and `wordRows` for words); compare amounts of text that are equal. O(types).
 * @param maximumCount Rare is what occurs at most so often in the real text. Default 2.
 * @throws RangeError as `rareMass`, or when the real text has no rare or no other word
 *
 * @example
 * import { rareWordsKept } from "model-collapse";
 * rareWordsKept([40, 9, 2, 1], [60, 7, 0, 1]); // → { rare: 0.5, other: 1 }
 */
export function rareWordsKept(
  realCounts: ArrayLike<number>,
  counts: ArrayLike<number>,
  maximumCount = 2,
): CategoriesKept {
  const caller = "rareWordsKept";
  checkWholeNumber(caller, "maximumCount", maximumCount, 1);
  checkedTotals(caller, realCounts, counts);
  return categoriesKept(
    realCounts,
    counts,
    maximumCount,
    (rare, other) =>
      new RangeError(
        `${caller} needs words that occur at most ${maximumCount} times in the real text and words that occur more ` +
          `often, got ${rare} and ${other}`,
      ),
  );
}

/** The count up to which types are rare, and the fraction by which those of exactly this count are. */
function rarest(realCounts: ArrayLike<number>, mass: number): { border: number; fraction: number } {
  const ordered = Float64Array.from(realCounts).sort();
  let [below, at] = [0, 0];
  while (at < ordered.length) {
    const border = ordered[at]!;
    let end = at;
    while (end < ordered.length && ordered[end] === border) end++;
    const tied = border * (end - at);
    if (below + tied >= mass) return { border, fraction: (mass - below) / tied };
    below += tied;
    at = end;
  }
  return { border: ordered[ordered.length - 1]!, fraction: 1 };
}

/** Total of the real counts. */
function checkedTotals(caller: string, realCounts: ArrayLike<number>, counts: ArrayLike<number>): number {
  if (realCounts.length !== counts.length) {
    throw new RangeError(
      `${caller} needs counts of the same types, by id, got ${realCounts.length} and ${counts.length} counts`,
    );
  }
  const total = totalOf(caller, "real ", realCounts, "text");
  totalOf(caller, "generated ", counts, "text");
  return total;
}
