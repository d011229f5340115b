import { sumOf } from "./weights";

/** Tokens whose weights are summed as one block before the search goes into one of the blocks. */
const blockSize = 64;

/** Working memory of `drawToken`: a sum for each block. */
export function blocksOf(vocabulary: number): Float64Array {
  return new Float64Array(Math.ceil(vocabulary / blockSize));
}

/**
 * A token drawn with weights `weights[offset … offset + vocabulary − 1]`, which need not sum to 1, from one uniform in
 * [0, 1): the first at which the cumulative weight exceeds uniform × total. One that weighs nothing is never drawn.
 * One pass over the vocabulary.
 * @returns −1 where the weights are not numbers, or all zero
 */
export function drawToken(
  weights: Float32Array,
  offset: number,
  vocabulary: number,
  uniform: number,
  blocks: Float64Array,
): number {
  const end = offset + vocabulary;
  for (let block = 0, start = offset; start < end; block++, start += blockSize) {
    blocks[block] = sumOf(weights, start, Math.min(start + blockSize, end));
  }
  const total = totalOf(blocks);
  if (!(total > 0 && total < Infinity)) return -1;
  let remaining = uniform * total;
  let chosen = -1;
  for (let block = 0; block < blocks.length; block++) {
    const sum = blocks[block]!;
    if (sum === 0) continue;
    if (chosen >= 0) remaining -= blocks[chosen]!;
    chosen = block;
    if (sum > remaining) break;
  }
  const start = offset + chosen * blockSize;
  return exceeding(weights, start, Math.min(start + blockSize, end), remaining) - offset;
}

/** The total weight of the row that was drawn from last. */
export function totalOf(blocks: Float64Array): number {
  let total = 0;
  for (let block = 0; block < blocks.length; block++) total += blocks[block]!;
  return total;
}

/**
 * The first place at which the cumulative weight exceeds the target; the last that has weight where rounding keeps it
 * from that.
 */
export function exceeding(weights: Float32Array, start: number, end: number, target: number): number {
  let cumulative = 0;
  let last = start;
  for (let at = start; at < end; at++) {
    const weight = weights[at]!;
    if (weight === 0) continue;
    cumulative += weight;
    if (cumulative > target) return at;
    last = at;
  }
  return last;
}
