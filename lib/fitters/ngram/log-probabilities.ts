import type { Outcomes } from "../../data/points";
import type { TokenBlocks } from "../../data/token-blocks";
import { ngramText } from "./fit";
import {
  advance,
  countOf,
  entryOf,
  type NgramContext,
  type NgramModel,
  shorterContext,
  totalOf,
} from "./model";

/**
 * Natural logarithm of the probability of every token given those before it in its block, in nats; −Infinity for one that
 * cannot come. Expected O(tokens × order × log vocabulary), no memory beside the answer.
 * @throws TypeError when the text is none; RangeError for no text or a token outside the vocabulary
 */
export function ngramLogProbabilities(model: NgramModel, text: TokenBlocks | Outcomes): Float64Array {
  const { tokens, length } = ngramText("ngramLogProbabilities", text, model.vocabularySize);
  const logarithms = new Float64Array(tokens.length);
  const context: NgramContext = { length: 0, index: 0 };
  for (let place = 0; place < tokens.length; place++) {
    const before = place % length;
    if (before === 0) context.length = context.index = 0;
    logarithms[place] = Math.log(tokenProbability(model, context, before, tokens[place]!));
    advance(model, context, tokens[place]!);
  }
  return logarithms;
}

/** Probability of a token in a context, with `before` tokens before it in its block. */
function tokenProbability(model: NgramModel, context: NgramContext, before: number, token: number): number {
  if (model.smoothing === "none") return frequency(model, context, token);
  if (model.smoothing === "additive") {
    return additive(model, context, isCut(model, context, before), token);
  }
  return discounted(model, context, token);
}

/** Whether the tokens before, as many as the model looks at, are none of its contexts. */
export function isCut(model: NgramModel, context: NgramContext, before: number): boolean {
  return context.length < Math.min(before, model.order - 1);
}

function frequency(model: NgramModel, { length, index }: NgramContext, token: number): number {
  let [depth, context] = [length, index];
  while (totalOf(model.levels[depth]!, context) === 0) {
    context = shorterContext(model, depth, context);
    depth--;
  }
  const level = model.levels[depth]!;
  const entry = entryOf(level, context, token);
  return entry < 0 ? 0 : countOf(level, entry) / totalOf(level, context);
}

/** A context that was never seen says nothing: every token is as probable. */
function additive(model: NgramModel, { length, index }: NgramContext, cut: boolean, token: number): number {
  const { vocabularySize, pseudocount } = model;
  if (cut) return 1 / vocabularySize;
  const level = model.levels[length]!;
  const entry = entryOf(level, index, token);
  const count = entry < 0 ? 0 : countOf(level, entry);
  return (count + pseudocount) / (totalOf(level, index) + pseudocount * vocabularySize);
}

function discounted(model: NgramModel, { length, index }: NgramContext, token: number): number {
  let [probability, left, context] = [0, 1, index];
  for (let depth = length; depth >= 0; depth--) {
    const level = model.levels[depth]!;
    const total = totalOf(level, context);
    if (total > 0) {
      const entry = entryOf(level, context, token);
      if (entry >= 0) probability += (left * Math.max(countOf(level, entry) - level.discount, 0)) / total;
      left *= (level.discount * level.types[context]!) / total;
    }
    if (depth > 0) context = shorterContext(model, depth, context);
  }
  return probability + left / model.vocabularySize;
}
