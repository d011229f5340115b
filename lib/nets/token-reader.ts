/**
 * What a language model says of the next token of every row it reads. Each method computes when it is called, and
 * only until the reader goes on; an engine computes what is asked for and nothing else.
 */
export interface NextTokenScores {
  /** Logits, [rows, vocabulary]. */
  logits(): Float32Array;
  /** Logarithms of probabilities, in nats, [rows, vocabulary]. */
  logProbabilities(): Float32Array;
  /** Probabilities, [rows, vocabulary]: softmax(logits / temperature). */
  probabilities(temperature: number): Float32Array;
  /** The `count` most probable tokens of every row, most probable first, and their log-probabilities: [rows, count]. */
  best(count: number): { readonly tokens: Int32Array; readonly logProbabilities: Float32Array };
}

/**
 * A language model that reads several rows side by side, token by token, and remembers what it read (a key-value
 * cache). Rows come in groups: all rows of a group continue the same prompt, such as the beams of a search.
 */
export interface TokenReader {
  readonly vocabularySize: number;
  /** Prompts and what follows them may be this long together, in tokens. */
  readonly positions: number;
  /**
   * Reads prompts of any lengths of at least one token, one a group, and forgets what it read before. The scores have
   * one row a prompt. `rowsPerGroup` rows of each group follow; `furtherTokens` is how many tokens each row will read
   * at most.
   */
  start(prompts: readonly Int32Array[], rowsPerGroup: number, furtherTokens: number): NextTokenScores;
  /**
   * Every row reads one more token: [groups × rowsPerGroup] ids. Row r then continues what row `parents[r]`, one of
   * its own group, had read; by default its own.
   */
  advance(tokens: Int32Array, parents?: Int32Array): NextTokenScores;
  dispose(): void;
}
