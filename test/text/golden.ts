import { createTokenizer } from "../../lib/text/byte-pair/create-tokenizer";
import type { TokenizerModel } from "../../lib/text/byte-pair/model";
import type { Tokenizer } from "../../lib/text/tokenizer";
import golden from "../golden/tokenizers.json";

export { golden };

/** A vocabulary of the golden file as a model with OPT's special tokens. */
export function modelOf({ tokens, merges }: { tokens: string[]; merges: string[] }): TokenizerModel {
  return {
    tokens,
    merges,
    special: ["<s>", "<pad>", "</s>", "<unk>"],
    roles: { beginning: "</s>", end: "</s>", padding: "<pad>", unknown: "<unk>" },
    addsBeginning: true,
  };
}

/** 470 tokens, from English and from what is no English. */
export const bothModel: TokenizerModel = modelOf(golden.trainings.find(({ corpus }) => corpus === "both")!);

export const bothTokenizer: Tokenizer = createTokenizer(bothModel);
