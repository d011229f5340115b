import { unseen } from "../layers/attention";
import { positionOffset } from "./configuration";

/** Texts of equal length for each of several replicates: ids [replicates × texts × length]. */
export interface TokenBatch {
  readonly ids: Int32Array;
  readonly length: number;
  /** 1 for tokens, 0 for padding, like `ids`; absent, there is no padding. */
  readonly mask?: Uint8Array;
}

/**
 * Rows of the table of positions. The first token that is no padding has position 0; padding has the row before it,
 * as in transformers.
 */
export function positionRows({ ids, length, mask }: TokenBatch): Int32Array {
  const rows = new Int32Array(ids.length);
  for (let at = 0, position = 0; at < ids.length; at++) {
    if (at % length === 0) position = 0;
    rows[at] = positionOffset - 1 + (mask?.[at] === 0 ? 0 : ++position);
  }
  return rows;
}

/** What is added to scores, and its shape. */
export interface AttentionBias {
  readonly values: Float32Array;
  readonly shape: [number, number, number];
}

/**
 * What is added to the scores of attention: every token sees itself and those before it that are no padding. Of shape
 * [1, length, length], or, with padding, [texts × heads, length, length] for all texts of all replicates.
 */
export function attentionBias({ ids, length, mask }: TokenBatch, heads: number): AttentionBias {
  const texts = mask ? ids.length / length : 1;
  const shape: [number, number, number] = [mask ? texts * heads : 1, length, length];
  const values = new Float32Array(shape[0] * length * length);
  const square = length * length;
  for (let text = 0; text < texts; text++) {
    const start = mask ? text * heads * square : 0;
    for (let from = 0; from < length; from++) {
      for (let to = 0; to < length; to++) {
        const hidden = to > from || mask?.[text * length + to] === 0;
        if (hidden) values[start + from * length + to] = unseen;
      }
    }
    for (let head = 1; head < heads && mask; head++)
      values.copyWithin(start + head * square, start, start + square);
  }
  return { values, shape };
}
