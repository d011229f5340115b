import { Texts } from "./texts";

/**
 * The texts that beam search follows: row `prompt × beams + beam`. Working memory of one batch. A step writes the
 * texts that come next beside those that they continue; `turn` then puts them in their place.
 */
export class RunningTexts {
  /** What each row has written last, and which row of the step before it continues. */
  readonly lastTokens: Int32Array;
  readonly parents: Int32Array;
  readonly #beams: number;
  #texts: Texts;
  #nextTexts: Texts;
  #scores: Float32Array;
  #nextScores: Float32Array;

  constructor(prompts: readonly Int32Array[], beams: number, maximumNewTokens: number) {
    this.#beams = beams;
    this.#texts = new Texts(prompts, beams, maximumNewTokens);
    this.#nextTexts = new Texts(prompts, beams, maximumNewTokens);
    this.lastTokens = new Int32Array(prompts.length * beams);
    this.parents = new Int32Array(prompts.length * beams);
    this.#scores = new Float32Array(prompts.length * beams);
    this.#nextScores = new Float32Array(prompts.length * beams);
  }

  get texts(): Texts {
    return this.#texts;
  }

  /** Log-probability of each text, in 32 bits; −Infinity in a row without one. */
  get scores(): Float32Array {
    return this.#scores;
  }

  /** The same of the step that is being made. */
  get nextScores(): Float32Array {
    return this.#nextScores;
  }

  /** Empties the rows of a prompt in the next step. They read on, whatever it is, beside those that are not empty. */
  idle(prompt: number): void {
    for (let row = prompt * this.#beams; row < (prompt + 1) * this.#beams; row++) {
      this.lastTokens[row] = 0;
      this.parents[row] = row;
      this.#nextScores[row] = -Infinity;
    }
  }

  /** Row `row` of the next step: the text of row `parent`, of `written` new tokens, and one more. */
  continueAs(row: number, parent: number, score: number, token: number, written: number): void {
    this.lastTokens[row] = token;
    this.parents[row] = parent;
    this.#nextScores[row] = score;
    this.#nextTexts.copyFrom(this.#texts, parent, row, written);
    this.#nextTexts.write(row, written, token);
  }

  /** The new tokens of a row and one more, copied. */
  endedBy(token: number, row: number, written: number): Int32Array {
    this.#texts.write(row, written, token);
    return this.#texts.newTokens(row, written + 1);
  }

  turn(): void {
    [this.#texts, this.#nextTexts] = [this.#nextTexts, this.#texts];
    [this.#scores, this.#nextScores] = [this.#nextScores, this.#scores];
  }
}
