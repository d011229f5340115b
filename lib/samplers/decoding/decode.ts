import type { Gradual, WorkStep } from "../../fitters/family";
import type { TokenReader } from "../../nets/token-reader";
import type { Random } from "../../random/random";
import { searchBeams } from "./beam-search";
import { planDecoding } from "./plan";
import { checkedPrompts, checkTokens } from "./prompts";
import type { DecodingPlan, DecodingSettings } from "./settings";
import { writeRows } from "./write-rows";

/**
 * Continues prompts, as the settings say (see `DecodingSettings`): yields after every token, and returns the new
 * tokens of each prompt, without the prompt; the end token is the last of them where the text has come to it.
 *
 * Drawing takes one uniform a token from the stream of the prompt, and a second where the first token is one that topK
 * or topP excludes; greedy writing and beam search draw nothing. Prompts do not see each other: which of them are
 * read together, and how many at a time, changes no choice, as long as the reader gives the same scores.
 *
 * Beside the reader's work a step costs, for each row and token of the vocabulary, 0.7 ns when drawing, 3 with topP or
 * topK, 30 with typicalP or both, 13 with a penalty; in greedy writing and beam search 2 with a penalty, and next to
 * nothing without.
 *
 * @param prompts token ids, at least one a prompt; lengths may differ
 * @param randoms a stream a prompt, such as `random.fork(index)`
 * @param caller the function to name in messages
 * @throws RangeError for a setting out of its range or at odds with another, a prompt that is empty, has ids outside
 *   of the vocabulary or does not fit the reader's positions with its new tokens; while it works, for scores that are
 *   not numbers, and when the settings exclude every token. TypeError for prompts that are none
 */
export function decode(
  reader: TokenReader,
  prompts: readonly ArrayLike<number>[],
  settings: DecodingSettings,
  randoms: readonly Random[],
  caller = "decode",
): Gradual<Int32Array[]> {
  const plan = planDecoding(caller, settings);
  checkTokens(caller, plan, reader);
  const checked = checkedPrompts(caller, prompts, plan, reader);
  if (plan.method === "sampling" && randoms.length !== checked.length) {
    throw new RangeError(
      `${caller} needs a stream of random numbers for each of ${checked.length} prompts, got ${randoms.length}. ` +
        "Fork them from one: prompts.map((_, index) => random.fork(index))",
    );
  }
  return decodeBatches(caller, reader, checked, plan, randoms);
}

function* decodeBatches(
  caller: string,
  reader: TokenReader,
  prompts: readonly Int32Array[],
  plan: DecodingPlan,
  randoms: readonly Random[],
): Gradual<Int32Array[]> {
  const continuations: Int32Array[] = [];
  for (let first = 0; first < prompts.length; first += plan.promptsPerBatch) {
    const end = Math.min(prompts.length, first + plan.promptsPerBatch);
    const batch = {
      caller,
      reader,
      plan,
      first,
      prompts: prompts.slice(first, end),
      randoms: randoms.slice(first, end),
      stepAfter: (written: number) => stepAfter(first, end, prompts.length, written, plan.maximumNewTokens),
    };
    const writing = plan.method === "beam search" ? searchBeams(batch) : writeRows(batch);
    continuations.push(...(yield* writing));
  }
  return continuations;
}

function stepAfter(first: number, end: number, prompts: number, written: number, maximum: number): WorkStep {
  const share = (first + ((end - first) * written) / maximum) / prompts;
  return {
    share,
    note: `writing, token ${written} of ${maximum} for prompts ${first + 1} to ${end} of ${prompts}`,
  };
}
