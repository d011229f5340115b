import fc from "fast-check";
import { expect, test } from "vitest";
import { shareOfRate } from "../../../lib/nets/optimizers/linear-schedule";

test("rises from 0 in a line, then falls in a line", () => {
  const schedule = { steps: 10, warmUpSteps: 4, finalShare: 0 };
  const shares = Array.from({ length: 12 }, (_, step) => shareOfRate(schedule, step));
  const expected = [0, 0.25, 0.5, 0.75, 1, 5 / 6, 4 / 6, 3 / 6, 2 / 6, 1 / 6, 0, 0];
  shares.forEach((share, step) => {
    expect(share, `step ${step}`).toBeCloseTo(expected[step]!, 12);
  });
});

test("falls to the final share and stays there", () => {
  const schedule = { steps: 4, warmUpSteps: 0, finalShare: 0.2 };
  const shares = [0, 1, 2, 3, 4, 100].map((step) => shareOfRate(schedule, step));
  [1, 0.8, 0.6, 0.4, 0.2, 0.2].forEach((share, at) => {
    expect(shares[at]).toBeCloseTo(share, 12);
  });
  expect(shareOfRate({ steps: 5, warmUpSteps: 0, finalShare: 1 }, 3)).toBe(1);
});

test("without steps left to fall it ends where it rose to", () => {
  const schedule = { steps: 3, warmUpSteps: 3, finalShare: 0 };
  expect([0, 1, 2].map((step) => shareOfRate(schedule, step))).toEqual([0, 1 / 3, 2 / 3]);
});

test("is transformers' schedule, stays in [0, 1] and is highest where the warm-up ends", () => {
  const whole = fc.integer({ min: 0, max: 200 });
  fc.assert(
    fc.property(whole, whole, fc.nat({ max: 400 }), (steps, warmUpSteps, step) => {
      const share = shareOfRate({ steps, warmUpSteps, finalShare: 0 }, step);
      const rising = step / Math.max(1, warmUpSteps);
      const falling = Math.max(0, (steps - step) / Math.max(1, steps - warmUpSteps));
      expect(share).toBeCloseTo(step < warmUpSteps ? rising : falling, 12);
      if (warmUpSteps < steps) {
        expect(share).toBeLessThanOrEqual(1);
        expect(shareOfRate({ steps, warmUpSteps, finalShare: 0 }, warmUpSteps)).toBe(1);
      }
    }),
  );
});
