import { describe, expect, test } from "vitest";
import { gradeNotebook } from "../../../lib/exercises/grading/grade-notebook";
import type { HandMark } from "../../../lib/exercises/grading/hand-marks";
import { maximumOf, outstandingOf, totalOf } from "../../../lib/exercises/grading/mark";
import type { SubmittedCell } from "../../../lib/exercises/grading/submitted-cells";
import { sums } from "../fixtures";
import { answered, forgetfulMean, rightAnswers, submittedCells } from "../submissions";
import { vmSessions } from "../vm-session";

const graded = (cells: readonly SubmittedCell[], byHand: ReadonlyMap<string, HandMark> = new Map()) =>
  gradeNotebook(sums, cells, { open: vmSessions(), byHand, signal: new AbortController().signal });

const gradedAnswers = (answers: Readonly<Record<string, string>>) =>
  graded(submittedCells(answered({ ...rightAnswers, ...answers })));

/** State and points of each cell that gives points. */
async function marksOf(answers: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  const { marks } = await gradedAnswers(answers);
  return Object.fromEntries(marks.map(({ gradeId, state, points }) => [gradeId, `${state} ${points}`]));
}

const full = {
  "predict-sum-test-1": "passed 4",
  "write-mean-test-1": "passed 3",
  "write-mean-test-2": "passed 5",
  "drop-largest-test-1": "passed 5",
  "explain-sum-explanation": "to be marked undefined",
};

describe("grading", () => {
  test("gives the points of the tests that pass, and leaves answers in words to a reader", async () => {
    expect(await marksOf({})).toEqual(full);
    const { marks, notes } = await gradedAnswers({});
    expect([totalOf(marks), outstandingOf(marks), maximumOf(marks)]).toEqual([17, 3, 20]);
    expect(notes).toEqual([]);
  });

  test("gives nothing for what was handed out", async () => {
    const { marks } = await graded(submittedCells(answered({})));
    expect(marks.map(({ points }) => points)).toEqual([0, 0, 0, 0, 0]);
    expect(marks.at(-1)!.state).toBe("unanswered");
  });

  test("tells a hidden test that failed from a visible one", async () => {
    expect(await marksOf({ "write-mean": forgetfulMean })).toEqual({
      ...full,
      "write-mean-test-2": "hidden 0",
    });
    expect(await marksOf({ "predict-sum": 'const predictedSum = "ten";' })).toEqual({
      ...full,
      "predict-sum-test-1": "failed 0",
    });
  });

  test("goes on behind a cell that fails, that never ends, or that takes the process with it", async () => {
    const failing = { ...full, "write-mean-test-1": "failed 0", "write-mean-test-2": "failed 0" };
    for (const source of ["throw new Error('no');", "for (;;);", "lose();", "this is no code"]) {
      expect(await marksOf({ "write-mean": source })).toEqual(failing);
    }
  });

  test("runs again what was lost with the process, and no test", async () => {
    const killing = `${rightAnswers["write-mean"]!.replace("let total", "if (values[0] === 1) lose();\n  let total")}`;
    expect(await marksOf({ "write-mean": killing })).toEqual({ ...full, "write-mean-test-1": "failed 0" });
  });

  test("stops after a submission has taken four processes with it", async () => {
    const lost = { "predict-sum": "lose();", "write-mean": "lose();", "drop-largest": "lose();" };
    const own = { gradeId: undefined, isCode: true, source: "lose();" };
    const { marks, notes, cells } = await graded([own, ...submittedCells(answered(lost))]);
    expect(totalOf(marks)).toBe(0);
    expect(notes).toEqual([
      "Cell of the student's own was stopped (lost).",
      "Cell predict-sum was stopped (lost).",
      "Cell write-mean was stopped (lost).",
      "Cell drop-largest was stopped (lost).",
      "1 cell was not run after that.",
    ]);
    expect(cells.find(({ gradeId }) => gradeId === "drop-largest-test-1")!.result).toBeUndefined();
  });

  test("shows nothing of the run with the hidden tests", async () => {
    const spy = 'function mean(values: number[]) { console.log("asked", values); return 2; }';
    const { cells } = await gradedAnswers({ "write-mean": spy });
    const shown = JSON.stringify(cells.map(({ result }) => result));
    expect(shown).toContain("asked 1,3");
    expect(shown).not.toContain("asked 2,4,9");
    expect(shown).not.toContain("secret");
  });

  test("takes marks given by hand", async () => {
    const byHand = new Map([["explain-sum-explanation", { points: 2.5, comment: "Nearly" }]]);
    const { marks } = await graded(submittedCells(answered(rightAnswers)), byHand);
    expect(marks.at(-1)).toMatchObject({ state: "marked", points: 2.5, comment: "Nearly" });
    expect(totalOf(marks)).toBe(19.5);
  });

  test("closes every session it opens", async () => {
    const log: string[] = [];
    const options = { open: vmSessions(log), byHand: new Map(), signal: new AbortController().signal };
    await gradeNotebook(sums, submittedCells(answered({})), options);
    expect(log).toEqual(["open", "close", "open", "close"]);
  });
});

