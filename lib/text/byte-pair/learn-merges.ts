import { byteCharacters } from "./byte-characters";
import { PairQueue } from "./pair-queue";

/** Tokens in order of id, and the pairs that were joined to make them. */
export interface LearnedMerges {
  readonly tokens: readonly string[];
  readonly merges: readonly string[];
}

export interface MergeLimits {
  readonly vocabularySize: number;
  /** Pairs that occur less often are not joined. */
  readonly minimumCount: number;
}

/**
 * Joins the most frequent pair of neighbouring tokens in all words, over and over, until the vocabulary is full or no
 * pair is frequent enough. What is spelled like a special token is that token. Tokens and merges are those of Hugging
 * Face's `BpeTrainer`, ties included.
 */
export function learnMerges(
  first: readonly string[],
  counts: ReadonlyMap<string, number>,
  { vocabularySize, minimumCount }: MergeLimits,
): LearnedMerges {
  const tokens = [...first];
  const ids = new Map(tokens.map((token, id) => [token, id]));
  const byteIds = byteCharacters.map((character) => ids.get(character)!);
  const utf8 = new TextEncoder();
  const words = Array.from(counts.keys(), (word) => Array.from(utf8.encode(word), (byte) => byteIds[byte]));
  const occurrences = [...counts.values()];
  const queue = new PairQueue(vocabularySize);
  words.forEach((word, index) => {
    for (let i = 1; i < word.length; i++) queue.change(word[i - 1], word[i], occurrences[index], index);
  });
  queue.settle();
  const merges: string[] = [];
  while (tokens.length < vocabularySize) {
    const pair = queue.take();
    if (pair === undefined || pair.count < minimumCount) break;
    const { left, right } = pair;
    const token = tokens[left] + tokens[right];
    const id = ids.get(token) ?? tokens.length;
    if (id === tokens.length) tokens.push(token);
    ids.set(token, id);
    merges.push(`${tokens[left]} ${tokens[right]}`);
    for (const index of pair.words) {
      joinInWord(words[index], left, right, id, (a, b, sign) =>
        queue.change(a, b, sign * occurrences[index], index),
      );
    }
    queue.settle();
  }
  return { tokens, merges };
}

/** Joins a pair wherever it is in a word, from the left, and tells which pairs of neighbours came (1) and went (−1). */
function joinInWord(
  word: number[],
  left: number,
  right: number,
  joined: number,
  tell: (left: number, right: number, sign: 1 | -1) => void,
): void {
  let length = 0;
  for (let i = 0; i < word.length; i++) {
    if (word[i] !== left || word[i + 1] !== right) {
      word[length++] = word[i];
      continue;
    }
    if (length > 0) {
      tell(word[length - 1], left, -1);
      tell(word[length - 1], joined, 1);
    }
    if (i + 2 < word.length) {
      tell(right, word[i + 2], -1);
      tell(joined, word[i + 2], 1);
    }
    word[length++] = joined;
    i++;
  }
  word.length = length;
}
