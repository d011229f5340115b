import { checkedSample } from "../../fitters/checks";
import { type Estimate, ratioAndStandardError } from "../summaries";

/** What a language model says of blocks of text: the sum of −ln p(token | tokens before) of each, and of how many tokens. */
export interface BlockLosses {
  /** Nats, one sum a block. */
  readonly nats: ArrayLike<number>;
  /** Tokens that were predicted in each block, or the number for all. */
  readonly tokens: ArrayLike<number> | number;
}

export interface Perplexity extends Estimate {
  /** Mean negative log-likelihood, in nats a token: the logarithm of the perplexity. */
  readonly nats: Estimate;
}

/**
 * Perplexity exp(Σ nats/Σ tokens): every token has the same weight, however the text was cut. The standard error is
 * that of the ratio over blocks as independent units, times the perplexity (delta method); neighbouring blocks of one
 * text are not quite independent. O(blocks).
 * @throws RangeError for fewer than two blocks, a block without tokens, numbers that are not finite, log-likelihoods
 *   with their own sign, or a perplexity beyond the numbers
 *
 * @example
 * import { perplexityOf } from "model-collapse";
 * const { measured, nats } = perplexityOf({ nats: [6.2, 7.1, 6.8], tokens: 2 });
 * measured; // → 28.503
 * nats.measured; // → 3.35
 */
export function perplexityOf(losses: BlockLosses): Perplexity {
  const { nats, tokens } = checked("perplexityOf", losses, 2);
  const loss = ratioAndStandardError(nats, tokens);
  const measured = finitePerplexity("perplexityOf", loss.measured);
  return { ...loss, measured, standardError: measured * loss.standardError, nats: loss };
}

/**
 * Perplexity of each block, exp(nats/tokens): what a histogram of generated texts shows.
 * @throws RangeError without a block, and as `perplexityOf`
 *
 * @example
 * import { blockPerplexities } from "model-collapse";
 * blockPerplexities({ nats: [0, 4.6052], tokens: 2 }); // → [ 1, 10 ]
 */
export function blockPerplexities(losses: BlockLosses): Float64Array {
  const { nats, tokens } = checked("blockPerplexities", losses, 1);
  return nats.map((sum, block) => finitePerplexity("blockPerplexities", sum / tokens[block]!));
}

function checked(caller: string, losses: BlockLosses, least: number) {
  const nats = checkedSample(caller, losses.nats, least);
  const each = losses.tokens;
  const tokens = checkedSample(caller, typeof each === "number" ? nats.map(() => each) : each, least);
  if (tokens.length !== nats.length) {
    throw new RangeError(
      `${caller} needs a number of tokens for each block, got ${nats.length} sums and ${tokens.length} numbers`,
    );
  }
  const empty = tokens.findIndex((count) => !(Number.isInteger(count) && count >= 1));
  if (empty >= 0) {
    throw new RangeError(
      `${caller} needs at least one predicted token in every block: block ${empty} has ${tokens[empty]}`,
    );
  }
  return { nats, tokens };
}

function finitePerplexity(caller: string, nats: number): number {
  if (nats < 0) {
    throw new RangeError(
      `${caller} needs sums of −ln p, which are not negative, got ${nats} nats a token. Change the sign of log-likelihoods`,
    );
  }
  const perplexity = Math.exp(nats);
  if (perplexity === Number.POSITIVE_INFINITY) {
    throw new RangeError(
      `${caller} needs a loss below 709 nats a token for a finite perplexity, got ${nats}. Compare the nats themselves`,
    );
  }
  return perplexity;
}
