/** How the value beside a result is evidenced. */
export type EvidenceKind = "printed" | "closed form" | "figure reading" | "authors' recorded run";

export type Verdict = "reproduced" | "not reproduced" | "undecided";

/** How a measured value is held against the published one. */
export type ClaimRule =
  /** Within `standardErrors` (default 4) standard errors plus `margin`, the uncertainty of the published value. */
  | { readonly type: "agrees"; readonly standardErrors?: number; readonly margin?: number }
  /** The published value is an upper bound. */
  | { readonly type: "at most"; readonly standardErrors?: number }
  /** The published value is a lower bound. */
  | { readonly type: "at least"; readonly standardErrors?: number };

/** What a notebook hands to `checkClaim`. */
export interface ClaimInput {
  readonly id: string;
  readonly statement: string;
  /** Paper with table, figure, theorem or code cell. */
  readonly source: string;
  readonly kind: EvidenceKind;
  readonly published: number;
  readonly measured: number;
  /** Standard error of `measured`, in its unit; 0 for a deterministic result. */
  readonly standardError: number;
  /**
   * Independent replicates behind `standardError`. When given, the allowance for a standard error that is
   * itself estimated (Student's t) is made; leave it out when the standard error is known, or from hundreds.
   */
  readonly replicates?: number;
  /** The value under "no effect". */
  readonly rival: number;
  readonly rule?: ClaimRule;
  /** Scales at which the claim can be decided; at any other the verdict is undecided. Default: both. */
  readonly decidableAt?: readonly ("quick" | "paper")[];
  /**
   * Whether long training stands behind `measured`, which amplifies rounding: processors that round differently then
   * measure as differently as other seeds do, so that committed and fresh values are held together by their standard
   * errors.
   */
  readonly amplifiesRounding?: boolean;
  readonly scale?: "quick" | "paper";
  /** Number of the code cell that decided it, as the kernel counted; absent outside a kernel. */
  readonly cell?: number;
}

/** A decided claim: plain data, collected by the runner. */
export interface Claim extends ClaimInput {
  readonly rule: ClaimRule;
  readonly verdict: Verdict;
  /** One sentence: why this verdict. */
  readonly reason: string;
}

/** Mime type under which the claim table of a notebook carries its claims as JSON (an array of `Claim`). */
export const claimsMimeType = "application/vnd.model-collapse.claims+json";
