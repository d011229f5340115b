/** Texts as rows of ids of equal length. */
export type TokenRows = readonly ArrayLike<number>[];

export interface MaskedTexts {
  /** A row for each text: 1 for tokens, 0 for padding, at either end. */
  readonly attentionMask?: readonly ArrayLike<number>[];
}
