import { describe, expect, test } from "vitest";
import type { Assignment } from "../../../lib/exercises/assignment/assignment";
import { readAssignment } from "../../../lib/exercises/assignment/read";
import { hiddenTestMarks, solutionMarks } from "../../../lib/exercises/assignment/regions";
import { studentVersion, visibleSource } from "../../../lib/exercises/release/student-version";
import { parseNotebook } from "../../../lib/runner/notebook/read";
import { serializeNotebook } from "../../../lib/runner/notebook/write";
import { committed } from "../committed";
import { sums } from "../fixtures";
import { leaksIn, secretLines } from "../secrets";

const released = studentVersion(sums);
const releasedCell = (gradeId: string) => released.cells.find(({ id }) => id === `cell-${gradeId}`)!;

describe("a student version", () => {
  test("has stubs for solutions, indented as these were, and keeps what stands around them", () => {
    expect(releasedCell("write-mean").source.split("\n")).toEqual([
      "function mean(values: readonly number[]): number {",
      "  // YOUR CODE HERE",
      '  throw new Error("Not answered yet.");',
      "}",
    ]);
    expect(releasedCell("drop-largest").source).toBe(
      'const kept: number[] = [];\n// YOUR CODE HERE\nthrow new Error("Not answered yet.");\nconsole.log(kept.length);',
    );
    expect(releasedCell("explain-sum-explanation").source).toBe("YOUR ANSWER HERE");
  });

  test("has visible tests only", () => {
    expect(releasedCell("write-mean-test-1").source).toBe(
      'import assert from "node:assert/strict";\nassert.equal(mean([1, 3]), 2, "the mean of 1 and 3 is 2");',
    );
  });

  test("locks what is not to be changed", () => {
    const locks = (gradeId: string) => {
      const { deletable, editable } = releasedCell(gradeId).metadata;
      return { deletable, editable };
    };
    expect(locks("set-up")).toEqual({ deletable: false, editable: false });
    expect(locks("write-mean-test-1")).toEqual({ deletable: false, editable: false });
    expect(locks("write-mean")).toEqual({ deletable: false, editable: undefined });
    expect(locks("explain-sum-explanation")).toEqual({ deletable: false, editable: undefined });
  });

  // Computed by nbgrader 0.9.6 for the same cells.
  test.each([
    ["set-up", "49da6ef7265c8a204add2db8cfa00717"],
    ["write-mean", "5a51eba03c78a3b01d75f87503eb7663"],
    ["write-mean-test-1", "c1adb5e849e55871981e3b80d0dcf0eb"],
    ["explain-sum-explanation", "ce447cd927fcb7c674ef5bf7fea7cd19"],
  ])("has nbgrader's checksum of %s", (gradeId, checksum) => {
    expect(releasedCell(gradeId).metadata.nbgrader).toMatchObject({ checksum, grade_id: gradeId });
  });

  test("is a notebook that reads back as itself, and releases the same twice", () => {
    const text = serializeNotebook(released);
    expect(parseNotebook(text, "released")).toEqual(released);
    expect(serializeNotebook(studentVersion(sums))).toBe(text);
  });
});

/** The same release with one thing left in that has to go. */
function leakyRelease(assignment: Assignment, gradeId: string): string {
  const cells = studentVersion(assignment).cells.map((cell, index) => {
    const assigned = assignment.cells[index]!;
    return assigned.gradeId === gradeId ? assigned.cell : cell;
  });
  return serializeNotebook({ ...assignment.notebook, cells });
}

describe.each([
  ["01-sums", sums] as const,
  ...committed.map((file) => [file.name, readAssignment(file.path)] as const),
])("what is released of %s", (_name, assignment) => {
  const text = serializeNotebook(studentVersion(assignment));

  test("holds no line of a solution, of a model answer or of a hidden test", () => {
    expect(secretLines(assignment).length).toBeGreaterThan(assignment.exercises.length);
    expect(leaksIn(text, assignment)).toEqual([]);
    for (const mark of [...Object.values(solutionMarks), ...Object.values(hiddenTestMarks)]) {
      expect(text).not.toContain(mark);
    }
  });

  test("would be found to hold them", () => {
    const hiding = assignment.cells.filter((cell) => visibleSource(cell) !== cell.cell.source);
    for (const { gradeId } of hiding) {
      expect(leaksIn(leakyRelease(assignment, gradeId), assignment)).not.toEqual([]);
    }
    expect(hiding.length).toBeGreaterThanOrEqual(assignment.exercises.length);
  });
});
