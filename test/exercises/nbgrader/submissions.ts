import type { Assignment, Exercise } from "../../../lib/exercises/assignment/assignment";
import { studentVersion } from "../../../lib/exercises/release/student-version";
import type { Cell, CodeCell, Notebook, TextCell } from "../../../lib/runner/notebook/format";

/** A notebook as a student may hand it in, and the test cells that it has to fail. */
export interface Submission {
  readonly name: string;
  readonly notebook: Notebook;
  readonly failing: readonly string[];
  /** Where nbgrader, for a good reason of ours, lets others fail. */
  readonly failingUnderNbgrader?: readonly string[];
}

/** An exercise's solution with one thing changed, and the numbers of the test cells that notice. */
export interface WrongAnswer {
  readonly exercise: string;
  readonly change: readonly [from: string, to: string];
  readonly failing: readonly number[];
}

const gradeIdOf = (cell: Cell) => (cell.metadata.nbgrader as { grade_id?: string } | undefined)?.grade_id;

function mapCells(notebook: Notebook, change: (cell: Cell) => Cell | readonly Cell[]): Notebook {
  return { ...notebook, cells: notebook.cells.flatMap(change) };
}

/** With the sources of some cells changed, by grade_id. */
function edit(notebook: Notebook, gradeIds: readonly string[], change: (source: string) => string): Notebook {
  return mapCells(notebook, (cell) =>
    gradeIds.includes(gradeIdOf(cell) ?? "") ? { ...cell, source: change(cell.source) } : cell,
  );
}

function without(notebook: Notebook, gradeIds: readonly string[]): Notebook {
  return mapCells(notebook, (cell) => (gradeIds.includes(gradeIdOf(cell) ?? "") ? [] : cell));
}

function ownCode(id: string, source: string): CodeCell {
  return { cell_type: "code", id, source, metadata: {}, execution_count: null, outputs: [] };
}

function ownText(id: string, source: string): TextCell {
  return { cell_type: "markdown", id, source, metadata: {} };
}

const testsOf = ({ cells }: Exercise) =>
  cells.filter(({ role }) => role === "test").map(({ gradeId }) => gradeId);

/** Submissions of every kind, from all right to nothing, as students make them without meaning harm. */
export function submissionsOf(assignment: Assignment, wrongAnswers: readonly WrongAnswer[]): Submission[] {
  const released = studentVersion(assignment);
  const tested = assignment.exercises.filter((exercise) => testsOf(exercise).length > 0);
  const [first, second, third] = tested as [Exercise, Exercise, Exercise];
  const last = tested.at(-1)!;
  const solutions = new Map(
    assignment.cells.map(({ gradeId, role, cell }) => [
      gradeId,
      role === "solution" ? cell.source : undefined,
    ]),
  );
  const answered = mapCells(released, (cell) => {
    const isText = gradeIdOf(cell)?.endsWith("-explanation");
    return {
      ...cell,
      source: isText ? "Because it is so." : (solutions.get(gradeIdOf(cell)!) ?? cell.source),
    };
  });
  const given = assignment.cells.filter(({ role }) => role === "given");
  const setUp = given.filter(({ cell }) => cell.cell_type === "code").map(({ gradeId }) => gradeId);
  const texts = given.filter(({ cell }) => cell.cell_type === "markdown").map(({ gradeId }) => gradeId);
  const spoilt = ({ name }: Exercise, change: (source: string) => string) => edit(answered, [name], change);

  return [
    { name: "right", notebook: answered, failing: [] },
    { name: "empty", notebook: released, failing: tested.flatMap(testsOf) },
    ...wrongAnswers.map(({ exercise, change: [from, to], failing }) => ({
      name: `wrong-${exercise}`,
      notebook: edit(answered, [exercise], (source) => source.replace(from, () => to)),
      failing: failing.map((number) => `${exercise}-test-${number}`),
    })),
    {
      name: "half",
      notebook: mapCells(answered, (cell) =>
        tested.slice(2).some(({ name }) => name === gradeIdOf(cell))
          ? released.cells.find((other) => gradeIdOf(other) === gradeIdOf(cell))!
          : cell,
      ),
      failing: tested.slice(2).flatMap(testsOf),
    },
    {
      name: "syntax-error",
      notebook: spoilt(second, (source) => `${source}\nconst = (;`),
      failing: testsOf(second),
    },
    {
      name: "type-error",
      notebook: spoilt(third, (source) => `${source}\nconst size: number = "three";`),
      failing: testsOf(third),
    },
    {
      name: "error-in-first-answer",
      notebook: spoilt(first, (source) => `const none: number[] = undefined;\nnone.length;\n${source}`),
      failing: testsOf(first),
    },
    {
      name: "endless",
      notebook: spoilt(first, (source) => `while (true) {}\n${source}`),
      failing: testsOf(first),
    },
    {
      // The sandbox refuses to end, an error like any other; nbgrader's kernel ends, and what it had declared is gone.
      name: "ends-kernel",
      notebook: spoilt(last, (source) => `${source}\nprocess.exit(0);`),
      failing: [],
      failingUnderNbgrader: testsOf(last),
    },
    {
      name: "deleted-cells",
      notebook: without(answered, [...setUp, ...texts, ...testsOf(first), second.name, ...testsOf(third)]),
      failing: testsOf(second),
    },
    {
      name: "edited-tests",
      notebook: mapCells(
        edit(answered, [first.name], () => "// later"),
        (cell) =>
          testsOf(first).includes(gradeIdOf(cell)!)
            ? {
                ...cell,
                source: "",
                metadata: {
                  nbgrader: { ...(cell.metadata.nbgrader as object), points: 100, solution: true },
                },
              }
            : cell,
      ),
      failing: testsOf(first),
    },
    {
      name: "edited-texts",
      notebook: edit(
        edit(answered, texts, () => "My notes."),
        setUp,
        () => 'throw new Error("mine");',
      ),
      failing: [],
    },
    {
      name: "cells-of-ones-own",
      notebook: mapCells(answered, (cell) => [
        cell,
        ...(gradeIdOf(cell) === second.name
          ? [
              ownText("own-1", "# Scratch"),
              ownCode("own-2", 'throw new Error("tried something");'),
              ownCode("own-3", "40 + 2"),
            ]
          : []),
      ]),
      failing: [],
    },
    {
      name: "answered-elsewhere",
      notebook: mapCells(answered, (cell) =>
        gradeIdOf(cell) === third.name
          ? [
              released.cells.find((other) => gradeIdOf(other) === third.name)!,
              ownCode("own-answer", cell.source),
            ]
          : cell,
      ),
      failing: [],
    },
    { name: "another-order", notebook: { ...answered, cells: [...answered.cells].reverse() }, failing: [] },
    {
      name: "answer-twice",
      notebook: mapCells(answered, (cell) =>
        gradeIdOf(cell) === second.name ? [{ ...cell, id: "first-try", source: "// first try" }, cell] : cell,
      ),
      failing: [],
    },
    {
      name: "answer-as-text",
      notebook: mapCells(answered, (cell) =>
        gradeIdOf(cell) === third.name ? { ...ownText(cell.id, cell.source), metadata: cell.metadata } : cell,
      ),
      failing: [],
    },
    {
      name: "prints",
      notebook: edit(
        answered,
        tested.map(({ name }) => name),
        (source) => `${source}\nconsole.log("<script>alert(1)</script>");\nconsole.error("<b>careful</b>");`,
      ),
      failing: [],
    },
  ];
}
