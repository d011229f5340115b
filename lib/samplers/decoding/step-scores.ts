import type { NextTokenScores } from "../../nets/token-reader";
import { type Weights, weightsOf } from "./weights";

/** The scores of one step for sampling, each kind computed once, when it is first asked for. */
export class StepScores {
  readonly #scores: NextTokenScores;
  readonly #temperature: number;
  #probabilities: Weights | undefined;
  #logits: Float32Array | undefined;

  constructor(scores: NextTokenScores, temperature: number) {
    this.#scores = scores;
    this.#temperature = temperature;
  }

  /** At the temperature of the settings, [rows, vocabulary]. */
  get probabilities(): Weights {
    this.#probabilities ??= weightsOf(this.#scores.probabilities(this.#temperature));
    return this.#probabilities;
  }

  /** [rows, vocabulary]. */
  get logits(): Float32Array {
    this.#logits ??= this.#scores.logits();
    return this.#logits;
  }
}
