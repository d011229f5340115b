import type { TokenBlocks } from "../data/token-blocks";
import { checkWholeNumber } from "../fitters/checks";
import type { Family } from "../fitters/family";
import { fitBlocks } from "../fitters/ngram/fit";
import { isCut, ngramLogProbabilities } from "../fitters/ngram/log-probabilities";
import {
  advance,
  countOf,
  type NgramContext,
  type NgramLevel,
  type NgramModel,
  shorterContext,
  totalOf,
} from "../fitters/ngram/model";
import { type NgramOptions, ngramPlan } from "../fitters/ngram/options";
import { portable } from "../fitters/portable";
import type { Random } from "../random/random";

/** Writes `count` blocks, as long as those that the model was fitted to. A few uniforms a token. */
export function sampleNgram(model: NgramModel, count: number, random: Random): TokenBlocks {
  const { blockLength: length } = model;
  const tokens = new Int32Array(count * length);
  for (let block = 0; block < count; block++) {
    write(model, tokens.subarray(block * length, (block + 1) * length), random);
  }
  return { tokens, count, length };
}

/**
 * Writes one stream of `length` tokens, however long the blocks were.
 * @throws RangeError unless `length` is a whole number of at least 0
 *
 * @example
 * import { createRandom, fitNgram, sampleNgramStream } from "model-collapse";
 * const turns = fitNgram(Int32Array.of(0, 1, 0, 1, 0, 1, 0), { order: 2, vocabularySize: 2 });
 * const stream = sampleNgramStream(turns, 100, createRandom(1));
 * stream.every((token, place) => place === 0 || token !== stream[place - 1]); // → true
 */
export function sampleNgramStream(model: NgramModel, length: number, random: Random): Int32Array {
  checkWholeNumber("sampleNgramStream", "length", length, 0);
  return write(model, new Int32Array(length), random);
}

function write(model: NgramModel, target: Int32Array, random: Random): Int32Array {
  const context: NgramContext = { length: 0, index: 0 };
  for (let place = 0; place < target.length; place++) {
    target[place] = drawToken(model, context, place, random);
    advance(model, context, target[place]!);
  }
  return target;
}

function drawToken(model: NgramModel, context: NgramContext, before: number, random: Random): number {
  if (model.smoothing === "additive") {
    return drawAdditive(model, context, isCut(model, context, before), random);
  }
  let { length, index } = context;
  for (; ; length--) {
    const level = model.levels[length]!;
    const token = drawFollower(model, level, index, random);
    if (token >= 0) return token;
    if (length === 0) return random.integer(model.vocabularySize);
    index = shorterContext(model, length, index);
  }
}

/**
 * A token that followed the context, or −1 to look at fewer tokens before: where nothing followed, and with discounting
 * when the part that it takes from the count of the token is drawn.
 */
function drawFollower(model: NgramModel, level: NgramLevel, context: number, random: Random): number {
  const total = totalOf(level, context);
  if (total === 0) return -1;
  const entry = drawEntry(level, context, total, random);
  if (model.smoothing !== "none" && random.next() * countOf(level, entry) < level.discount) return -1;
  return level.tokens[entry]!;
}

function drawAdditive(model: NgramModel, context: NgramContext, cut: boolean, random: Random): number {
  const { vocabularySize, pseudocount } = model;
  const level = model.levels[context.length]!;
  const total = cut ? 0 : totalOf(level, context.index);
  const seen = random.next() * (total + pseudocount * vocabularySize) < total;
  return seen
    ? level.tokens[drawEntry(level, context.index, total, random)]!
    : random.integer(vocabularySize);
}

/** An entry of the context with a probability in proportion to its count, by bisection. */
function drawEntry(
  { starts, cumulative }: NgramLevel,
  context: number,
  total: number,
  random: Random,
): number {
  let [low, high] = [starts[context]!, starts[context + 1]! - 1];
  const target = cumulative[low]! + random.integer(total);
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulative[middle + 1]! <= target) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Natural logarithm of the probability of every block. */
function blockLogProbabilities(model: NgramModel, blocks: TokenBlocks): Float64Array {
  const sums = new Float64Array(blocks.count);
  ngramLogProbabilities(model, blocks).forEach((logarithm, place) => {
    sums[Math.floor(place / blocks.length)]! += logarithm;
  });
  return sums;
}

/**
 * The family of n-gram models of blocks of tokens: each generation is counted in what the one before wrote. Without
 * smoothing an n-gram that was not written never comes back (Suresh et al. 2024, arXiv 2412.17646, of unigrams).
 * @throws RangeError for impossible options
 */
export function ngram(options: NgramOptions): Family<TokenBlocks, NgramModel> {
  const plan = ngramPlan("ngram", options);
  return portable<Family<TokenBlocks, NgramModel>>(
    {
      name: "n-gram",
      fit: (data) => fitBlocks(data, plan),
      sample: sampleNgram,
      logDensity: blockLogProbabilities,
      isAbsorbed: ({ smoothing, vocabularySize, levels }) =>
        vocabularySize === 1 || (smoothing === "none" && levels[0]!.tokens.length === 1),
    },
    "ngram",
    options,
  );
}
