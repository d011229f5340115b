import { cutWhole } from "./pieces";
import type { SpecialTexts } from "./special-texts";
import { detached } from "./words";

/**
 * How often each word occurs in texts, special tokens left out. A text ends a word.
 * @throws TypeError for what is no text
 */
export function countWords(texts: Iterable<string>, special: SpecialTexts): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) {
    if (typeof text !== "string") {
      throw new TypeError(
        `trainTokenizer needs a text, or an iterable of texts, got ${typeof text} among them`,
      );
    }
    for (const parts of cutWhole(text, special)) {
      for (const { words } of parts) {
        for (const word of words) {
          const count = counts.get(word);
          if (count === undefined) counts.set(detached(word), 1);
          else counts.set(word, count + 1);
        }
      }
    }
  }
  return counts;
}
