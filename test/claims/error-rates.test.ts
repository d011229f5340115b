import { expect, test } from "vitest";
import { checkClaim } from "../../lib/claims/check-claim";
import type { ClaimInput, ClaimRule, Verdict } from "../../lib/claims/claim";

const claim: ClaimInput = {
  id: "rate",
  statement: "a mean",
  source: "a theorem",
  kind: "closed form",
  published: 0,
  measured: 0,
  standardError: 1,
  rival: 1,
};

/** Probability of a verdict when the measurement is normal about `truth` with standard error 1, by quadrature. */
function probabilityOf(verdict: Verdict, truth: number, rival: number, rule: ClaimRule): number {
  const step = 0.005;
  let probability = 0;
  for (let z = -7; z <= 7; z += step) {
    const decided = checkClaim({ ...claim, rival, rule, measured: truth + z });
    if (decided.verdict === verdict) probability += (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * step;
  }
  return probability;
}

const oneSide = 3.17e-5; // P(Z > 4)
const rules: ClaimRule[] = [{ type: "agrees" }, { type: "agrees", margin: 1 }, { type: "at most" }];

test("when the rival is true, a false reproduced is as rare as a normal beyond 4, wherever the rival lies", () => {
  for (const rule of rules) {
    for (const rival of [0.5, 3, 7.9, 8.1, 9.1, 12]) {
      expect(probabilityOf("reproduced", rival, rival, rule)).toBeLessThan(1.05 * oneSide);
    }
  }
});

test("when the published value is true, a false not reproduced is as rare as a normal beyond ±4", () => {
  for (const rule of rules) {
    for (const rival of [0.5, 3, 8.1, 12]) {
      expect(probabilityOf("not reproduced", 0, rival, rule)).toBeLessThan(1.05 * 2 * oneSide);
    }
  }
});

test("when the published value is true and the rival far, the claim is reproduced", () => {
  for (const rule of rules) expect(probabilityOf("reproduced", 0, 10, rule)).toBeGreaterThan(0.9999);
});

test("when the rival is true and far, the claim is not reproduced", () => {
  for (const rule of rules) expect(probabilityOf("not reproduced", 10, 10, rule)).toBeGreaterThan(0.9999);
});

test("when a third value is true that lies midway, the claim is not reproduced half the time at the edge", () => {
  expect(probabilityOf("not reproduced", 4, 100, { type: "agrees" })).toBeCloseTo(0.5, 2);
});
