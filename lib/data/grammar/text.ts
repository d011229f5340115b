import { type Grammar, unknownId } from "./grammar";

/**
 * The words of ids, separated by spaces; a full stop is a word too. O(ids).
 * @throws RangeError for an id that is none of the grammar's
 */
export function grammarText(grammar: Grammar, ids: ArrayLike<number>): string {
  const words = Array.from(ids, (id, at) => {
    const word = grammar.words[id];
    if (word === undefined) {
      throw new RangeError(
        `grammarText needs ids from 0 to ${grammar.vocabularySize - 1}, got ${id} at position ${at}`,
      );
    }
    return word;
  });
  return words.join(" ");
}

/**
 * Ids of the words of a text, which white space separates; 3 (`<unk>`) for what is no word of the grammar. With
 * `grammarLogProbabilities` it tells whether a text is grammatical, whoever wrote it. O(characters + words).
 *
 * @example
 * import { createGrammar, grammarIds, grammarText } from "model-collapse";
 * const grammar = createGrammar();
 * grammarText(grammar, grammarIds(grammar, "all of\nthese WORDS .")); // → all of these <unk> .
 */
export function grammarIds(grammar: Grammar, text: string): Int32Array {
  const ids = new Map(grammar.words.map((word, id) => [word, id]));
  return Int32Array.from(text.match(/\S+/g) ?? [], (word) => ids.get(word) ?? unknownId);
}
