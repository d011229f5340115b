/**
 * The pattern by which GPT-2 cuts text before pairs are joined: English contractions; letters, numbers or other signs,
 * each with the space before them; white space, whose last character goes to what follows. White space is Unicode's,
 * as in Hugging Face's tokenizers: `\s` of JavaScript has U+FEFF in place of U+0085.
 */
const pattern =
  /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\p{White_Space}\p{L}\p{N}]+|\p{White_Space}+(?!\P{White_Space})|\p{White_Space}+/gu;

/** Cuts a text into the words (pre-tokens) inside which pairs are joined. Joined, they are the text. */
export function wordsOf(text: string): string[] {
  return text.match(pattern) ?? [];
}

/**
 * The words that stay as they are whatever text follows: all but the last two. The last one may go on, and an
 * apostrophe before it may turn out to begin a contraction.
 */
export function settledWords(text: string): string[] {
  return wordsOf(text).slice(0, -2);
}

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * A word to keep. Engines hold longer pieces of a string as views, which would keep the whole text in memory. A lone
 * surrogate becomes U+FFFD.
 */
export function detached(word: string): string {
  return word.length < 13 ? word : decoder.decode(encoder.encode(word));
}
