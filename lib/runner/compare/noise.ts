import type { Claim } from "../../claims/claim";
import { studentCriticalValue } from "../../claims/student-critical-value";

/** Standard errors of a difference within which two measured values count as equal. */
export const noiseAllowance = 4;

/** Rounding that is no difference, relative to the larger number. */
export const roundingTolerance = 1e-9;

export function isClose(a: number, b: number, tolerance: number = roundingTolerance): boolean {
  return Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
}

export type Measured = Pick<Claim, "measured" | "standardError" | "replicates">;

/** How far two independent measurements lie apart, and how far noise alone may put them. */
export interface Apart {
  /** In standard errors of the difference, √(s₁² + s₂²); infinite where both are exact and differ. */
  readonly standardErrors: number;
  /** Four, widened by Student's t with the degrees of freedom of the measurement with fewer replicates. */
  readonly allowed: number;
}

export function apart(a: Measured, b: Measured): Apart {
  const noise = Math.hypot(a.standardError, b.standardError);
  const difference = Math.abs(a.measured - b.measured);
  const replicates = Math.min(a.replicates ?? Infinity, b.replicates ?? Infinity);
  return {
    standardErrors: isClose(a.measured, b.measured) ? 0 : difference / noise,
    allowed: Number.isFinite(replicates)
      ? studentCriticalValue(noiseAllowance, replicates - 1)
      : noiseAllowance,
  };
}
