import { expect, test } from "vitest";
import { verificationThreshold } from "../../../lib/claims/closed-forms/verification";

test.each([
  [0.9, 0.1],
  [0.8, 0.4],
  [1, 0],
])("at the threshold half of what is kept is wrong (keeps %s of right, %s of wrong)", (right, wrong) => {
  const labelError = verificationThreshold(right, wrong);
  expect(labelError * wrong).toBeCloseTo((1 - labelError) * right, 14);
});

test("a filter that keeps all, or cannot tell, changes nothing: one half", () => {
  expect(verificationThreshold(1, 1)).toBe(0.5);
  expect(verificationThreshold(0.3, 0.3)).toBe(0.5);
});

test.each([
  [0, 0],
  [1.2, 0.5],
  [0.5, -0.1],
  [Number.NaN, 1],
])("refuses %s and %s", (right, wrong) => {
  expect(() => verificationThreshold(right, wrong)).toThrow(
    `verificationThreshold needs two probabilities, not both 0, got ${right} and ${wrong}`,
  );
});
