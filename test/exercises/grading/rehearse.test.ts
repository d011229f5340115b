import { describe, expect, test } from "vitest";
import type { Assignment } from "../../../lib/exercises/assignment/assignment";
import { assignmentOf, readAssignment } from "../../../lib/exercises/assignment/read";
import { rehearse } from "../../../lib/exercises/grading/rehearse";
import type { OpenSession } from "../../../lib/exercises/grading/session";
import { findSandbox } from "../../../lib/exercises/sandbox/find-sandbox";
import { committed } from "../committed";
import { notebookOf, sums } from "../fixtures";

const sandbox = findSandbox();
const open: OpenSession = async (signal) => (await sandbox).open({ signal });
const problemsOf = (assignment: Assignment) => rehearse(assignment, open, 2, new AbortController().signal);

/** The small assignment with some cells' texts changed. */
function edited(edits: Readonly<Record<string, (source: string) => string>>): Assignment {
  const cells = sums.cells.map(({ cell, gradeId }) => ({
    ...cell,
    source: edits[gradeId]?.(cell.source) ?? cell.source,
  }));
  return assignmentOf(notebookOf(cells), "01-sums");
}

describe("a rehearsal", () => {
  test("of an assignment whose tests hold finds nothing", async () => {
    expect(await problemsOf(sums)).toEqual([]);
  });

  test("finds solutions that fail or lean on another exercise, and tests that are too easy or write to stderr", async () => {
    const bad = edited({
      "predict-sum-test-1": (source) => `console.error(1);\n${source}`,
      "write-mean": (source) => source.replace("values.length;", "(values.length + 1);"),
      "write-mean-test-2": (source) => source.replace("RangeError);", "Error);"),
      "drop-largest": (source) => source.replace("-1)", "mean([-2]))"),
    });
    expect(await problemsOf(bad)).toEqual([
      "predict-sum-test-1 writes to stderr, which nbgrader takes for a failure",
      "write-mean-test-1 fails with the model solutions: AssertionError: the mean of 1 and 3 is 2",
      "write-mean-test-2 gives its 5 points to a notebook without answers",
      "write-mean-test-1 needs the solution of another exercise: AssertionError: the mean of 1 and 3 is 2",
      "drop-largest-test-1 needs the solution of another exercise: AssertionError: three numbers need to be left",
    ]);
  });
});

describe.each(committed.map(({ name, path }) => [name, path] as const))("%s", (_name, path) => {
  test("gives full marks to its solutions, to each alone, and none without them", {
    timeout: 900_000,
  }, async () => {
    expect(await problemsOf(readAssignment(path))).toEqual([]);
  });
});
