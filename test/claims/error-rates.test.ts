import { expect, test } from "vitest";
import { checkClaim } from "../../lib/claims/check-claim";
import type { ClaimInput, ClaimRule, Verdict } from "../../lib/claims/claim";
import { meanAndStandardError } from "../../lib/metrics/summaries";
import { createRandom } from "../../lib/random/create-random";

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

/** Share of 40,000 simulated studies of a few replicates whose verdict is the given one. */
function simulatedShare(verdict: Verdict, truth: number, standardErrors: number): number {
  const random = createRandom("error rates");
  const [studies, replicates] = [40_000, 5];
  let count = 0;
  for (let study = 0; study < studies; study++) {
    const estimate = meanAndStandardError(random.fillNormal(new Float64Array(replicates), truth, 1));
    const rule = { type: "agrees", standardErrors } as const;
    // The rival lies 60 true standard errors away: telling it apart is not the difficulty here.
    const rival = 60 / Math.sqrt(replicates);
    if (checkClaim({ ...claim, ...estimate, rival, rule }).verdict === verdict) count++;
  }
  return count / studies;
}

test("five replicates: with Student's allowance the error rate is the one that two standard errors promise", () => {
  const expected = 0.0455; // P(|Z| > 2)
  const standardError = Math.sqrt((expected * (1 - expected)) / 40_000);
  const rate = simulatedShare("not reproduced", 0, 2);
  expect(Math.abs(rate - expected)).toBeLessThan(4 * standardError);
});

test("five replicates of the rival at four standard errors are never taken for the published value", () => {
  expect(simulatedShare("reproduced", 60 / Math.sqrt(5), 4)).toBeLessThanOrEqual(1e-3);
});
