/** A number with five significant digits, for words. */
export function rounded(value: number): number {
  return Number(value.toPrecision(5));
}

/**
 * Numbers with as many digits as a picture of them needs, which makes JSON short: about 1/10,000 of their span or finer, so that
 * a cluster far from 0 keeps its shape, and never fewer than five significant digits.
 */
export function compacted(values: ArrayLike<number>): number[] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let index = 0; index < values.length; index++) {
    low = Math.min(low, values[index]);
    high = Math.max(high, values[index]);
  }
  const magnitude = Math.max(Math.abs(low), Math.abs(high));
  const extra = high > low ? Math.floor(Math.log10(magnitude / (high - low))) : 0;
  const digits = Math.min(17, 5 + Math.max(0, extra));
  return Array.from(values, (value) => Number(value.toPrecision(digits)));
}

/**
 * Indices of at most `limit` points that keep the look of a curve: largest-triangle-three-buckets (S. Steinarsson,
 * "Downsampling Time Series for Visual Representation", 2013), with buckets of equal width on the axis as displayed,
 * logarithmic or not, so that the start of a log axis keeps its detail. First and last points stay. O(n).
 * Curves whose x is not increasing are kept whole.
 */
export function thin(
  x: readonly number[],
  y: readonly number[],
  { limit = 400, logX = false, logY = false }: { limit?: number; logX?: boolean; logY?: boolean } = {},
): number[] {
  const all = Array.from(x, (_, index) => index);
  if (x.length <= limit || x.some((value, index) => index > 0 && value < x[index - 1])) {
    return all;
  }
  const across = logX ? x.map(Math.log) : x;
  const up = logY ? y.map(Math.log) : y;
  const buckets = bucketsOf(across, limit - 2);
  const kept = [0];
  buckets.forEach((bucket, b) => {
    kept.push(largestTriangle(across, up, kept[kept.length - 1], bucket, buckets[b + 1] ?? [x.length - 1]));
  });
  return [...kept, x.length - 1];
}

/** Interior indices in buckets of equal width of `across`; empty buckets are dropped. */
function bucketsOf(across: readonly number[], count: number): number[][] {
  const first = across[0];
  const width = (across[across.length - 1] - first) / count;
  const buckets: number[][] = Array.from({ length: count }, () => []);
  for (let index = 1; index < across.length - 1; index++) {
    const bucket = width > 0 ? Math.floor((across[index] - first) / width) : 0;
    buckets[Math.min(count - 1, bucket)].push(index);
  }
  return buckets.filter((bucket) => bucket.length > 0);
}

function largestTriangle(
  across: readonly number[],
  up: readonly number[],
  previous: number,
  bucket: readonly number[],
  following: readonly number[],
): number {
  const average = (values: readonly number[]) =>
    following.reduce((sum, index) => sum + values[index], 0) / following.length;
  const nextAcross = average(across) - across[previous];
  const nextUp = average(up) - up[previous];
  let [best, bestArea] = [bucket[0], -1];
  for (const index of bucket) {
    const area = Math.abs(
      nextAcross * (up[index] - up[previous]) - (across[index] - across[previous]) * nextUp,
    );
    if (area > bestArea) {
      [best, bestArea] = [index, area];
    }
  }
  return best;
}
