import { expect, test } from "vitest";
import { meanAbsorptionTime } from "../../../lib/claims/closed-forms/discrete-chain";
import { exactAbsorptionTime } from "../../../lib/claims/closed-forms/exact-absorption-time";
import { createRandom } from "../../../lib/random/create-random";
import { meanOf } from "../../random/goodness-of-fit";

test("two draws, one of each: half of the generations end it", () => {
  expect(exactAbsorptionTime(1, 2)).toBeCloseTo(2, 12);
  expect(exactAbsorptionTime(0, 5)).toBe(0);
  expect(exactAbsorptionTime(1, 1)).toBe(0);
});

test("hundred draws: NumPy's solution of the same equations", () => {
  expect(exactAbsorptionTime(10, 100)).toBeCloseTo(63.454463305768364, 9);
  expect(exactAbsorptionTime(50, 100)).toBeCloseTo(136.60227838202786, 9);
  expect(exactAbsorptionTime(90, 100)).toBeCloseTo(63.454463305768364, 9);
});

test("is near the diffusion limit for many draws", () => {
  const exact = exactAbsorptionTime(150, 300);
  expect(exact / meanAbsorptionTime([0.5, 0.5], 300)).toBeCloseTo(1, 1);
});

test.each(["first", "second"])("is the mean of simulated chains (seed %s)", (seed) => {
  const random = createRandom(seed);
  const times = Array.from({ length: 4000 }, () => {
    let [count, time] = [3, 0];
    for (; count > 0 && count < 20; time++) count = random.binomial(20, count / 20);
    return time;
  });
  const { mean, standardError } = meanOf(times);
  expect(Math.abs(mean - exactAbsorptionTime(3, 20))).toBeLessThan(4 * standardError);
});

test("refuses what is no count, and what would take too long", () => {
  expect(() => exactAbsorptionTime(3, 2)).toThrow(
    "exactAbsorptionTime needs whole 0 ≤ count ≤ draws, got 3 of 2",
  );
  expect(() => exactAbsorptionTime(1, 1001)).toThrow(
    "exactAbsorptionTime needs at most 1000 draws, got 1001: use meanAbsorptionTime, the limit for many",
  );
});
