import type { DecodingPlan } from "./settings";

/**
 * What the text so far does to the scores of the next token: penalties for tokens that it has, and tokens that may not
 * follow. The rules touch few tokens of a vocabulary; `read` finds them for one row, and the other methods speak of
 * the row that was read last. Working memory of one decoding, O(vocabulary).
 *
 * Scores are computed in 32 bits, as they came.
 */
export class ContextRules {
  /** Whether any row can be touched at all. */
  readonly active: boolean;
  /** Whether touched tokens can have finite scores other than their own; else they are all excluded. */
  readonly penalises: boolean;
  /** The tokens that are touched, each once; `count` of them. */
  readonly touched: Int32Array;
  count = 0;
  readonly #plan: DecodingPlan;
  readonly #penalty: number;
  /** 2 × stamp for a penalised token of this row, 2 × stamp + 1 for an excluded one. */
  readonly #marks: Int32Array;
  #stamp = 0;

  constructor(plan: DecodingPlan, vocabularySize: number) {
    const { repetitionPenalty, noRepeatNgram, minimumNewTokens, suppressedTokens, endToken } = plan;
    this.#plan = plan;
    this.#penalty = Math.fround(repetitionPenalty);
    this.penalises = repetitionPenalty !== 1;
    const delaysEnd = endToken >= 0 && minimumNewTokens > 0;
    this.active = this.penalises || noRepeatNgram > 0 || delaysEnd || suppressedTokens.length > 0;
    this.touched = new Int32Array(this.active ? vocabularySize : 0);
    this.#marks = new Int32Array(this.active ? vocabularySize : 0);
  }

  /**
   * Finds what `context[start … end − 1]` touches; its last `written` tokens are new. O(length), times what repeats
   * of an n-gram.
   * @returns how many tokens are touched
   */
  read(context: Int32Array, start: number, end: number, written: number): number {
    const { noRepeatNgram, minimumNewTokens, suppressedTokens, endToken } = this.#plan;
    this.#stamp += 2;
    this.count = 0;
    if (this.penalises) for (let at = start; at < end; at++) this.#touch(context[at]!, 0);
    if (noRepeatNgram > 0) this.#excludeRepeats(context, start, end, noRepeatNgram);
    if (endToken >= 0 && written < minimumNewTokens) this.#touch(endToken, 1);
    for (const token of suppressedTokens) this.#touch(token, 1);
    return this.count;
  }

  isTouched(token: number): boolean {
    return this.#marks[token]! >= this.#stamp;
  }

  /** The score that a touched token has instead of `score`. */
  adjusted(token: number, score: number): number {
    if (this.#marks[token] !== this.#stamp) return -Infinity;
    return Math.fround(score < 0 ? score * this.#penalty : score / this.#penalty);
  }

  /** What followed an earlier occurrence of the last `size` − 1 tokens. */
  #excludeRepeats(context: Int32Array, start: number, end: number, size: number): void {
    for (let next = start + size - 1; next < end; next++) {
      let same = 1;
      while (same < size && context[next - same] === context[end - same]) same++;
      if (same === size) this.#touch(context[next]!, 1);
    }
  }

  #touch(token: number, excluded: 0 | 1): void {
    const mark = this.#marks[token]!;
    if (mark < this.#stamp) this.touched[this.count++] = token;
    if (mark < this.#stamp + excluded) this.#marks[token] = this.#stamp + excluded;
  }
}
