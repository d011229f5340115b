import type { ContextRules } from "./context-rules";

/** The most tokens of a row that are asked for as its best: for more, all scores are looked through. */
export const mostBest = 64;

/**
 * The best few continuations of a group of rows, best first. Of equal values the one of the earlier row comes first,
 * and in a row that of the smaller token. A continuation of value −Infinity is none.
 */
export class Candidates {
  readonly values: Float32Array;
  readonly rows: Int32Array;
  readonly tokens: Int32Array;
  count = 0;
  /** What a value must reach to be among them. */
  threshold = -Infinity;

  constructor(limit: number) {
    this.values = new Float32Array(limit);
    this.rows = new Int32Array(limit);
    this.tokens = new Int32Array(limit);
  }

  clear(): void {
    this.count = 0;
    this.threshold = -Infinity;
  }

  /** `value` is a number in 32 bits. O(limit). */
  offer(value: number, row: number, token: number): void {
    const limit = this.values.length;
    if (value === -Infinity || (this.count === limit && !this.#precedes(value, row, token, limit - 1)))
      return;
    let at = this.count < limit ? this.count++ : limit - 1;
    while (at > 0 && this.#precedes(value, row, token, at - 1)) {
      this.values[at] = this.values[at - 1]!;
      this.rows[at] = this.rows[at - 1]!;
      this.tokens[at] = this.tokens[at - 1]!;
      at--;
    }
    this.values[at] = value;
    this.rows[at] = row;
    this.tokens[at] = token;
    if (this.count === limit) this.threshold = this.values[limit - 1]!;
  }

  #precedes(value: number, row: number, token: number, at: number): boolean {
    if (value !== this.values[at]) return value > this.values[at]!;
    return row !== this.rows[at] ? row < this.rows[at]! : token < this.tokens[at]!;
  }
}

/**
 * Offers all tokens of a row, whose scores are `scores[offset … offset + vocabulary − 1]`, plus `addend`. Tokens that
 * the rules touch take the score that the rules give. Nearly all of the cost is one comparison a token.
 * @returns whether all scores were numbers, as far as they were looked at
 */
export function offerRow(
  candidates: Candidates,
  row: number,
  scores: Float32Array,
  offset: number,
  vocabulary: number,
  addend: number,
  rules: ContextRules,
): boolean {
  for (let i = 0; i < rules.count; i++) {
    const token = rules.touched[i]!;
    candidates.offer(Math.fround(rules.adjusted(token, scores[offset + token]!) + addend), row, token);
  }
  let threshold = candidates.threshold;
  for (let token = 0; token < vocabulary; token++) {
    // Rounding keeps the order: what is below the threshold in 64 bits is not above it in 32. NaN is not below.
    const sum = scores[offset + token]! + addend;
    if (sum < threshold) continue;
    if (Number.isNaN(sum)) return false;
    if (rules.count > 0 && rules.isTouched(token)) continue;
    candidates.offer(Math.fround(sum), row, token);
    threshold = candidates.threshold;
  }
  return true;
}

/**
 * Offers the `count` best tokens of a row, best first, whose scores are `scores[offset … offset + count − 1]`, plus
 * `addend`. Tokens that the rules touch are left out.
 * @returns whether all scores were numbers
 */
export function offerBest(
  candidates: Candidates,
  row: number,
  best: { readonly tokens: Int32Array; readonly logProbabilities: Float32Array },
  offset: number,
  count: number,
  addend: number,
  rules: ContextRules,
): boolean {
  for (let at = offset; at < offset + count; at++) {
    const value = Math.fround(best.logProbabilities[at]! + addend);
    if (Number.isNaN(value)) return false;
    if (value < candidates.threshold) return true;
    const token = best.tokens[at]!;
    if (rules.count === 0 || !rules.isTouched(token)) candidates.offer(value, row, token);
  }
  return true;
}
