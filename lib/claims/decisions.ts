import type { ClaimInput, Verdict } from "./claim";
import { formatMeasurement, formatNumber } from "./format";

/** Rounding that is no disagreement: numbers that differ by less, relative to their size, are equal. */
const roundingAllowance = 1e-12;

/** A verdict and the sentence that explains it. */
export interface Decision {
  readonly verdict: Verdict;
  readonly reason: string;
}

/** The rule *agrees* of `checkClaim`; `allowance` is the half-width that the standard error asks for. */
export function decideAgreement(input: ClaimInput, allowance: number, margin: number): Decision {
  const { published, rival, measured } = input;
  const distance = Math.abs(measured - published);
  const halfWidth = allowance + margin;
  const agrees = isWithin(distance, halfWidth, published, measured);
  const agreesWithRival = isWithin(Math.abs(measured - rival), allowance, rival, measured);
  const apart = Math.abs(published - rival);
  const decidable = apart > allowance + halfWidth && !(agrees && agreesWithRival);
  const compared = `${measurementOf(input)} lies ${formatNumber(distance)} from the published ${formatNumber(published)}`;
  if (!agrees && !(agreesWithRival && !decidable)) {
    const rivalNote = agreesWithRival ? ` and agrees with the rival ${formatNumber(rival)}` : "";
    return {
      verdict: "not reproduced",
      reason: `${compared}, more than the ${formatNumber(halfWidth)} allowed${rivalNote}.`,
    };
  }
  if (decidable) {
    return {
      verdict: "reproduced",
      reason:
        `${compared}, within the ${formatNumber(halfWidth)} allowed, ` +
        `and rules out the rival ${formatNumber(rival)}.`,
    };
  }
  return {
    verdict: "undecided",
    reason:
      `${measurementOf(input)} is too imprecise: the published ${formatNumber(published)} and the rival ` +
      `${formatNumber(rival)} lie ${formatNumber(apart)} apart, and telling them apart takes more than ` +
      `${formatNumber(allowance + halfWidth)}.`,
  };
}

/** The rules *at most* and *at least* of `checkClaim`. */
export function decideBound(input: ClaimInput, allowance: number, type: "at most" | "at least"): Decision {
  const { published, rival, measured } = input;
  const direction = type === "at most" ? 1 : -1;
  const excess = direction * (measured - published);
  const belowRival = direction * (rival - measured);
  const bound = `${type} ${formatNumber(published)}`;
  if (!(excess <= 0 || isWithin(excess, allowance, published, measured))) {
    return {
      verdict: "not reproduced",
      reason: `${measurementOf(input)} breaks the published bound (${bound}) by ${formatNumber(excess)}.`,
    };
  }
  if (belowRival > 0 && !isWithin(belowRival, allowance, rival, measured)) {
    return {
      verdict: "reproduced",
      reason: `${measurementOf(input)} keeps the published bound (${bound}) and rules out the rival ${formatNumber(rival)}.`,
    };
  }
  return {
    verdict: "undecided",
    reason:
      `${measurementOf(input)} is too imprecise: it keeps the published bound (${bound}) ` +
      `but does not rule out the rival ${formatNumber(rival)}.`,
  };
}

function isWithin(distance: number, allowed: number, a: number, b: number): boolean {
  return distance <= allowed + roundingAllowance * Math.max(Math.abs(a), Math.abs(b));
}

function measurementOf(input: ClaimInput): string {
  return `The measured ${formatMeasurement(input.measured, input.standardError)}`;
}
