import { concatenate, selectRows, sizeOf } from "../data/collection";
import type { TrainingSet } from "../data/points";
import type { Random } from "../random/random";

/**
 * `count` different indices below `size`, ascending; every subset is equally likely. Floyd's algorithm
 * (Bentley & Floyd, CACM 30, 1987): exactly `count` draws of `integer`, O(count log count), whatever the size.
 * Needs 0 ≤ count ≤ size; the callers check that.
 */
export function drawIndices(size: number, count: number, random: Random): Int32Array {
  const chosen = new Set<number>();
  for (let last = size - count; last < size; last++) {
    const candidate = random.integer(last + 1);
    chosen.add(chosen.has(candidate) ? last : candidate);
  }
  return Int32Array.from(chosen).sort();
}

/**
 * `count` different rows of several training sets taken as one; every subset is equally likely. Rows keep the
 * order of the sets. The sets are not joined first: O(count log count + number of sets).
 */
export function drawRows<Data extends TrainingSet>(
  sets: readonly Data[],
  count: number,
  random: Random,
): Data {
  const total = sets.reduce((sum, set) => sum + sizeOf(set), 0);
  const indices = drawIndices(total, count, random);
  const parts: Data[] = [];
  let taken = 0;
  let start = 0;
  for (const set of sets) {
    const end = start + sizeOf(set);
    const from = taken;
    while (taken < count && indices[taken]! < end) taken++;
    if (taken > from) {
      const offset = start;
      parts.push(
        selectRows(
          set,
          indices.subarray(from, taken).map((index) => index - offset),
        ),
      );
    }
    start = end;
  }
  return concatenate(parts);
}
