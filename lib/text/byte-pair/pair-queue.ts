import { Heap } from "./heap";

/** A pair of neighbouring tokens, with the words that it was seen in. */
export interface WaitingPair {
  readonly left: number;
  readonly right: number;
  readonly count: number;
  readonly words: readonly number[];
}

/**
 * How often pairs of tokens are neighbours, and which is the most frequent: of equally frequent ones, that of the
 * smallest left id, then of the smallest right id.
 */
export class PairQueue {
  readonly #size: number;
  readonly #counts = new Map<number, number>();
  /** Words in which pairs have newly come up, since `settle` was last called. */
  #fresh = new Map<number, number[]>();
  readonly #heap = new Heap<WaitingPair>(
    (a, b) =>
      a.count > b.count ||
      (a.count === b.count && (a.left < b.left || (a.left === b.left && a.right < b.right))),
  );

  /** For ids below `size`. */
  constructor(size: number) {
    this.#size = size;
  }

  /** Counts `change` more occurrences, or fewer, in a word. All changes in a word have to follow each other. */
  change(left: number, right: number, change: number, word: number): void {
    const pair = left * this.#size + right;
    this.#counts.set(pair, (this.#counts.get(pair) ?? 0) + change);
    if (change < 0) return;
    const words = this.#fresh.get(pair);
    if (words === undefined) this.#fresh.set(pair, [word]);
    else if (words[words.length - 1] !== word) words.push(word);
  }

  /** Lets the pairs that have come up compete. */
  settle(): void {
    for (const [pair, words] of this.#fresh) {
      const count = this.#counts.get(pair)!;
      const right = pair % this.#size;
      if (count > 0) this.#heap.push({ left: (pair - right) / this.#size, right, count, words });
    }
    this.#fresh = new Map();
  }

  /** Takes the most frequent pair; undefined when none is left. */
  take(): WaitingPair | undefined {
    for (let top = this.#heap.pop(); top !== undefined; top = this.#heap.pop()) {
      const count = this.#counts.get(top.left * this.#size + top.right)!;
      if (count === top.count) return top;
      // Joining others has used some of its occurrences up since it was put in.
      this.#heap.push({ ...top, count });
    }
    return undefined;
  }
}
