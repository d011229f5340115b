import type { ClaimInput, ClaimRule } from "./claim";

const kinds = ["printed", "closed form", "figure reading", "authors' recorded run"];

/** Throws when a claim is incomplete, contradicts itself, or could not be decided by any measurement. */
export function validateClaim(input: ClaimInput): void {
  for (const field of ["id", "statement", "source"] as const) requireText(input, field);
  if (!kinds.includes(input.kind)) {
    throw new TypeError(
      `checkClaim needs kind to be one of ${kinds.join(", ")} in claim "${input.id}", got ${input.kind}`,
    );
  }
  for (const field of ["published", "measured", "standardError", "rival"] as const)
    requireNumber(input, field);
  if (input.standardError < 0) {
    throw new RangeError(
      `checkClaim needs standardError ≥ 0 in claim "${input.id}", got ${input.standardError}`,
    );
  }
  if (input.replicates !== undefined && !(Number.isInteger(input.replicates) && input.replicates >= 2)) {
    throw new RangeError(
      `checkClaim needs at least 2 whole replicates in claim "${input.id}", got ${input.replicates}`,
    );
  }
  if (input.published === input.rival) {
    throw new RangeError(
      `checkClaim needs a rival that differs from the published value in claim "${input.id}", got ${input.rival} ` +
        "for both: name the value that would be measured if there were no effect",
    );
  }
  validateScale(input);
  if (input.rule) validateRule(input, input.rule);
}

function requireText(input: ClaimInput, field: "id" | "statement" | "source"): void {
  const value: unknown = input[field];
  if (typeof value !== "string" || value.trim() === "") {
    throw new TypeError(`checkClaim needs a ${field} that is not empty, got ${JSON.stringify(value)}`);
  }
}

function requireNumber(input: ClaimInput, field: "published" | "measured" | "standardError" | "rival"): void {
  const value: unknown = input[field];
  if (typeof value !== "number" || !Number.isFinite(value)) {
    throw new RangeError(`checkClaim needs a finite ${field} in claim "${input.id}", got ${value}`);
  }
}

function validateScale(input: ClaimInput): void {
  const { decidableAt, scale } = input;
  if (scale !== undefined && scale !== "quick" && scale !== "paper") {
    throw new TypeError(`checkClaim needs scale "quick" or "paper" in claim "${input.id}", got ${scale}`);
  }
  if (!decidableAt) return;
  if (decidableAt.length === 0) {
    throw new RangeError(
      `checkClaim needs at least one scale in decidableAt of claim "${input.id}", got none`,
    );
  }
  if (scale === undefined) {
    throw new TypeError(
      `checkClaim needs the scale of the run in claim "${input.id}", which is decidable at ` +
        `${decidableAt.join(", ")} only, got none`,
    );
  }
}

function validateRule(input: ClaimInput, rule: ClaimRule): void {
  if (!["agrees", "at most", "at least"].includes(rule.type)) {
    throw new TypeError(
      `checkClaim needs a rule "agrees", "at most" or "at least" in claim "${input.id}", got ${rule.type}`,
    );
  }
  if (rule.standardErrors !== undefined && !(rule.standardErrors > 0 && rule.standardErrors <= 6)) {
    throw new RangeError(
      `checkClaim needs rule.standardErrors in (0, 6] in claim "${input.id}", got ${rule.standardErrors}`,
    );
  }
  if (rule.type === "agrees") {
    const margin = rule.margin ?? 0;
    if (!(margin >= 0 && Number.isFinite(margin))) {
      throw new RangeError(`checkClaim needs rule.margin ≥ 0 in claim "${input.id}", got ${margin}`);
    }
    return;
  }
  const rivalBreaksBound =
    rule.type === "at most" ? input.rival > input.published : input.rival < input.published;
  if (!rivalBreaksBound) {
    throw new RangeError(
      `checkClaim needs a rival that breaks the bound "${rule.type} ${input.published}" in claim ` +
        `"${input.id}", got ${input.rival}: a rival within the bound could never be told from the claim`,
    );
  }
}
