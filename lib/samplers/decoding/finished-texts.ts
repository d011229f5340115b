/** A text that beam search has finished. */
interface FinishedText {
  /** Log-probability / length ** lengthPenalty, in 32 bits. */
  readonly score: number;
  readonly tokens: Int32Array;
}

/** The best finished texts of one prompt, best first; of equal scores the earlier finished. */
export class FinishedTexts {
  readonly #limit: number;
  readonly #texts: FinishedText[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  get isFull(): boolean {
    return this.#texts.length === this.#limit;
  }

  /** What a further text must exceed to matter. */
  get worst(): number {
    return this.isFull ? this.#texts[this.#limit - 1]!.score : -Infinity;
  }

  get best(): Int32Array | undefined {
    return this.#texts[0]?.tokens;
  }

  /** `tokens` is called when the text is kept. */
  offer(score: number, tokens: () => Int32Array): void {
    const behind = this.#texts.findIndex((text) => score > text.score);
    const at = behind < 0 ? this.#texts.length : behind;
    if (at === this.#limit) return;
    this.#texts.splice(at, 0, { score, tokens: tokens() });
    if (this.#texts.length > this.#limit) this.#texts.pop();
  }
}
