/** Ids of the tokens that stand for no text; undefined for what a vocabulary does not have. */
export interface SpecialTokens {
  /** Texts begin with it; OPT takes `</s>`, not `<s>`. */
  readonly beginning: number | undefined;
  readonly end: number | undefined;
  /** Fills texts up to one length. */
  readonly padding: number | undefined;
  /** Stands for words that were left out, such as the rare ones of WikiText: bytes leave no text without tokens. */
  readonly unknown: number | undefined;
}

/** Text to ids of tokens, and back. */
export interface Tokenizer {
  /** Ids are below it. */
  readonly vocabularySize: number;
  readonly special: SpecialTokens;
  /** The ids of a text, without any special token around them. */
  encode(text: string): Int32Array;
  /**
   * The ids behind the token that texts begin with: what Hugging Face's tokenizer of OPT gives.
   * @throws RangeError when the vocabulary has no such token
   */
  encodeWithBeginning(text: string): Int32Array;
  /**
   * The ids of a text that comes in pieces, in parts: joined, they are exactly those of the joined text, wherever
   * the pieces were cut, and in memory is never more than about two parts.
   */
  encodeStream(pieces: Iterable<string> | AsyncIterable<string>): AsyncGenerator<Int32Array, void, undefined>;
  /**
   * The text of ids; special tokens as they are spelled.
   * @throws RangeError for an id without a token
   */
  decode(ids: ArrayLike<number>): string;
  /**
   * A token as the vocabulary writes it.
   * @throws RangeError for an id without a token
   */
  tokenOf(id: number): string;
  /** The id of a token as the vocabulary writes it; undefined when it is not in there. */
  idOf(token: string): number | undefined;
}
