/**
 * The bits of a 32-bit number that is not negative, read as an integer, order as the numbers do. The leading ones
 * name its bucket: 64 of them to every factor of two.
 */
const bucketShift = 17;
const buckets = (0x7f800000 >> bucketShift) + 1;
/** Buckets of numbers below 2. */
const bucketsBelowTwo = 0x40000000 >> bucketShift;

/** Places of a list fit this factor: key × placeFactor + place is exact in 64-bit numbers, for up to 2²¹ places. */
const placeFactor = 2 ** 21;

/**
 * Finds where a list, in the order of its keys, reaches some rank or mass, without sorting it: a histogram tells in
 * which narrow range of keys that happens, and those in this range alone are sorted. O(list). Keys are the bits of
 * numbers that are not negative. Working memory of one decoding.
 */
export class MassOrder {
  readonly #counts = new Int32Array(bucketsBelowTwo);
  readonly #sums = new Float64Array(buckets);
  readonly #inside: Float64Array;

  constructor(vocabulary: number) {
    this.#inside = new Float64Array(vocabulary);
  }

  /** The key that is the `rank`-th largest, 1 the largest, of `keys[start … end − 1]`, which are of numbers below 2. */
  keyOfRank(keys: Int32Array, start: number, end: number, rank: number): number {
    const counts = this.#counts.fill(0);
    for (let at = start; at < end; at++) counts[keys[at]! >> bucketShift]!++;
    let bucket = counts.length - 1;
    let above = 0;
    while (above + counts[bucket]! < rank) above += counts[bucket--]!;
    const inside = this.#sorted(keys, start, end, bucket);
    return Math.floor(inside[inside.length - (rank - above)]! / placeFactor);
  }

  /**
   * The place at which the cumulative weight, by ascending key and for equal keys by ascending place, first exceeds
   * `mass`; the last place of this order where it never does.
   */
  placeExceeding(keys: Int32Array, weights: Float32Array, count: number, mass: number): number {
    const sums = this.#sums;
    const { low, high } = bucketRange(keys, count);
    sums.fill(0, low, high + 1);
    for (let place = 0; place < count; place++) sums[keys[place]! >> bucketShift]! += weights[place]!;
    let bucket = low;
    let below = 0;
    while (bucket < high && below + sums[bucket]! <= mass) below += sums[bucket++]!;
    const inside = this.#sorted(keys, 0, count, bucket);
    let place = 0;
    for (let at = 0; at < inside.length && below <= mass; at++) {
      place = inside[at]! % placeFactor;
      below += weights[place]!;
    }
    return place;
  }

  /** Keys of one bucket with their places, ascending. */
  #sorted(keys: Int32Array, start: number, end: number, bucket: number): Float64Array {
    const inside = this.#inside;
    let found = 0;
    for (let at = start; at < end; at++) {
      const key = keys[at]!;
      if (key >> bucketShift === bucket) inside[found++] = key * placeFactor + (at - start);
    }
    return inside.subarray(0, found).sort();
  }
}

function bucketRange(keys: Int32Array, count: number): { readonly low: number; readonly high: number } {
  let least = 0x7fffffff;
  let largest = 0;
  for (let place = 0; place < count; place++) {
    least = Math.min(least, keys[place]!);
    largest = Math.max(largest, keys[place]!);
  }
  return { low: least >> bucketShift, high: largest >> bucketShift };
}
