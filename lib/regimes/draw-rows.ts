import { concatenate, selectRows, sizeOf } from "../data/collection";
import type { TrainingSet } from "../data/points";
import type { Random } from "../random/random";

/**
 * `count` different indices below `size`, ascending; every subset is equally likely. Floyd's algorithm
 * (Bentley & Floyd, CACM 30, 1987): exactly `count` draws of `integer`, O(count log count), whatever the size; O(size)
 * where a good part is drawn. Needs 0 ≤ count ≤ size; the callers check that.
 */
export function drawIndices(size: number, count: number, random: Random): Int32Array {
  if (size <= 32 * count) return drawByMarks(size, count, random);
  const chosen = new Set<number>();
  for (let last = size - count; last < size; last++) {
    const candidate = random.integer(last + 1);
    chosen.add(chosen.has(candidate) ? last : candidate);
  }
  return Int32Array.from(chosen).sort();
}

/** The same indices from the same draws, with a mark for each index in place of a set: several times quicker. */
function drawByMarks(size: number, count: number, random: Random): Int32Array {
  // Small typed arrays take longer to make than to fill.
  const marks: number[] | Uint8Array = size <= 4096 ? new Array<number>(size).fill(0) : new Uint8Array(size);
  for (let last = size - count; last < size; last++) {
    const candidate = random.integer(last + 1);
    marks[marks[candidate] === 1 ? last : candidate] = 1;
  }
  const chosen = new Int32Array(count);
  let taken = 0;
  for (let index = 0; index < size; index++) {
    if (marks[index] === 1) chosen[taken++] = index;
  }
  return chosen;
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
      const drawn = taken - from === count ? indices : indices.subarray(from, taken);
      parts.push(selectRows(set, offset === 0 ? drawn : drawn.map((index) => index - offset)));
    }
    start = end;
  }
  return parts.length === 1 ? parts[0]! : concatenate(parts);
}
