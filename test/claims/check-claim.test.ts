import fc from "fast-check";
import { expect, test } from "vitest";
import { checkClaim } from "../../lib/claims/check-claim";
import type { ClaimInput } from "../../lib/claims/claim";

const claim: ClaimInput = {
  id: "variance",
  statement: "Variance after 10 fits",
  source: "closed form (1 − 1/n)^k",
  kind: "closed form",
  published: 2,
  measured: 2,
  standardError: 0.1,
  rival: 3,
};
const verdictOf = (changes: Partial<ClaimInput>): string => checkClaim({ ...claim, ...changes }).verdict;

test("agreement within four standard errors, with the rival more than eight away, is reproduced", () => {
  for (const measured of [1.61, 2, 2.39]) expect(verdictOf({ measured })).toBe("reproduced");
});

test("disagreement is not reproduced, whether the rival agrees or neither does", () => {
  for (const measured of [1.59, 2.41, 3, 17, -4]) expect(verdictOf({ measured })).toBe("not reproduced");
});

test("a rival nearer than eight standard errors leaves the claim undecided", () => {
  expect(verdictOf({ standardError: 0.124 })).toBe("reproduced");
  expect(verdictOf({ standardError: 0.126 })).toBe("undecided");
  expect(verdictOf({ standardError: 0.126, measured: 3 })).toBe("undecided");
  expect(verdictOf({ standardError: 5, measured: 2.5 })).toBe("undecided");
});

test("an imprecise measurement that agrees with neither value is still not reproduced", () => {
  expect(verdictOf({ standardError: 0.2, measured: 9 })).toBe("not reproduced");
});

test("the margin widens agreement and brings the rival nearer", () => {
  const rule = { type: "agrees", margin: 0.1 } as const;
  expect(verdictOf({ rule, measured: 2.45 })).toBe("reproduced");
  expect(verdictOf({ rule, measured: 2.55 })).toBe("not reproduced");
  expect(verdictOf({ rule: { ...rule, margin: 0.3 } })).toBe("undecided");
});

test("standardErrors replaces four", () => {
  expect(verdictOf({ rule: { type: "agrees", standardErrors: 2 }, measured: 2.25 })).toBe("not reproduced");
});

test("a deterministic result may differ by rounding only", () => {
  const exact = { standardError: 0, published: 0.3, rival: 0.4 };
  expect(verdictOf({ ...exact, measured: 0.1 + 0.2 })).toBe("reproduced");
  expect(verdictOf({ ...exact, measured: 0.3000001 })).toBe("not reproduced");
  expect(verdictOf({ ...exact, measured: 0.3, rival: 0.1 + 0.2 })).toBe("undecided");
});

test("few replicates widen the allowance by Student's t", () => {
  expect(verdictOf({ standardError: 0.1, replicates: 1000 })).toBe("reproduced");
  // 9 degrees of freedom: 7.00 standard errors in place of 4.
  expect(verdictOf({ standardError: 0.1, replicates: 10 })).toBe("undecided");
  expect(verdictOf({ standardError: 0.07, replicates: 10, measured: 2.45 })).toBe("reproduced");
});

test("an upper bound is reproduced when it holds and the rival beyond it is ruled out", () => {
  const bound = { rule: { type: "at most" } as const };
  expect(verdictOf({ ...bound, measured: 1 })).toBe("reproduced");
  expect(verdictOf({ ...bound, measured: 2.3 })).toBe("reproduced");
  expect(verdictOf({ ...bound, measured: 2.5 })).toBe("not reproduced");
  expect(verdictOf({ ...bound, measured: 2, standardError: 0.3 })).toBe("undecided");
  expect(verdictOf({ ...bound, measured: 1, standardError: 0.3 })).toBe("reproduced");
});

test("a lower bound mirrors an upper bound", () => {
  const bound = { rule: { type: "at least" } as const, rival: 1 };
  expect(verdictOf({ ...bound, measured: 3 })).toBe("reproduced");
  expect(verdictOf({ ...bound, measured: 1.7 })).toBe("reproduced");
  expect(verdictOf({ ...bound, measured: 1.5 })).toBe("not reproduced");
  expect(verdictOf({ ...bound, measured: 2, standardError: 0.3 })).toBe("undecided");
});

test("a scale at which the claim cannot be decided leaves it undecided, however well it agrees", () => {
  const atPaper = { decidableAt: ["paper"] as const, scale: "quick" as const };
  expect(verdictOf(atPaper)).toBe("undecided");
  expect(verdictOf({ ...atPaper, scale: "paper" })).toBe("reproduced");
  expect(verdictOf({ ...atPaper, decidableAt: ["quick", "paper"] })).toBe("reproduced");
});

test("a claim is plain data with the rule filled in and one sentence of reason", () => {
  const decided = checkClaim({ ...claim, measured: 2.034 });
  expect(JSON.parse(JSON.stringify(decided))).toEqual(decided);
  expect(decided.rule).toEqual({ type: "agrees", standardErrors: 4, margin: 0 });
  expect(decided.reason).toBe(
    "The measured 2.03 ± 0.10 lies 0.034 from the published 2, within the 0.4 allowed, and rules out the rival 3.",
  );
  expect(checkClaim({ ...claim, measured: 3 }).reason).toBe(
    "The measured 3.00 ± 0.10 lies 1 from the published 2, more than the 0.4 allowed and agrees with the rival 3.",
  );
  expect(checkClaim({ ...claim, standardError: 1 }).reason).toBe(
    "The measured 2.0 ± 1.0 is too imprecise: the published 2 and the rival 3 lie 1 apart, " +
      "and telling them apart takes more than 8.",
  );
});

const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const anyClaim = fc
  .record({
    published: finite,
    rival: finite,
    measured: finite,
    standardError: fc.double({ min: 0, max: 1e6, noNaN: true }),
  })
  // Below the smallest normal numbers a change of unit rounds, and different numbers may become equal.
  .filter(({ published, rival }) => Math.abs(published - rival) > 1e-290);

test("changing the unit or the sign of everything changes no verdict", () => {
  fc.assert(
    fc.property(anyClaim, fc.constantFrom(-8, -1, 0.25, 1024), (numbers, factor) => {
      const scaled = {
        published: numbers.published * factor,
        rival: numbers.rival * factor,
        measured: numbers.measured * factor,
        standardError: numbers.standardError * Math.abs(factor),
      };
      expect(verdictOf(scaled)).toBe(verdictOf(numbers));
    }),
  );
});

test("no measurement agrees with both: swapping published and rival never reproduces twice", () => {
  fc.assert(
    fc.property(anyClaim, (numbers) => {
      const swapped = { ...numbers, published: numbers.rival, rival: numbers.published };
      const verdicts = [verdictOf(numbers), verdictOf(swapped)];
      expect(verdicts).not.toEqual(["reproduced", "reproduced"]);
    }),
  );
});

test("less precision never turns undecided into reproduced", () => {
  fc.assert(
    fc.property(anyClaim, fc.double({ min: 1, max: 100, noNaN: true }), (numbers, factor) => {
      const vague = { ...numbers, standardError: numbers.standardError * factor };
      fc.pre(verdictOf(numbers) === "undecided");
      expect(verdictOf(vague)).toBe("undecided");
    }),
  );
});
