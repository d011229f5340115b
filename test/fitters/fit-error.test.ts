import { expect, test } from "vitest";
import { FitError, failedTask } from "../../lib/fitters/fit-error";

test("a FitError names its task and keeps its cause", () => {
  const cause = new RangeError("NaN");
  const error = new FitError("the loss is NaN", 2, { cause });
  expect(error).toMatchObject({ name: "FitError", message: "the loss is NaN", task: 2, cause });
  expect(failedTask(error, 3)).toBe(2);
});

test.each([
  ["an error without a task", new Error("lost")],
  ["a task that there is not", new FitError("lost", 3)],
  ["a negative task", { task: -1 }],
  ["a task that is no whole number", { task: 0.5 }],
  ["nothing", undefined],
  ["null", null],
  ["a word", "task"],
])("%s names none", (_, thrown) => {
  expect(failedTask(thrown, 3)).toBeUndefined();
});
