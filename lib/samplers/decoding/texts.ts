import type { ContextRules } from "./context-rules";

/** Prompts and what was written after them, one a row, with room up to the maximum. */
export class Texts {
  readonly tokens: Int32Array;
  readonly rows: number;
  readonly #rowLength: number;
  readonly #promptLengths: Int32Array;

  /** Every prompt `copies` times, one after the other. */
  constructor(prompts: readonly Int32Array[], copies: number, maximumNewTokens: number) {
    const longest = prompts.reduce((length, prompt) => Math.max(length, prompt.length), 0);
    this.rows = prompts.length * copies;
    this.#rowLength = longest + maximumNewTokens;
    this.#promptLengths = new Int32Array(this.rows);
    this.tokens = new Int32Array(this.rows * this.#rowLength);
    for (let row = 0; row < this.rows; row++) {
      const prompt = prompts[Math.floor(row / copies)]!;
      this.tokens.set(prompt, row * this.#rowLength);
      this.#promptLengths[row] = prompt.length;
    }
  }

  /** Tells the rules of a row that has `written` new tokens. */
  readBy(rules: ContextRules, row: number, written: number): number {
    return rules.read(this.tokens, row * this.#rowLength, this.#placeOf(row, written), written);
  }

  /** The most tokens that rules which only exclude take from any row. */
  mostExcluded(rules: ContextRules, written: number): number {
    if (!rules.active || rules.penalises) return 0;
    let most = 0;
    for (let row = 0; row < this.rows; row++) most = Math.max(most, this.readBy(rules, row, written));
    return most;
  }

  /** Writes the token that follows `written` new ones. */
  write(row: number, written: number, token: number): void {
    this.tokens[this.#placeOf(row, written)] = token;
  }

  /** Overwrites the first `written` new tokens of a row by those of a row of `source` that has the same prompt. */
  copyFrom(source: Texts, sourceRow: number, row: number, written: number): void {
    const from = source.#placeOf(sourceRow, 0);
    const to = this.#placeOf(row, 0);
    for (let at = 0; at < written; at++) this.tokens[to + at] = source.tokens[from + at]!;
  }

  /** The first `written` new tokens of a row, copied. */
  newTokens(row: number, written: number): Int32Array {
    return this.tokens.slice(this.#placeOf(row, 0), this.#placeOf(row, written));
  }

  #placeOf(row: number, written: number): number {
    return row * this.#rowLength + this.#promptLengths[row]! + written;
  }
}
