/**
 * Texts of equal length as ids of a tokenizer, one after the other: token t of block b is `tokens[b * length + t]`.
 * What a language model is trained on and what it writes.
 */
export interface TokenBlocks {
  readonly tokens: Int32Array;
  readonly count: number;
  /** Tokens in a block. */
  readonly length: number;
}

/**
 * Cuts a stream of tokens into blocks of equal length; what does not fill a block at its end is left out. The blocks
 * are a view of the stream: nothing is copied.
 * @throws RangeError for a length that is no whole number of at least 1, or a stream shorter than one block
 *
 * @example
 * import { tokenBlocks } from "model-collapse";
 * const blocks = tokenBlocks(Int32Array.of(5, 7, 9, 11, 13), 2);
 * blocks.count; // → 2
 */
export function tokenBlocks(stream: Int32Array, length: number): TokenBlocks {
  if (!(Number.isInteger(length) && length > 0)) {
    throw new RangeError(`tokenBlocks needs length to be a whole number of at least 1, got ${length}`);
  }
  const count = Math.floor(stream.length / length);
  if (count === 0) {
    throw new RangeError(
      `tokenBlocks needs at least one block of ${length} tokens, got ${stream.length} tokens: give more text, or a smaller length`,
    );
  }
  return { tokens: stream.subarray(0, count * length), count, length };
}

/**
 * Blocks `start` … `end` − 1, as a view of the same tokens.
 * @throws RangeError unless 0 ≤ start ≤ end ≤ count
 */
export function sliceBlocks(blocks: TokenBlocks, start: number, end: number = blocks.count): TokenBlocks {
  const { tokens, count, length } = blocks;
  if (!(Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start <= end && end <= count)) {
    throw new RangeError(`sliceBlocks needs 0 ≤ start ≤ end ≤ ${count} (count), got ${start} and ${end}`);
  }
  return { tokens: tokens.subarray(start * length, end * length), count: end - start, length };
}

/** The tokens of one block, as a view. */
export function blockAt({ tokens, length }: TokenBlocks, block: number): Int32Array {
  return tokens.subarray(block * length, (block + 1) * length);
}

/**
 * Each block of `first` with the same block of `second` behind it, such as prompts and their continuations.
 * @throws RangeError unless there are as many of both
 *
 * @example
 * import { joinBlocks, tokenBlocks } from "model-collapse";
 * const [prompts, continuations] = [tokenBlocks(Int32Array.of(1, 2, 5, 6), 2), tokenBlocks(Int32Array.of(3, 7), 1)];
 * joinBlocks(prompts, continuations).tokens.join(" "); // → 1 2 3 5 6 7
 */
export function joinBlocks(first: TokenBlocks, second: TokenBlocks): TokenBlocks {
  const { count } = first;
  if (count !== second.count) {
    throw new RangeError(`joinBlocks needs as many blocks of both, got ${count} and ${second.count}`);
  }
  const length = first.length + second.length;
  const tokens = new Int32Array(count * length);
  for (let block = 0; block < count; block++) {
    tokens.set(blockAt(first, block), block * length);
    tokens.set(blockAt(second, block), block * length + first.length);
  }
  return { tokens, count, length };
}
