import { measureSynthetic, type SyntheticMeasure } from "../../chain/measure-synthetic";
import type { TokenBlocks } from "../../data/token-blocks";
import { optBlockLosses } from "../../fitters/opt/evaluate";
import type { OptModel } from "../../fitters/opt/model";
import { portable } from "../../fitters/portable";
import { type Perplexity, perplexityOf } from "./perplexity";

/** How a generation of language models reads and what it writes. */
export interface LanguageMeasured {
  /** Of the model on held-out text. */
  readonly perplexity: Perplexity;
  /** What it writes: block i continues prompt i. */
  readonly written: TokenBlocks;
}

/**
 * A measure for chains of language models: the perplexity of each on held-out blocks, each block by itself, and what
 * it writes. All other measures of texts are made of these, see `distinctNgrams` and those beside it.
 * @throws RangeError inside a chain, when the blocks do not fit the model
 */
export function measureLanguage(
  heldOut: TokenBlocks,
): SyntheticMeasure<TokenBlocks, OptModel, LanguageMeasured> {
  const measure = measureSynthetic<TokenBlocks, OptModel, LanguageMeasured>(({ model, synthetic }) => ({
    perplexity: perplexityOf(optBlockLosses(model, heldOut)),
    written: synthetic,
  }));
  return portable(measure, "measureLanguage", heldOut);
}
