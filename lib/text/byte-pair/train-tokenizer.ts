import { byteCharacters } from "./byte-characters";
import { countWords } from "./count-words";
import { learnMerges } from "./learn-merges";
import type { SpecialRole, TokenizerModel } from "./model";
import { type SpecialInText, specialTexts } from "./special-texts";

export interface TrainTokenizerOptions {
  /** Tokens at most: special ones, 256 bytes, and those that are learned. Fewer when the corpus gives no more. */
  readonly vocabularySize: number;
  /** Special tokens, which have the first ids. Default: those of OPT, `<s>`, `<pad>`, `</s>` and `<unk>`. */
  readonly specialTokens?: readonly string[];
  /** What they are for. Default, as for OPT: `</s>` begins and ends texts, `<pad>` fills up, `<unk>` is unknown. */
  readonly roles?: TokenizerModel["roles"];
  /** Pairs that occur less often are not joined. Default: 2. */
  readonly minimumCount?: number;
  /** Special tokens that the corpus spells out, such as the `<unk>` of WikiText; nothing is learned from them. Default: false. */
  readonly specialInText?: SpecialInText;
}

const optTokens = ["<s>", "<pad>", "</s>", "<unk>"];
const optRoles: Readonly<Record<SpecialRole, string>> = {
  beginning: "</s>",
  end: "</s>",
  padding: "<pad>",
  unknown: "<unk>",
};

/**
 * Learns a byte-level vocabulary from a corpus, one text or many (each ends a word). Tokens and merges are those of
 * Hugging Face's `BpeTrainer` with the whole alphabet of bytes and `min_frequency` as `minimumCount`. The 10.8 MB of
 * WikiText-2 take one or two seconds.
 * @throws RangeError for a size without room for the bytes, an empty corpus, or special tokens that cannot be;
 *   TypeError for a corpus that is no text
 *
 * @example
 * import { trainTokenizer } from "model-collapse";
 * const { tokens, merges } = trainTokenizer("low lower lowest, slow slower slowest", { vocabularySize: 263 });
 * merges.join(", "); // → l o, lo w, low e
 * tokens.slice(0, 4).join(" "); // → <s> <pad> </s> <unk>
 */
export function trainTokenizer(
  corpus: string | Iterable<string>,
  options: TrainTokenizerOptions,
): TokenizerModel {
  const { vocabularySize, minimumCount = 2, specialTokens: special = optTokens } = options;
  const roles = options.roles ?? rolesAmong(special);
  checkSpecial(special, roles);
  checkSizes(vocabularySize, minimumCount, special.length);
  const texts = specialTexts(options.specialInText ?? false, special, "trainTokenizer");
  const counts = countWords(textsOf(corpus), texts);
  if (counts.size === 0) throw new RangeError("trainTokenizer needs a corpus with text in it, got none");
  const first = [...special, ...[...byteCharacters].sort()];
  const learned = learnMerges(first, counts, { vocabularySize, minimumCount });
  return { ...learned, special: [...special], roles, addsBeginning: roles.beginning !== undefined };
}

function textsOf(corpus: unknown): Iterable<string> {
  if (typeof corpus === "string") return [corpus];
  if (typeof corpus === "object" && corpus !== null && Symbol.iterator in corpus) {
    return corpus as Iterable<string>;
  }
  throw new TypeError(`trainTokenizer needs a text, or an iterable of texts, got ${typeof corpus}`);
}

function rolesAmong(special: readonly string[]): TokenizerModel["roles"] {
  return Object.fromEntries(Object.entries(optRoles).filter(([, token]) => special.includes(token)));
}

function checkSpecial(special: readonly string[], roles: TokenizerModel["roles"]): void {
  const seen = new Set<string>(byteCharacters);
  for (const token of special) {
    if (typeof token !== "string" || token === "" || seen.has(token) || /\p{Surrogate}/u.test(token)) {
      throw new RangeError(
        "trainTokenizer needs special tokens that are different texts, none of them empty or the sign of a byte, " +
          `got ${JSON.stringify(token)}`,
      );
    }
    seen.add(token);
  }
  for (const [role, token] of Object.entries(roles)) {
    if (token !== undefined && !special.includes(token)) {
      throw new RangeError(
        `trainTokenizer needs the token for ${role} among the special tokens ${special.join(" ") || "(none)"}, got ${JSON.stringify(token)}`,
      );
    }
  }
}

function checkSizes(vocabularySize: number, minimumCount: number, special: number): void {
  const least = special + byteCharacters.length;
  if (!(Number.isInteger(vocabularySize) && vocabularySize >= least && vocabularySize <= 2 ** 26)) {
    throw new RangeError(
      `trainTokenizer needs vocabularySize to be a whole number from ${least} (${special} special tokens, ` +
        `${byteCharacters.length} bytes) to ${2 ** 26}, got ${vocabularySize}`,
    );
  }
  if (!(Number.isInteger(minimumCount) && minimumCount > 0)) {
    throw new RangeError(
      `trainTokenizer needs minimumCount to be a whole number of at least 1, got ${minimumCount}`,
    );
  }
}
