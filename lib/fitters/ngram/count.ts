import type { TokenBlocks } from "../../data/token-blocks";

/** The n-grams of one length, as the levels of a model hold them. */
export interface CountedLevel {
  readonly starts: Int32Array;
  readonly tokens: Int32Array;
  readonly counts: Int32Array;
  readonly suffixes: Int32Array;
}

/**
 * Counts the n-grams of every length up to `order`; none crosses from one block into the next. Places are sorted by token
 * once and then, stably, by context, by counting: O(order × (tokens + vocabulary)), no comparison and no hash table.
 */
export function countLevels(blocks: TokenBlocks, order: number, vocabularySize: number): CountedLevel[] {
  const { tokens, length } = blocks;
  const byToken = sortedBy(tokens, vocabularySize, Int32Array.from(tokens.keys()));
  const levels: CountedLevel[] = [];
  /** For each place, the n-gram that starts there, of the length before. */
  let entryAt = new Int32Array(tokens.length);
  let contexts = 1;
  for (let n = 1; n <= order; n++) {
    const places = byToken.filter((place) => place % length >= n - 1).map((place) => place - n + 1);
    const sorted = sortedBy(entryAt, contexts, places);
    const { level, numbers } = numbered(tokens, n, entryAt, contexts, sorted);
    levels.push(level);
    entryAt = numbers;
    contexts = level.tokens.length;
  }
  return levels;
}

/** Places in ascending order of their keys (below `bound`), those of one key in the order in which they come. */
function sortedBy(keys: Int32Array, bound: number, places: Int32Array): Int32Array {
  const next = new Int32Array(bound + 1);
  for (const place of places) next[keys[place]! + 1]!++;
  for (let key = 0; key < bound; key++) next[key + 1]! += next[key]!;
  const sorted = new Int32Array(places.length);
  for (const place of places) sorted[next[keys[place]!]!++] = place;
  return sorted;
}

/** Numbers the n-grams that start at `places`, which are sorted by context, then by last token. */
function numbered(
  tokens: Int32Array,
  n: number,
  contextAt: Int32Array,
  contexts: number,
  places: Int32Array,
): { level: CountedLevel; numbers: Int32Array<ArrayBuffer> } {
  const starts = new Int32Array(contexts + 1);
  const last = new Int32Array(places.length);
  const counts = new Int32Array(places.length);
  const suffixes = new Int32Array(places.length);
  const numbers = new Int32Array(tokens.length);
  let entry = -1;
  let context = -1;
  for (const place of places) {
    const token = tokens[place + n - 1]!;
    if (contextAt[place] !== context || last[entry] !== token) {
      entry++;
      context = contextAt[place]!;
      starts[context + 1]!++;
      last[entry] = token;
      if (n > 1) suffixes[entry] = contextAt[place + 1]!;
    }
    counts[entry]!++;
    numbers[place] = entry;
  }
  for (let c = 0; c < contexts; c++) starts[c + 1]! += starts[c]!;
  const entries = entry + 1;
  const level = {
    starts,
    tokens: last.slice(0, entries),
    counts: counts.slice(0, entries),
    suffixes: suffixes.slice(0, entries),
  };
  return { level, numbers };
}
