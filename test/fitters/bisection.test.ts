import { expect, test } from "vitest";
import { bisect } from "../../lib/fitters/bisection";

test.each([
  [2, 0, 2],
  [1e-300, 0, 1],
  [7e299, -1e300, 1e300],
])("finds √%s between neighbouring numbers", (square, low, high) => {
  const root = Math.sqrt(square);
  const [last, first] = bisect((x) => x < root, low, high);
  expect(last).toBeLessThan(root);
  expect(first).toBe(root);
  expect((last + first) / 2 === last || (last + first) / 2 === first).toBe(true);
});

test("a bracket of neighbours is the answer", () => {
  expect(bisect(() => true, 1, 1 + Number.EPSILON)).toEqual([1, 1 + Number.EPSILON]);
});
