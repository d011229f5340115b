import type { TokenBlocks } from "../../data/token-blocks";
import { createOptEvaluator, type OptEvaluator } from "../../nets/opt/evaluator";
import { explainMemory } from "../../nets/out-of-memory";
import type { Parameters } from "../../nets/parameters";
import type { OptModel } from "./model";
import { checkIds, checkLength, nextTokenBatch, tokenBatch } from "./texts";
import type { MaskedTexts, TokenRows } from "./token-rows";

/** Numbers row by row, and how many along each axis. */
export interface OptLogits {
  readonly values: Float32Array;
  /** [texts, tokens, vocabulary] */
  readonly shape: readonly [number, number, number];
}

/**
 * Logits of the next token after every token of texts of equal length, without dropout. Padding, where a mask says
 * so, is seen by no other token; positions are counted from the first token that is none.
 *
 * @throws RangeError for no text, rows of different lengths, ids outside the vocabulary, texts longer than the
 *   model's positions, or a mask of another shape
 *
 * @example
 * import { createOpt, createRandom, optLogits, tensorsReady } from "model-collapse";
 * await tensorsReady();
 * const model = createOpt({ vocabularySize: 50, hiddenSize: 16, layers: 1, heads: 2, positions: 8 }, createRandom(1));
 * optLogits(model, [[4, 5, 6], [7, 8, 9]]).shape; // → [2, 3, 50]
 */
export function optLogits(model: OptModel, ids: TokenRows, { attentionMask }: MaskedTexts = {}): OptLogits {
  const batch = tokenBatch("optLogits", model, ids, attentionMask);
  const values = evaluating("optLogits", model, (evaluator) => evaluator.logits(batch));
  return { values, shape: [ids.length, batch.length, model.configuration.vocabularySize] };
}

/**
 * Cross-entropy of every token but the first of each text, given those before it: the mean, in nats, as transformers
 * computes it from the texts as their own labels. With a mask only tokens count that neither are padding nor follow it: a
 * text cannot be foretold from padding.
 *
 * @throws RangeError as `optLogits`, and for texts of one token
 */
export function optLoss(model: OptModel, ids: TokenRows, { attentionMask }: MaskedTexts = {}): number {
  const batch = nextTokenBatch("optLoss", tokenBatch("optLoss", model, ids, attentionMask));
  const losses = evaluating("optLoss", model, (evaluator) => evaluator.losses(batch.inputs, batch.targets));
  return losses.reduce((sum, loss, at) => sum + loss * batch.weights[at]!, 0);
}

/**
 * Gradients of `optLoss` by all parameters, with the names and shapes of Hugging Face's checkpoints. As with PyTorch,
 * the embedding of the padding token learns nothing from being read.
 *
 * @throws RangeError as `optLoss`
 */
export function optGradients(
  model: OptModel,
  ids: TokenRows,
  { attentionMask }: MaskedTexts = {},
): Parameters {
  const batch = nextTokenBatch("optGradients", tokenBatch("optGradients", model, ids, attentionMask));
  return evaluating("optGradients", model, (evaluator) => evaluator.gradients(batch));
}

/** Texts so many tokens at a time. */
const tokensAtOnce = 4096;

/** How surprising a model finds blocks of text, as `perplexityOf` takes it. */
export interface OptBlockLosses {
  /** Σ −ln p(token | the tokens of the block before it) of each block, in nats. */
  readonly nats: Float64Array;
  /** Tokens counted in each block. */
  readonly tokens: number;
}

/**
 * Cross-entropy of blocks of text, each by itself. The first `context` tokens of a block are given and not counted:
 * one by default, the prompt where it is a continuation that is to be judged.
 *
 * @throws RangeError for a context that is no whole number from 1 to the length of a block − 1, blocks longer than the
 *   model's positions, or ids outside its vocabulary
 *
 * @example
 * import { createOpt, createRandom, optBlockLosses, perplexityOf, tensorsReady, tokenBlocks } from "model-collapse";
 * await tensorsReady();
 * const model = createOpt({ vocabularySize: 50, hiddenSize: 16, layers: 1, heads: 2, positions: 8 }, createRandom(1));
 * const blocks = tokenBlocks(Int32Array.of(4, 8, 15, 16, 23, 42), 3);
 * Math.round(perplexityOf(optBlockLosses(model, blocks)).measured); // → 50
 */
export function optBlockLosses(
  model: OptModel,
  blocks: TokenBlocks,
  { context = 1 }: { readonly context?: number } = {},
): OptBlockLosses {
  const caller = "optBlockLosses";
  const { tokens, count, length } = blocks;
  if (!(Number.isInteger(context) && context >= 1 && context < length)) {
    throw new RangeError(
      `${caller} needs context to be a whole number from 1 to ${length - 1}, one less than the tokens of a block, got ${context}`,
    );
  }
  checkLength(caller, model, length);
  checkIds(caller, model, tokens, length);
  const each = Math.max(1, Math.floor(tokensAtOnce / length));
  return evaluating(caller, model, (evaluator) => {
    const nats = new Float64Array(count);
    for (let start = 0; start < count; start += each) {
      const ids = tokens.subarray(start * length, Math.min(count, start + each) * length);
      const { inputs, targets } = nextTokenBatch(caller, { ids, length });
      evaluator.losses(inputs, targets).forEach((loss, at) => {
        if (at % (length - 1) >= context - 1) nats[start + Math.floor(at / (length - 1))]! += loss;
      });
    }
    return { nats, tokens: length - context };
  });
}

/**
 * @throws RangeError in the name of `caller` when what comes out is no finite number; Error, naming the remedy, when
 *   memory lacks
 */
function evaluating<Result>(
  caller: string,
  model: OptModel,
  act: (evaluator: OptEvaluator) => Result,
): Result {
  try {
    const evaluator = createOptEvaluator(model.configuration, model.parameters);
    try {
      return act(evaluator);
    } finally {
      evaluator.dispose();
    }
  } catch (error) {
    throw explainMemory(caller, "fewer or shorter texts", error);
  }
}
