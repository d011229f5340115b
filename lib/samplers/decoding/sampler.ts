import type { Random } from "../../random/random";
import type { ContextRules } from "./context-rules";
import { blocksOf, drawToken, totalOf } from "./draw";
import { isAmongLargest, massBefore } from "./membership";
import type { DecodingPlan } from "./settings";
import { Shortlist } from "./shortlist";
import type { StepScores } from "./step-scores";
import { bitsOf, sumOf, type Weights, weightsOf } from "./weights";

/** Below this sum, weights that 32 bits cannot hold might matter: the row is computed from its logits. */
const leastTotal = 1e-20;

/** Probabilities in 32 bits that reach topP or typicalP but for this much have reached it. */
const rounding = 1e-6;

/** Draws the next token of one row after the other. Working memory of one decoding, O(vocabulary). */
export class RowSampler {
  readonly #plan: DecodingPlan;
  readonly #rules: ContextRules;
  readonly #vocabulary: number;
  readonly #blocks: Float64Array;
  readonly #truncates: boolean;
  readonly #shortlist: Shortlist;
  readonly #adjusted: Weights;

  constructor(plan: DecodingPlan, rules: ContextRules, vocabulary: number) {
    this.#plan = plan;
    this.#rules = rules;
    this.#vocabulary = vocabulary;
    this.#blocks = blocksOf(vocabulary);
    this.#truncates = plan.topK < vocabulary || plan.topP < 1 || plan.typicalP < 1;
    this.#shortlist = new Shortlist(this.#truncates ? vocabulary : 0);
    this.#adjusted = weightsOf(new Float32Array(rules.active ? vocabulary : 0));
  }

  /**
   * A token for row `row` of the scores, after the rules read its text. One uniform; a second where the first gives a
   * token that topK or topP excludes.
   * @returns −1 where the scores are not numbers, or no token is left
   */
  draw(scores: StepScores, row: number, random: Random): number {
    const offset = row * this.#vocabulary;
    if (this.#rules.count === 0) return this.#drawFrom(scores.probabilities, offset, random);
    if (this.#rules.penalises || !this.#exclude(scores.probabilities.values, offset)) {
      this.#weigh(scores.logits, offset);
    }
    return this.#drawFrom(this.#adjusted, 0, random);
  }

  /**
   * Draws from the whole row first: what is then among those that topK or topP keep is a draw from them, and to see
   * that takes one look at the row. Else they are all found, and one of them is drawn; the law is the same.
   */
  #drawFrom(row: Weights, offset: number, random: Random): number {
    const { values } = row;
    const vocabulary = this.#vocabulary;
    const token = drawToken(values, offset, vocabulary, random.next(), this.#blocks);
    if (!this.#truncates || token < 0) return token;
    const total = totalOf(this.#blocks);
    if (this.#surelyKept(row, offset, token, total)) return token;
    this.#narrow(row, offset, total);
    return this.#shortlist.includes(token) ? token : this.#shortlist.draw(random.next());
  }

  #surelyKept(row: Weights, offset: number, token: number, total: number): boolean {
    const { topK, topP, typicalP } = this.#plan;
    const vocabulary = this.#vocabulary;
    if (typicalP < 1 || (topK < vocabulary && topP < 1)) return false;
    if (topP === 1) return isAmongLargest(row, offset, vocabulary, token, topK);
    // With a margin: the list decides what lies on the boundary.
    return massBefore(row, offset, vocabulary, token) < (topP - 2 * rounding) * total;
  }

  #narrow(row: Weights, offset: number, total: number): void {
    const { topK, topP, typicalP } = this.#plan;
    const [list, vocabulary] = [this.#shortlist, this.#vocabulary];
    if (topK < vocabulary) {
      list.fillLargest(row, offset, vocabulary, topK);
      if (topP < 1) list.dropSmallest((1 - topP + rounding) * list.total);
    } else {
      // All that weigh no more than this have, together, no more than may be dropped.
      const least = topP < 1 ? ((1 - topP) * total) / vocabulary : 0;
      list.fillAbove(row, offset, vocabulary, bitsOf(least * (1 - rounding)));
      if (topP < 1) list.dropSmallest(list.total - (topP - rounding) * total);
    }
    if (typicalP < 1) list.keepTypical(typicalP - rounding);
  }

  /** Copies a row without the tokens that the rules exclude; false where too little is left of it. */
  #exclude(probabilities: Float32Array, offset: number): boolean {
    const { values } = this.#adjusted;
    values.set(probabilities.subarray(offset, offset + values.length));
    for (let i = 0; i < this.#rules.count; i++) values[this.#rules.touched[i]!] = 0;
    return !(sumOf(values, 0, values.length) < leastTotal);
  }

  /** exp((score − largest) / temperature), with the scores that the rules give. */
  #weigh(logits: Float32Array, offset: number): void {
    const { values } = this.#adjusted;
    values.set(logits.subarray(offset, offset + values.length));
    for (let i = 0; i < this.#rules.count; i++) {
      const token = this.#rules.touched[i]!;
      values[token] = this.#rules.adjusted(token, values[token]!);
    }
    let largest = -Infinity;
    for (let token = 0; token < values.length; token++) {
      if (values[token]! > largest) largest = values[token]!;
    }
    const scale = 1 / this.#plan.temperature;
    for (let token = 0; token < values.length; token++) {
      values[token] = Math.exp((values[token]! - largest) * scale);
    }
  }
}
