/** How probabilities are made of counts. */
export type NgramSmoothing = "none" | "additive" | "absolute discounting" | "Kneser-Ney";

/**
 * The tokens that follow contexts of one length. Context c is the empty one (length 0) or entry c of the level before;
 * its entries, in ascending order of tokens, are `starts[c]` … `starts[c + 1] - 1`. Each is an n-gram: the context with
 * one token behind it.
 */
export interface NgramLevel {
  readonly starts: Int32Array;
  readonly tokens: Int32Array;
  /** Entry e has the count `cumulative[e + 1] - cumulative[e]`; Kneser–Ney has its own, see `fitNgram`. */
  readonly cumulative: Int32Array;
  /** The n-gram of an entry without its first token: an entry of the level before. */
  readonly suffixes: Int32Array;
  /** How many entries of each context have a count above 0. */
  readonly types: Int32Array;
  /** What discounting takes from each count. */
  readonly discount: number;
}

/** An n-gram model: counts, and how they become probabilities. */
export interface NgramModel {
  /** Length of the n-grams: a token depends on the order − 1 before it. */
  readonly order: number;
  readonly vocabularySize: number;
  /** Tokens in a block of the text that it was fitted to; what `sampleNgram` writes is as long. */
  readonly blockLength: number;
  readonly smoothing: NgramSmoothing;
  /** Added to each count by additive smoothing. */
  readonly pseudocount: number;
  /** One for each length of context, 0 … order − 1. */
  readonly levels: readonly NgramLevel[];
}

/** What is known of the tokens before: the longest end of them that is a context of the model. */
export interface NgramContext {
  /** Tokens of it. */
  length: number;
  /** Its number among the contexts of that length. */
  index: number;
}

/** How often anything followed a context. */
export function totalOf({ starts, cumulative }: NgramLevel, context: number): number {
  return cumulative[starts[context + 1]!]! - cumulative[starts[context]!]!;
}

export function countOf({ cumulative }: NgramLevel, entry: number): number {
  return cumulative[entry + 1]! - cumulative[entry]!;
}

/** The entry of a token behind a context, or −1. O(log entries of the context). */
export function entryOf({ starts, tokens }: NgramLevel, context: number, token: number): number {
  let [low, high] = [starts[context]!, starts[context + 1]! - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = tokens[middle]!;
    if (found === token) return middle;
    if (found < token) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** The context without its first token: its number among those that are one token shorter. */
export function shorterContext({ levels }: NgramModel, length: number, index: number): number {
  return levels[length - 1]!.suffixes[index]!;
}

/** Takes a token into the context. */
export function advance(model: NgramModel, context: NgramContext, token: number): void {
  let { length, index } = context;
  if (length === model.order - 1 && length > 0) {
    // A full context has no room: of the n-gram found, what is behind its first token stays.
    const entry = entryOf(model.levels[length]!, index, token);
    if (entry >= 0) {
      context.index = model.levels[length]!.suffixes[entry]!;
      return;
    }
    index = shorterContext(model, length, index);
    length--;
  }
  if (model.order === 1) return;
  let entry = entryOf(model.levels[length]!, index, token);
  while (entry < 0 && length > 0) {
    index = shorterContext(model, length, index);
    length--;
    entry = entryOf(model.levels[length]!, index, token);
  }
  context.length = entry < 0 ? 0 : length + 1;
  context.index = Math.max(0, entry);
}
