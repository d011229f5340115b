import type { TokenBlocks } from "../../data/token-blocks";

/** Texts as ids: blocks of equal length, or a row of any length for each text, such as those of `wordRows`. */
export type Texts = TokenBlocks | readonly Int32Array[];

/** Rows one after the other: row r is `tokens[starts[r]]` … `tokens[starts[r + 1] - 1]`. */
export interface TextRows {
  readonly tokens: Int32Array;
  readonly starts: Int32Array;
  readonly count: number;
}

/**
 * The texts as rows, checked. Blocks are not copied. O(tokens).
 * @param least What the caller needs of at least one row: an n-gram needs n tokens.
 * @throws TypeError when they are no texts; RangeError without texts, for blocks whose numbers do not fit, an id below
 *   0, or when no row has `least` tokens
 */
export function textRows(caller: string, texts: Texts, least = 1): TextRows {
  const rows = Array.isArray(texts) ? rowsOf(caller, texts) : blocksOf(caller, texts as TokenBlocks);
  const longest = longestOf(rows);
  if (longest < least) {
    throw new RangeError(
      longest === 0
        ? `${caller} needs text: every row is empty`
        : `${caller} needs a text of at least ${least} tokens, got rows of at most ${longest}`,
    );
  }
  const negative = rows.tokens.findIndex((token) => token < 0);
  if (negative >= 0) {
    throw new RangeError(
      `${caller} needs ids of tokens, from 0 up: token ${negative} is ${rows.tokens[negative]}`,
    );
  }
  return rows;
}

/** Rows of both, those of `a` first. */
export function joinRows(a: TextRows, b: TextRows): TextRows {
  const tokens = new Int32Array(a.tokens.length + b.tokens.length);
  tokens.set(a.tokens);
  tokens.set(b.tokens, a.tokens.length);
  const starts = new Int32Array(a.count + b.count + 1);
  starts.set(a.starts);
  starts.set(
    b.starts.map((start) => start + a.tokens.length),
    a.count,
  );
  return { tokens, starts, count: a.count + b.count };
}

function blocksOf(caller: string, blocks: TokenBlocks): TextRows {
  if (!(blocks?.tokens instanceof Int32Array)) {
    const got = blocks ? `a value of type ${typeof blocks}` : String(blocks);
    throw new TypeError(
      `${caller} needs TokenBlocks (see tokenBlocks) or rows of ids in Int32Arrays, got ${got}`,
    );
  }
  const { tokens, count, length } = blocks;
  if (!(Number.isInteger(length) && length >= 1 && Number.isInteger(count) && count >= 1)) {
    throw new RangeError(
      `${caller} needs at least one block of at least one token, got ${count} of ${length}`,
    );
  }
  if (tokens.length !== count * length) {
    throw new RangeError(
      `${caller} needs count × length tokens (${count} × ${length} = ${count * length}), got ${tokens.length}`,
    );
  }
  return { tokens, count, starts: Int32Array.from({ length: count + 1 }, (_, block) => block * length) };
}

function rowsOf(caller: string, rows: readonly Int32Array[]): TextRows {
  if (rows.length === 0) throw new RangeError(`${caller} needs at least one text, got none`);
  const wrong = rows.findIndex((row) => !(row instanceof Int32Array));
  if (wrong >= 0) {
    const got = rows[wrong] === null ? "null" : typeof rows[wrong];
    throw new TypeError(
      `${caller} needs ids in Int32Arrays: row ${wrong} is of type ${got}. Words become ids with wordRows`,
    );
  }
  const starts = new Int32Array(rows.length + 1);
  rows.forEach((row, r) => {
    starts[r + 1] = starts[r]! + row.length;
  });
  const tokens = new Int32Array(starts[rows.length]!);
  rows.forEach((row, r) => void tokens.set(row, starts[r]));
  return { tokens, starts, count: rows.length };
}

function longestOf({ starts, count }: TextRows): number {
  let longest = 0;
  for (let r = 0; r < count; r++) longest = Math.max(longest, starts[r + 1]! - starts[r]!);
  return longest;
}
