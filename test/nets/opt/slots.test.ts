import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSlotPlan } from "../../../lib/nets/opt/slots";

/** Prompts, rows of each, and the parents of every row at every step: none, or places in its own text. */
const plans = fc.record({
  lengths: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 }),
  rowsPerText: fc.integer({ min: 1, max: 4 }),
  steps: fc.array(fc.option(fc.array(fc.nat({ max: 3 }), { minLength: 12, maxLength: 12 })), {
    minLength: 1,
    maxLength: 40,
  }),
});

describe("slots", () => {
  test("every row sees its prompt and those that it descends from, and nobody else", () => {
    fc.assert(
      fc.property(plans, ({ lengths, rowsPerText, steps }) => {
        const plan = createSlotPlan(lengths, rowsPerText, steps.length);
        const rows = lengths.length * rowsPerText;
        const longest = Math.max(...lengths);
        const textOf = (row: number) => Math.floor(row / rowsPerText);
        // What a naive plan would write down: the slots that each row sees.
        let seen = Array.from({ length: rows }, (_, row) =>
          Array.from({ length: lengths[textOf(row)]! }, (_, at) => longest - lengths[textOf(row)]! + at),
        );
        steps.forEach((choice, step) => {
          const parents = choice
            ? Int32Array.from(
                { length: rows },
                (_, row) => textOf(row) * rowsPerText + (choice[row]! % rowsPerText),
              )
            : undefined;
          const slots = plan.advance(parents);
          const before = seen;
          seen = Array.from(slots, (slot, row) => [...before[parents?.[row] ?? row]!, slot]);
          const bias = plan.bias();
          expect(bias).toHaveLength(rows * plan.slots());
          for (let row = 0; row < rows; row++) {
            const own = bias.subarray(row * plan.slots(), (row + 1) * plan.slots());
            const visible = Array.from(own.keys()).filter((slot) => own[slot] === 0);
            expect(visible).toEqual(seen[row]);
            expect(own.every((value) => value === 0 || value === Math.fround(-1e9))).toBe(true);
          }
          expect([...plan.positions()]).toEqual(
            Array.from({ length: rows }, (_, row) => lengths[textOf(row)]! + step),
          );
        });
      }),
      { numRuns: 60 },
    );
  });

  test("no two tokens of a text share one", () => {
    const plan = createSlotPlan([2, 4], 3, 50);
    const taken = new Set<string>();
    for (let step = 0; step < 50; step++) {
      plan.advance(undefined).forEach((slot, row) => {
        expect(slot).toBeGreaterThanOrEqual(plan.longest);
        expect(slot).toBeLessThan(plan.slots());
        taken.add(`${Math.floor(row / 3)} ${slot}`);
      });
    }
    expect(taken.size).toBe(2 * 3 * 50);
  });

  test("there are as many as sixteen steps need, then sixteen more, never more than the last step's", () => {
    const plan = createSlotPlan([5, 3], 2, 37);
    const counts = Array.from({ length: 37 }, () => {
      plan.advance(undefined);
      return plan.slots();
    });
    expect(counts.map((count) => (count - 5) / 2)).toEqual([
      ...Array(16).fill(16),
      ...Array(16).fill(32),
      ...Array(5).fill(37),
    ]);
    expect(createSlotPlan([5], 2, 3).slots()).toBe(11);
    expect(createSlotPlan([5], 2, 0).slots()).toBe(5);
  });
});
