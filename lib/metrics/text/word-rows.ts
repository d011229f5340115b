/** Texts as rows of words' numbers. */
export interface WordRows {
  readonly rows: Int32Array[];
  /** The words, by number. */
  readonly words: readonly string[];
}

/** As NLTK's WordPunctTokenizer: runs of letters, digits and underscores, and runs of what is neither these nor space. */
const pieces = /[\p{L}\p{N}_]+|[^\p{L}\p{N}_\s]+/gu;
const hasLetterOrDigit = /[\p{L}\p{N}]/u;

/**
 * Texts as rows of words, for metrics of words: in lower case, without punctuation (Guo et al. 2024, arXiv
 * 2311.09807; their code drops single marks only and keeps runs of them such as “...”). Words get numbers in order of
 * first appearance, after those of `words`: give the words of one corpus to the next, and equal words have equal
 * numbers in both. A text without a word is an empty row. O(characters).
 * @throws TypeError when the texts are no array of strings
 *
 * @example
 * import { wordRows } from "model-collapse";
 * wordRows(["It's a game, a GAME."]).words.join(" "); // → it s a game
 */
export function wordRows(texts: readonly string[], words: readonly string[] = []): WordRows {
  const wrong = Array.isArray(texts) ? texts.findIndex((text) => typeof text !== "string") : -2;
  if (wrong !== -1) {
    const got =
      wrong === -2 ? `a value of type ${typeof texts}` : `text ${wrong} of type ${typeof texts[wrong]}`;
    throw new TypeError(`wordRows needs an array of strings, got ${got}`);
  }
  const numbers = new Map(words.map((word, number) => [word, number]));
  const rows = texts.map((text) =>
    Int32Array.from(wordsOf(text), (word) => {
      const number = numbers.get(word) ?? numbers.size;
      if (number === numbers.size) numbers.set(word, number);
      return number;
    }),
  );
  return { rows, words: [...numbers.keys()] };
}

function wordsOf(text: string): string[] {
  const found = text.match(pieces) ?? [];
  return found.filter((piece) => hasLetterOrDigit.test(piece)).map((word) => word.toLowerCase());
}
