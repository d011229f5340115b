import type { WorkStep } from "../../fitters/family";
import type { NextTokenScores, TokenReader } from "../../nets/token-reader";
import type { Random } from "../../random/random";
import type { DecodingPlan } from "./settings";

/** Prompts that are continued side by side. */
export interface Batch {
  readonly caller: string;
  readonly reader: TokenReader;
  readonly plan: DecodingPlan;
  readonly prompts: readonly Int32Array[];
  /** The number of the first of them, for messages. */
  readonly first: number;
  /** A stream a prompt; none where nothing is drawn. */
  readonly randoms: readonly Random[];
  /** What to yield after so many new tokens. */
  readonly stepAfter: (written: number) => WorkStep;
}

/**
 * Why no token can be chosen for a prompt of the batch, of which `row` is a row of the scores: they are no numbers, or
 * the settings exclude every token.
 */
export function explain(
  batch: Batch,
  prompt: number,
  scores: NextTokenScores,
  row: number,
  written: number,
): RangeError {
  const size = batch.reader.vocabularySize;
  const broken = scores
    .logits()
    .subarray(row * size, (row + 1) * size)
    .find((score) => !(score < Infinity));
  const place = `for prompt ${batch.first + prompt} after ${written} new tokens`;
  if (broken !== undefined) {
    return new RangeError(
      `${batch.caller} needs a model whose scores are numbers, got ${broken} ${place}: its parameters, or its ` +
        "training data, are extreme. Fit it again with a lower learningRate",
    );
  }
  return new RangeError(
    `${batch.caller} needs a token that may follow, got none ${place}: ${excludersOf(batch.plan, written)} exclude ` +
      "them all. Exclude less, or lower maximumNewTokens",
  );
}

function excludersOf(plan: DecodingPlan, written: number): string {
  const named: string[] = [];
  if (plan.noRepeatNgram > 0) named.push(`noRepeatNgram ${plan.noRepeatNgram}`);
  if (plan.suppressedTokens.length > 0) named.push("suppressedTokens");
  if (written < plan.minimumNewTokens) named.push(`minimumNewTokens ${plan.minimumNewTokens}`);
  return named.join(" and ") || "scores of −Infinity";
}
