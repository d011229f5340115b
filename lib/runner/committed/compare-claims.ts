import type { Claim } from "../../claims/claim";
import { isClose, noiseAllowance, roundingTolerance } from "../compare/noise";

const numbers = ["published", "measured", "standardError", "rival"] as const;

/**
 * How the claims of a fresh run differ from the committed ones: claims that are missing or new, other verdicts, and
 * numbers that differ by more than `tolerance`, relative to the larger. Of claims that amplify rounding the measured
 * values may differ within the noise, and the verdict with them. Empty when they are equal.
 */
export function compareClaims(
  committed: readonly Claim[],
  fresh: readonly Claim[],
  tolerance: number = roundingTolerance,
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
  if (committed.amplifiesRounding && fresh.amplifiesRounding) return beyondNoise(committed, fresh);
  const verdict =
    committed.verdict === fresh.verdict
      ? []
      : [`${fresh.id}: verdict ${committed.verdict}, now ${fresh.verdict}`];
  const values = numbers
    .filter((name) => !isClose(committed[name], fresh[name], tolerance))
    .map((name) => `${fresh.id}: ${name} ${committed[name]}, now ${fresh[name]}`);
  return [...verdict, ...values];
}

function beyondNoise(committed: Claim, fresh: Claim): string[] {
  const noise = Math.hypot(committed.standardError, fresh.standardError);
  const moved = ["published", "rival"] as const;
  const others = moved
    .filter((name) => !isClose(committed[name], fresh[name], roundingTolerance))
    .map((name) => `${fresh.id}: ${name} ${committed[name]}, now ${fresh[name]}`);
  if (Math.abs(committed.measured - fresh.measured) <= noiseAllowance * noise) return others;
  return [
    ...others,
    `${fresh.id}: measured ${committed.measured}, now ${fresh.measured}, ` +
      `further apart than ${noiseAllowance} standard errors of ${noise}`,
  ];
}
