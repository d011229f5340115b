import type { Tokenizer } from "../tokenizer";
import { compileModel } from "./compile";
import type { Part } from "./cut";
import { createDecoder, tokenAt } from "./decoder";
import { createEncoder } from "./encoder";
import { IdBuffer } from "./id-buffer";
import type { SpecialRole, TokenizerModel } from "./model";
import { blockLength, cutStream, cutWhole } from "./pieces";
import { type SpecialInText, specialTexts } from "./special-texts";

export interface TokenizerOptions {
  /**
   * Special tokens that are recognised where a text spells them out, such as the `<unk>` of WikiText: all (true, as
   * Hugging Face's tokenizers do), or those in a list. Spaces around them stay what they are. Default: false, which
   * makes every text mere text.
   */
  readonly specialInText?: SpecialInText;
  /** Characters that `encodeStream` gathers before it encodes them; 65,536 by default. */
  readonly blockLength?: number;
}

/**
 * A byte-level tokenizer (Radford et al. 2019, Sennrich et al. 2016): text is cut into words, their UTF-8 bytes are
 * joined pair by pair. It has a token for every byte: decode(encode(text)) is the text, except that a lone surrogate,
 * which is no character and has no UTF-8, becomes U+FFFD. About 10 MB of English a second and faster.
 * @throws RangeError for a model whose tokens and merges do not fit together, or that lacks a byte
 *
 * @example
 * import { createTokenizer, trainTokenizer } from "model-collapse";
 * const model = trainTokenizer("low lower lowest, slow slower slowest", { vocabularySize: 264 });
 * const tokenizer = createTokenizer(model);
 * const ids = tokenizer.encode("slower than low");
 * Array.from(ids, (id) => tokenizer.tokenOf(id)).join(" "); // → s lowe r Ġ t h a n Ġ low
 * tokenizer.decode(ids); // → slower than low
 */
export function createTokenizer(model: TokenizerModel, options: TokenizerOptions = {}): Tokenizer {
  const compiled = compileModel(model, { function: "createTokenizer", tokens: "tokens", merges: "merges" });
  const texts = specialTexts(options.specialInText ?? false, model.special, "createTokenizer");
  const block = options.blockLength ?? blockLength;
  if (!(Number.isInteger(block) && block > 0)) {
    throw new RangeError(
      `createTokenizer needs blockLength to be a whole number of at least 1, got ${block}`,
    );
  }
  const append = createEncoder(compiled);
  const encodeBehind = (first: readonly number[], text: string, functionName: string): Int32Array => {
    checkText(text, functionName);
    const ids = new IdBuffer();
    for (const id of first) ids.push(id);
    for (const parts of cutWhole(text, texts)) append(parts, ids);
    return ids.take();
  };
  const { roles, tokens } = model;
  const idFor = (role: SpecialRole) =>
    roles[role] === undefined ? undefined : compiled.ids.get(roles[role]);
  const beginning = idFor("beginning");
  return {
    vocabularySize: tokens.length,
    special: { beginning, end: idFor("end"), padding: idFor("padding"), unknown: idFor("unknown") },
    encode: (text) => encodeBehind([], text, "encode"),
    encodeWithBeginning: (text) => {
      if (beginning !== undefined) return encodeBehind([beginning], text, "encodeWithBeginning");
      throw new RangeError(
        "encodeWithBeginning needs a vocabulary with a token for the beginning, this one names none: use encode",
      );
    },
    encodeStream: (pieces) => idsOfParts(cutStream(pieces, texts, block), append),
    decode: createDecoder(model),
    tokenOf: (id) => tokenAt(tokens, id, "tokenOf"),
    idOf: (token) => compiled.ids.get(token),
  };
}

async function* idsOfParts(
  cuts: AsyncIterable<readonly Part[]>,
  append: (parts: readonly Part[], ids: IdBuffer) => void,
): AsyncGenerator<Int32Array, void, undefined> {
  const ids = new IdBuffer();
  for await (const parts of cuts) {
    append(parts, ids);
    yield ids.take();
  }
}

function checkText(text: unknown, functionName: string): asserts text is string {
  if (typeof text !== "string") throw new TypeError(`${functionName} needs a text, got ${typeof text}`);
}