describe("a submission that was changed where it must not be", () => {
  const cells = submittedCells(answered(rightAnswers));
  const replaced = (gradeId: string, change: (cell: SubmittedCell) => readonly SubmittedCell[]) =>
    cells.flatMap((cell) => (cell.gradeId === gradeId ? change(cell) : [cell]));

  test("has its tests and set-up put back", async () => {
    const easy = cells.map((cell) =>
      cell.gradeId?.includes("-test-") || cell.gradeId === "set-up" ? { ...cell, source: "1;" } : cell,
    );
    const { marks, notes } = await graded(easy);
    expect(totalOf(marks)).toBe(17);
    expect(notes).toContain("Cell set-up was changed and was put back as it had been.");
    expect(notes).toHaveLength(5);
  });

  test("has cells put back that are missing, in their places", async () => {
    const {
      marks,
      notes,
      cells: run,
    } = await graded(cells.filter(({ gradeId }) => gradeId !== "write-mean-test-2" && gradeId !== "set-up"));
    expect(totalOf(marks)).toBe(17);
    expect(notes).toEqual([
      "Cell set-up was missing and was put back.",
      "Cell write-mean-test-2 was missing and was put back.",
    ]);
    expect(run.map(({ gradeId }) => gradeId)).toEqual(sums.cells.map(({ gradeId }) => gradeId));
  });

  test("runs the cells that the student has added, where they stand", async () => {
    const own = { gradeId: undefined, isCode: true, source: "const helper = 10;" };
    const using = replaced("predict-sum", (cell) => [
      own,
      { ...cell, source: "const predictedSum = helper;" },
    ]);
    expect(totalOf((await graded(using)).marks)).toBe(17);
    const { cells: run } = await graded(using);
    expect(run[3]).toMatchObject({ role: "own", source: "const helper = 10;", exercise: "predict-sum" });
  });

  test("takes an answer that stands in a cell of the student's own", async () => {
    const moved = replaced("predict-sum", (cell) => [{ ...cell, gradeId: undefined }]);
    const { marks, notes } = await graded(moved);
    expect(totalOf(marks)).toBe(17);
    expect(notes).toEqual(["Cell predict-sum was missing."]);
  });

  test("has the last of several cells with one name as its answer", async () => {
    const twice = replaced("predict-sum", (cell) => [{ ...cell, source: "const predictedSum = 3;" }, cell]);
    expect(totalOf((await graded(twice)).marks)).toBe(17);
    const wrongLast = replaced("predict-sum", (cell) => [
      cell,
      { ...cell, source: "const predictedSum = 3;" },
    ]);
    const { marks, notes } = await graded(wrongLast);
    expect(totalOf(marks)).toBe(13);
    expect(notes).toEqual(["Cell predict-sum was there 2 times; the last one counts."]);
  });

  test("is graded in the instructor's order, whatever its own", async () => {
    const { marks, notes } = await graded([...cells].reverse());
    expect(totalOf(marks)).toBe(17);
    expect(notes).toEqual(["The cells stood in another order and were put back."]);
  });

  test("has answers of another type taken as what they have to be", async () => {
    const { marks, notes } = await graded(cells.map((cell) => ({ ...cell, isCode: !cell.isCode })));
    expect(totalOf(marks)).toBe(17);
    expect(notes).toContain("Cell predict-sum was of another type.");
  });
});
