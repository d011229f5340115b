/** What a special token is for. */
export type SpecialRole = "beginning" | "end" | "padding" | "unknown";

/** A byte-level vocabulary with the pairs that are joined: what `createTokenizer` needs, and files hold. */
export interface TokenizerModel {
  /**
   * The token of each id. Bytes are written as GPT-2 does ("Ġ" is a space), special tokens as they are spelled; an
   * empty string is an id without a token.
   */
  readonly tokens: readonly string[];
  /** Pairs of tokens, those to be joined first first, as `merges.txt` writes them: "Ġ t". */
  readonly merges: readonly string[];
  /** Tokens that stand for no text. */
  readonly special: readonly string[];
  /** Which of them is for what. */
  readonly roles: Readonly<Partial<Record<SpecialRole, string>>>;
  /** Whether programs that read the files shall put the beginning before every text, as for OPT. */
  readonly addsBeginning: boolean;
}
