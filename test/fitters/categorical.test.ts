import { expect, test } from "vitest";
import { fitCategorical } from "../../lib/fitters/categorical";

test("fitCategorical counts relative frequencies, unseen outcomes included", () => {
  const { probabilities } = fitCategorical(Int32Array.of(2, 0, 2, 2), { categories: 4 });
  expect([...probabilities]).toEqual([0.25, 0, 0.75, 0]);
  expect([...fitCategorical([1], { categories: 2 }).probabilities]).toEqual([0, 1]);
});

test.each<[ArrayLike<number>, number, RegExp]>([
  [[], 2, /fitCategorical needs at least 1 outcome, got 0/],
  [undefined as never, 2, /at least 1 outcome, got undefined/],
  [[0, 2], 2, /whole numbers from 0 to 1, but outcome 1 is 2\. Renumber the outcomes or raise categories/],
  [[-1], 2, /outcome 0 is -1/],
  [[0.5], 2, /outcome 0 is 0\.5/],
  [[Number.NaN], 2, /outcome 0 is NaN/],
  [[0], 0, /categories to be a whole number of at least 1, got 0/],
])("fitCategorical refuses %j of %i categories", (outcomes, categories, message) => {
  expect(() => fitCategorical(outcomes, { categories })).toThrow(RangeError);
  expect(() => fitCategorical(outcomes, { categories })).toThrow(message);
});
