import { checkClaim } from "./check-claim";
import type { Claim, ClaimInput } from "./claim";
import { runningCellNumber } from "./running-cell";

/** The claims of one notebook, in the order in which they were first added. */
export interface ClaimList {
  /**
   * Decides a claim and keeps it. The identifier is put behind the notebook's number; adding the same one again, as a
   * cell that is run twice does, replaces the claim in its place. In a notebook the claim says which cell decided it.
   * @throws what `checkClaim` throws
   */
  add(identifier: string, statement: string, evidence: ClaimEvidence): void;
  readonly claims: readonly Claim[];
}

/** What a claim holds besides its name and the settings that all claims of a notebook share. */
export type ClaimEvidence = Omit<ClaimInput, "id" | "statement" | "scale" | "cell">;

/**
 * An empty list of claims.
 *
 * @example
 * import { createClaimList } from "model-collapse";
 * const list = createClaimList("05", "quick");
 * list.add("bound", "The error stays below π²/6", {
 *   source: "Gerstgrasser et al. 2024, Theorem 2", kind: "closed form",
 *   published: Math.PI ** 2 / 6, measured: 1.6, standardError: 0.01, rival: 100, rule: { type: "at most" },
 * });
 * list.claims[0]!.verdict; // → reproduced
 */
export function createClaimList(notebook: string, scale: string): ClaimList {
  const byIdentifier = new Map<string, Claim>();
  return {
    add(identifier, statement, evidence) {
      const id = `${notebook}.${identifier}`;
      const cell = runningCellNumber();
      const where = cell === undefined ? {} : { cell };
      const claim = checkClaim({ ...evidence, id, statement, scale: scale as ClaimInput["scale"], ...where });
      byIdentifier.set(id, claim);
    },
    get claims() {
      return [...byIdentifier.values()];
    },
  };
}
