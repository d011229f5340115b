import type { SpecialTexts } from "./special-texts";
import { settledWords, wordsOf } from "./words";

/** A text, or its beginning, as words and special tokens. */
export interface Cut {
  readonly parts: readonly Part[];
  /** Characters that the parts cover. */
  readonly length: number;
}

/** A stretch of text between special tokens, in words, and the special token behind it. */
export interface Part {
  readonly words: readonly string[];
  readonly special: string | undefined;
}

/**
 * Cuts a text into words and special tokens: all of it when it is the `last` piece, else what stays as it is whatever
 * text follows.
 */
export function cutText(text: string, special: SpecialTexts, last: boolean): Cut {
  const parts: Part[] = [];
  // A special token that begins further on may not be all there yet, or be the beginning of a longer one.
  const limit = last ? text.length : Math.max(0, text.length - Math.max(0, special.longest - 1));
  let position = 0;
  for (const { index, 0: token } of special.pattern === undefined ? [] : text.matchAll(special.pattern)) {
    if (index >= limit) break;
    parts.push({ words: wordsOf(text.slice(position, index)), special: token });
    position = index + token.length;
  }
  if (position < limit) {
    const rest = text.slice(position, limit);
    const words = last ? wordsOf(rest) : settledWords(rest);
    parts.push({ words, special: undefined });
    for (const word of words) position += word.length;
  }
  return { parts, length: position };
}
