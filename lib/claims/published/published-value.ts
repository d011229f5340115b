import type { EvidenceKind } from "../claim";

/** A value of the literature, as a claim cites it. */
export interface PublishedValue {
  readonly published: number;
  readonly kind: EvidenceKind;
  /** Paper with table, figure, theorem or code cell. */
  readonly source: string;
}
