import type { NextTokenScores } from "../../nets/token-reader";
import { Candidates, mostBest, offerRow } from "./candidates";
import type { ContextRules } from "./context-rules";

/** Chooses the most probable token of one row after the other. Working memory of one decoding. */
export class GreedyChooser {
  readonly #rules: ContextRules;
  readonly #vocabulary: number;
  readonly #candidates = new Candidates(1);
  #count = 0;
  #best: ReturnType<NextTokenScores["best"]> | undefined;
  #logits: Float32Array = new Float32Array(0);

  constructor(rules: ContextRules, vocabulary: number) {
    this.#rules = rules;
    this.#vocabulary = vocabulary;
  }

  /** Begins a step in which the rules, unless they penalise, exclude at most `excluded` tokens of each row. */
  begin(scores: NextTokenScores, excluded: number): void {
    this.#count = Math.min(excluded + 1, this.#vocabulary);
    const few = !this.#rules.penalises && this.#count <= mostBest;
    this.#best = few ? scores.best(this.#count) : undefined;
    if (!few) this.#logits = scores.logits();
  }

  /**
   * The token for a row, after the rules read its text; of equal scores that of the smaller id.
   * @returns −1 where the scores are not numbers, or no token is left
   */
  choose(row: number): number {
    if (this.#best) return this.#chooseFrom(this.#best, row * this.#count);
    const candidates = this.#candidates;
    candidates.clear();
    const size = this.#vocabulary;
    const numbers = offerRow(candidates, row, this.#logits, row * size, size, 0, this.#rules);
    return numbers && candidates.count > 0 ? candidates.tokens[0]! : -1;
  }

  #chooseFrom(best: ReturnType<NextTokenScores["best"]>, offset: number): number {
    for (let at = offset; at < offset + this.#count; at++) {
      const token = best.tokens[at]!;
      if (Number.isNaN(best.logProbabilities[at]!)) return -1;
      if (this.#rules.count === 0 || !this.#rules.isTouched(token)) return token;
    }
    return -1;
  }
}
