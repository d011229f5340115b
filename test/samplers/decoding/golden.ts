import type { DecodingSettings } from "../../../lib/samplers/decoding/settings";
import { readGolden } from "../../random/goodness-of-fit";
import type { NextLogits } from "./function-reader";

export interface DecodingGolden {
  readonly table: readonly (readonly number[])[];
  readonly searches: readonly {
    readonly settings: DecodingSettings;
    readonly prompts: readonly (readonly number[])[];
    readonly continuations: readonly (readonly number[])[];
  }[];
  readonly distributions: readonly {
    readonly settings: Omit<DecodingSettings, "maximumNewTokens">;
    readonly context: readonly number[];
    readonly logits: readonly number[];
    readonly probabilities: readonly number[];
  }[];
  readonly penalties: readonly {
    readonly repetitionPenalty: number;
    readonly noRepeatNgram: number;
    readonly context: readonly number[];
    readonly logits: readonly number[];
    /** null for −Infinity */
    readonly scores: readonly (number | null)[];
  }[];
}

export const golden = readGolden<DecodingGolden>("decoding");

/** The model of the golden searches: its state is folded over the last three tokens and the length. */
export const tableLogits: NextLogits = (text) => {
  let state = 7 * text.length;
  for (const token of text.slice(-3)) state = (state * 31 + token + 1) % golden.table.length;
  return golden.table[state]!;
};
