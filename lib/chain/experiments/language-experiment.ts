import { runningText } from "../../data/plain-lines";
import { sliceBlocks, type TokenBlocks, tokenBlocks } from "../../data/token-blocks";
import { checkWholeNumber } from "../../fitters/checks";
import { loadOpt } from "../../fitters/files/opt";
import { createOpt } from "../../fitters/opt/create";
import type { OptModel } from "../../fitters/opt/model";
import type { Random } from "../../random/random";
import { replace } from "../../regimes/replace";
import { optLanguageModel } from "../../samplers/opt";
import { createTokenizer } from "../../text/byte-pair/create-tokenizer";
import { trainTokenizer } from "../../text/byte-pair/train-tokenizer";
import { loadTokenizer } from "../../text/files/tokenizer";
import type { Tokenizer } from "../../text/tokenizer";
import { chainStore } from "../checkpoints/chain-store";
import { runChain } from "../executors/run-chain";
import type { ChainProgress } from "../settings";

/** The size of a language model that is trained here, and what on. */
export interface SmallLanguageModel {
  /** Types of its byte-pair vocabulary. Default 2000. */
  readonly vocabularySize?: number;
  /** Default 64. */
  readonly hiddenSize?: number;
  /** Default 2. */
  readonly layers?: number;
  /** Default 2. */
  readonly heads?: number;
  /** Tokens of the corpus that it learns from, twice. Default 200,000. */
  readonly trainingTokens?: number;
}

export interface LanguageExperimentOptions {
  /** Human text to learn from, and to be judged by. */
  readonly corpus: { readonly train: string; readonly test: string };
  /** A folder with an OPT model and its tokenizer, or the size of one to be trained here. */
  readonly model: string | SmallLanguageModel;
  /** Blocks of original data that the chains begin with; all that there are when absent. */
  readonly blocks?: number;
  /** Tokens of a block, and of what is written after it. Default 64. */
  readonly blockLength?: number;
  /** Consecutive blocks that are read together, by the model under training and when it is judged. Default 1. */
  readonly blocksPerText?: number;
  /** Tokens of test text that judge a model, at most; all when absent. */
  readonly testTokens?: number;
  readonly onProgress?: (progress: ChainProgress) => void;
}

/** What chains of language models begin with. */
export interface LanguageExperiment {
  readonly tokenizer: Tokenizer;
  /** What every generation is trained further from. */
  readonly base: OptModel;
  /** The original data. A model that was trained here has not seen them. */
  readonly real: TokenBlocks;
  /** Held-out text. */
  readonly heldOut: TokenBlocks;
  /** Tokens that are never to be written: `<s>`, `<pad>` and `<unk>`. */
  readonly suppressedTokens: readonly number[];
}

/**
 * Prepares an experiment with language models that read their own writing, as that of Shumailov et al. 2024: a base
 * model, original blocks for the first generation, and held-out text. The base is read from a folder, or trained here
 * on a part of the corpus that lies before the original blocks. What was trained goes into the store of chains: other
 * notebooks take it from there.
 *
 * Cost of the default model: about 15 s on one core.
 *
 * @throws RangeError for too little text, or impossible sizes; Error for a folder without a model or tokenizer
 */
export async function prepareLanguageExperiment(
  options: LanguageExperimentOptions,
  random: Random,
): Promise<LanguageExperiment> {
  const { corpus, model, blockLength = 64, blocksPerText = 1 } = options;
  checkWholeNumber(caller, "blockLength", blockLength, 2);
  checkWholeNumber(caller, "blocksPerText", blocksPerText, 1);
  const text = { train: runningText(corpus.train), test: runningText(corpus.test) };
  const { tokenizer, base, stream } =
    typeof model === "string"
      ? await loadedModel(model, text.train)
      : await trainedModel(model, text.train, options, random);
  const { beginning, padding, unknown, end } = tokenizer.special;
  return {
    tokenizer,
    base,
    real: firstBlocks(stream, blockLength, options.blocks),
    heldOut: tokenBlocks(
      tokenizer.encode(text.test).slice(0, options.testTokens),
      blockLength * blocksPerText,
    ),
    suppressedTokens: [beginning, padding, unknown].filter(
      (id) => id !== undefined && id !== end,
    ) as number[],
  };
}

const caller = "prepareLanguageExperiment";

/** The tokenizer, the model to begin with, and the tokens that the original blocks are cut from. */
interface Start {
  readonly tokenizer: Tokenizer;
  readonly base: OptModel;
  readonly stream: Int32Array;
}

async function loadedModel(folder: string, text: string): Promise<Start> {
  // First, since it says how a model is fetched that is not there.
  const base = await loadOpt(folder);
  const tokenizer = await loadTokenizer(folder);
  return { tokenizer, base, stream: tokenizer.encode(text) };
}

/** Characters that a tokenizer learns from; more change little. */
const tokenizerCharacters = 2_000_000;

/** More characters than a token of a small vocabulary ever has on average. */
const charactersPerToken = 8;

async function trainedModel(
  size: SmallLanguageModel,
  text: string,
  options: LanguageExperimentOptions,
  random: Random,
): Promise<Start> {
  const { vocabularySize = 2000, hiddenSize = 64, layers = 2, heads = 2, trainingTokens = 200_000 } = size;
  const { blockLength = 64, blocks } = options;
  // WikiText's rare words are the literal <unk>: one token, not the letters of one.
  const special = { specialInText: true };
  const learnt = trainTokenizer(text.slice(0, tokenizerCharacters), { vocabularySize, ...special });
  const tokenizer = createTokenizer(learnt, special);
  const wanted = blocks === undefined ? Infinity : trainingTokens + blocks * blockLength;
  const stream = tokenizer.encode(text.slice(0, wanted * charactersPerToken));
  const positions = 2 * blockLength;
  if (stream.length < trainingTokens + blockLength) {
    throw new RangeError(
      `${caller} needs a corpus of more than ${trainingTokens + blockLength} tokens, to train a model and to keep a ` +
        `block apart, got ${stream.length}: give more text, or lower trainingTokens`,
    );
  }
  const fresh = createOpt(
    { vocabularySize: tokenizer.vocabularySize, hiddenSize, layers, heads, positions },
    random.fork("fresh model"),
  );
  const texts = tokenBlocks(stream.subarray(0, trainingTokens), positions);
  const base = await learn(fresh, texts, options, random.fork("base model"));
  return { tokenizer, base, stream: stream.subarray(trainingTokens) };
}

/** A chain of no generation but the first, so that the store keeps what comes out. */
async function learn(
  fresh: OptModel,
  texts: TokenBlocks,
  { onProgress }: LanguageExperimentOptions,
  random: Random,
): Promise<OptModel> {
  const training = { epochs: 2, batchSize: 16, learningRate: 3e-3, finalShare: 0.1 };
  // It never writes; prompts of half its length are what it could continue.
  const prompts = tokenBlocks(texts.tokens, texts.length / 2);
  const family = optLanguageModel({ base: fresh, prompts, ...training });
  const chain = runChain({
    family,
    regime: replace,
    real: texts,
    generations: 0,
    random,
    checkpoint: chainStore(),
    onProgress,
  });
  const [record] = await chain.collect();
  return record!.model;
}

function firstBlocks(stream: Int32Array, length: number, count: number | undefined): TokenBlocks {
  const all = tokenBlocks(stream, length);
  if (count === undefined) return all;
  if (count > all.count) {
    throw new RangeError(
      `${caller} needs ${count} blocks of ${length} tokens (blocks), the corpus has ${all.count}: give more text, or lower blocks`,
    );
  }
  return sliceBlocks(all, 0, count);
}
