import type { Claim } from "../../claims/claim";

const numbers = ["published", "measured", "standardError", "rival"] as const;
const defaultTolerance = 1e-9;

/**
 * How the claims of a fresh run differ from the committed ones: claims that are missing or new, other verdicts, and
 * numbers that differ by more than `tolerance`, relative to the larger. Empty when they are equal.
 */
export function compareClaims(
  committed: readonly Claim[],
  fresh: readonly Claim[],
  tolerance: number = defaultTolerance,
): string[] {
  const freshById = new Map(fresh.map((claim) => [claim.id, claim]));
  const committedIds = new Set(committed.map(({ id }) => id));
  const changed = committed.flatMap((claim) => {
    const other = freshById.get(claim.id);
    return other === undefined ? [`${claim.id}: no longer claimed`] : differences(claim, other, tolerance);
  });
  const added = fresh
    .filter(({ id }) => !committedIds.has(id))
    .map(({ id }) => `${id}: claimed for the first time`);
  return [...changed, ...added];
}

function differences(committed: Claim, fresh: Claim, tolerance: number): string[] {
  const verdict =
    committed.verdict === fresh.verdict
      ? []
      : [`${fresh.id}: verdict ${committed.verdict}, now ${fresh.verdict}`];
  const values = numbers
    .filter((name) => !isClose(committed[name], fresh[name], tolerance))
    .map((name) => `${fresh.id}: ${name} ${committed[name]}, now ${fresh[name]}`);
  return [...verdict, ...values];
}

function isClose(a: number, b: number, tolerance: number): boolean {
  return Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
}
