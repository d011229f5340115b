/**
 * How a language model continues prompts. The settings choose the method:
 *
 * - `beams` above 1: beam search, for the most probable text that it finds;
 * - else any of `temperature`, `topK`, `topP` and `typicalP`: every token is drawn (`temperature: 1` alone draws from
 *   the model's own distribution);
 * - else greedy: the most probable token every time.
 *
 * The scores of the next token pass through the settings in the order in which they stand here, repetitionPenalty
 * first, as in Hugging Face transformers. Prompts count for repetitionPenalty and noRepeatNgram; a row of a batch sees
 * its own prompt and nothing of the padding that a network may need.
 */
export interface DecodingSettings {
  /** Tokens after which writing ends, at least 1. */
  readonly maximumNewTokens: number;
  /**
   * Above 0. What the text has already has its score divided by it where positive and multiplied by it where negative,
   * so that above 1 repeating becomes less probable. Scores are logits, and log-probabilities in beam search (Keskar et
   * al. 2019). Default 1, no penalty.
   */
  readonly repetitionPenalty?: number;
  /** No run of so many tokens occurs twice; 0, the default, forbids none. */
  readonly noRepeatNgram?: number;
  /** The end token cannot come before there are so many new ones. Default 0. */
  readonly minimumNewTokens?: number;
  /** Tokens that are never written. */
  readonly suppressedTokens?: ArrayLike<number>;
  /** Divides the logits, above 0: below 1 the probable becomes more probable. Default 1. */
  readonly temperature?: number;
  /** Only the so many most probable tokens; all that are as probable as the last of them stay too. */
  readonly topK?: number;
  /**
   * Only the most probable tokens that together reach this probability, in (0, 1]: the smallest such set (nucleus,
   * Holtzman et al. 2020). Of equally probable tokens the last of the vocabulary stay first.
   */
  readonly topP?: number;
  /**
   * Only the tokens whose surprise is nearest its mean, the entropy, until they reach this probability, in (0, 1]
   * (locally typical sampling, Meister et al. 2023).
   */
  readonly typicalP?: number;
  /** Texts that beam search follows at a time. Default 1. */
  readonly beams?: number;
  /**
   * Beam search compares texts by log-probability / (new tokens) ** lengthPenalty: above 0 helps long ones. Default 1.
   */
  readonly lengthPenalty?: number;
  /**
   * When beam search ends: `true` once there are as many finished texts as beams; `false`, the default, once the best
   * running one, were it finished now, would be behind all of them; `"never"` once no length up to the maximum could
   * bring it before them.
   */
  readonly earlyStopping?: boolean | "never";
  /** The token that ends a text. By default none does, and all have the maximum length. */
  readonly endToken?: number;
  /**
   * Prompts that are read side by side: more is faster and takes more memory, and decoding draws the same from the
   * same scores. Default 128, and 32 for beam search.
   */
  readonly promptsPerBatch?: number;
}

export type DecodingMethod = "greedy" | "sampling" | "beam search";

/** Settings that were checked, with what was left out. */
export interface DecodingPlan {
  readonly method: DecodingMethod;
  readonly maximumNewTokens: number;
  readonly minimumNewTokens: number;
  readonly repetitionPenalty: number;
  readonly noRepeatNgram: number;
  readonly suppressedTokens: readonly number[];
  readonly temperature: number;
  readonly topK: number;
  readonly topP: number;
  readonly typicalP: number;
  readonly beams: number;
  readonly lengthPenalty: number;
  readonly earlyStopping: boolean | "never";
  /** −1 where no token ends a text. */
  readonly endToken: number;
  readonly promptsPerBatch: number;
}
