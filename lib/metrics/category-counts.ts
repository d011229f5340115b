/** Shares of the real data's categories that synthetic data still have. */
export interface CategoriesKept {
  /** Of the rare ones. */
  readonly rare: number;
  /** Of all others. */
  readonly other: number;
}

/**
 * Which share of the categories occurs in other data: of those with a real count of at most `largest`, and of the
 * rest. O(categories).
 * @throws RangeError by `needBoth` where there is none of a kind, told how many there are
 */
export function categoriesKept(
  realCounts: ArrayLike<number>,
  counts: ArrayLike<number>,
  largest: number,
  needBoth: (rare: number, other: number) => RangeError,
): CategoriesKept {
  const [present, kept] = [
    [0, 0],
    [0, 0],
  ] as [[number, number], [number, number]];
  for (let category = 0; category < counts.length; category++) {
    const group = realCounts[category]! <= largest ? 0 : 1;
    if (realCounts[category]! > 0) present[group]++;
    if (realCounts[category]! > 0 && counts[category]! > 0) kept[group]++;
  }
  if (present[0] === 0 || present[1] === 0) throw needBoth(present[0], present[1]);
  return { rare: kept[0] / present[0], other: kept[1] / present[1] };
}

/**
 * Sum of counts, or of anything else that is finite and not negative. O(categories).
 * @throws RangeError naming the caller and which counts, also where all are 0: then `need` is what is missing
 */
export function totalOf(caller: string, which: string, counts: ArrayLike<number>, need: string): number {
  let total = 0;
  for (let category = 0; category < counts.length; category++) {
    if (!(counts[category]! >= 0 && Number.isFinite(counts[category]))) {
      throw new RangeError(
        `${caller} needs counts that are finite and not negative: ${which}count ${category} is ${counts[category]}`,
      );
    }
    total += counts[category]!;
  }
  if (total === 0) throw new RangeError(`${caller} needs ${need}: all ${which}counts are 0`);
  return total;
}
