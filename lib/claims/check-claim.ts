import type { Claim, ClaimInput, ClaimRule } from "./claim";
import { type Decision, decideAgreement, decideBound } from "./decisions";
import { studentCriticalValue } from "./student-critical-value";
import { validateClaim } from "./validate-claim";

/**
 * Holds a measured value against the published one and against a rival, the value under "no effect".
 *
 * With a = `standardErrors` (4) × `standardError`, widened by Student's t when `replicates` is given:
 * - rule *agrees* can be decided when |published − rival| > 2a + margin, so that no measurement agrees with
 *   both (8 standard errors apart). Then *reproduced* means |measured − published| ≤ a + margin. Where it
 *   cannot be decided the verdict is *undecided*, unless the measurement agrees with neither, which is *not
 *   reproduced*.
 * - rules *at most* and *at least*: *reproduced* when the bound holds within a **and** the measurement lies
 *   more than a on the bound's side of the rival; *not reproduced* when the bound is broken by more than a;
 *   else *undecided*.
 *
 * Either way the chance of a false *reproduced* when the rival is true, and of a false *not reproduced* when
 * the published value is true, is below 7e-5 for a normally distributed measurement. A scale outside
 * `decidableAt` is *undecided*.
 * @throws TypeError when a text is empty, the kind, scale or rule is unknown, or the scale is missing where
 *   it is needed
 * @throws RangeError when a number is not finite, standardError or margin is negative, standardErrors is not
 *   in (0, 6], replicates < 2, the rival equals the published value, or the rival keeps the published bound
 *
 * @example
 * import { checkClaim } from "model-collapse";
 * const claim = checkClaim({
 *   id: "variance", statement: "Variance after 10 fits of 10 points", source: "closed form (1 − 1/n)^k",
 *   kind: "closed form", published: 0.9 ** 10, measured: 0.3471, standardError: 0.004, rival: 1,
 * });
 * claim.verdict; // → reproduced
 */
export function checkClaim(input: ClaimInput): Claim {
  validateClaim(input);
  const rule = completeRule(input.rule ?? { type: "agrees" });
  const allowance = allowanceOf(input, rule.standardErrors);
  const decision =
    undecidedAtScale(input) ??
    (rule.type === "agrees"
      ? decideAgreement(input, allowance, rule.margin)
      : decideBound(input, allowance, rule.type));
  return { ...input, rule, ...decision };
}

type CompleteRule =
  | { readonly type: "agrees"; readonly standardErrors: number; readonly margin: number }
  | { readonly type: "at most" | "at least"; readonly standardErrors: number };

function completeRule(rule: ClaimRule): CompleteRule {
  const standardErrors = rule.standardErrors ?? 4;
  return rule.type === "agrees"
    ? { type: rule.type, standardErrors, margin: rule.margin ?? 0 }
    : { type: rule.type, standardErrors };
}

/** Half-width of the interval that holds the true value, as surely as `standardErrors` say. */
function allowanceOf(input: ClaimInput, standardErrors: number): number {
  const { standardError, replicates } = input;
  return standardError * (replicates ? studentCriticalValue(standardErrors, replicates - 1) : standardErrors);
}

function undecidedAtScale(input: ClaimInput): Decision | undefined {
  const { decidableAt, scale } = input;
  if (!decidableAt || decidableAt.includes(scale!)) return undefined;
  return {
    verdict: "undecided",
    reason: `This claim is decided at ${decidableAt.join(" or ")} scale, and this run was at ${scale} scale.`,
  };
}
