import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gradeNotebook } from "../../../lib/exercises/grading/grade-notebook";
import { maximumOf, totalOf } from "../../../lib/exercises/grading/mark";
import { readSubmittedCells, type SubmittedCell } from "../../../lib/exercises/grading/submitted-cells";
import { serializeNotebook } from "../../../lib/runner/notebook/write";
import { sums } from "../fixtures";
import { answered, forgetfulMean, rightAnswers } from "../submissions";
import { vmSessions } from "../vm-session";

type RawCell = Record<string, unknown> & { metadata?: unknown };

const graded = (cells: readonly SubmittedCell[]) =>
  gradeNotebook(sums, cells, {
    open: vmSessions(),
    byHand: new Map(),
    signal: new AbortController().signal,
  });

/** Right, partly right, wrong, missing, and hostile answers. */
const answers = fc.record({
  "predict-sum": fc.constantFrom(rightAnswers["predict-sum"]!, "const predictedSum = 9;", "throw 1;"),
  "write-mean": fc.constantFrom(rightAnswers["write-mean"]!, forgetfulMean, "const mean = 3;", "lose();"),
  "drop-largest": fc.constantFrom(rightAnswers["drop-largest"]!, "const kept: number[] = [];"),
});

const nonsense = fc.oneof(fc.constant(null), fc.jsonValue({ maxDepth: 2 }));
const place = fc.nat(1000);

type Mutation = (cells: readonly RawCell[]) => RawCell[];

/** A mutation of the cell at a place, counted round the notebook. */
const changing =
  (at: number, change: (cell: RawCell) => unknown): Mutation =>
  (cells) =>
    cells.map((cell, index) => (index === at % cells.length ? (change(cell) as RawCell) : cell));

const inserted = (cells: readonly RawCell[], at: number, cell: RawCell): RawCell[] => {
  const index = at % (cells.length + 1);
  return [...cells.slice(0, index), cell, ...cells.slice(index)];
};

const withoutPoints = (cell: RawCell): RawCell => ({
  ...cell,
  metadata: {
    nbgrader: { ...(cell?.metadata as { nbgrader?: object } | null)?.nbgrader, points: 1e3, grade: false },
  },
});

/** What somebody can do to the cells of a notebook. */
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  place.map(
    (at): Mutation =>
      (cells) =>
        cells.filter((_, index) => index !== at % cells.length),
  ),
  fc.tuple(place, place).map(
    ([from, to]): Mutation =>
      (cells) =>
        inserted(cells, to, cells[from % cells.length]!),
  ),
  fc.tuple(place, place).map(
    ([from, to]): Mutation =>
      (cells) => {
        const moved = from % cells.length;
        return inserted(
          cells.filter((_, index) => index !== moved),
          to,
          cells[moved]!,
        );
      },
  ),
  fc.tuple(place, place).map(
    ([one, other]): Mutation =>
      (cells) => {
        const [a, b] = [one % cells.length, other % cells.length];
        const [first, second] = [cells[a]?.metadata, cells[b]?.metadata];
        return changing(b, (cell) => ({ ...cell, metadata: first }))(
          changing(a, (cell) => ({ ...cell, metadata: second }))(cells),
        );
      },
  ),
  fc
    .tuple(place, fc.constantFrom("code", "markdown", "raw", "soup"))
    .map(([at, cell_type]) => changing(at, (cell) => ({ ...cell, cell_type }))),
  fc.tuple(place, nonsense).map(([at, metadata]) => changing(at, (cell) => ({ ...cell, metadata }))),
  fc
    .tuple(place, nonsense)
    .map(([at, nbgrader]) => changing(at, (cell) => ({ ...cell, metadata: { nbgrader } }))),
  fc
    .tuple(place, fc.constantFrom("source", "outputs", "id"), nonsense)
    .map(([at, key, value]) => changing(at, (cell) => ({ ...cell, [key]: value }))),
  fc.tuple(place, nonsense).map(([at, cell]) => changing(at, () => cell)),
  fc.constant<Mutation>((cells) => cells.map(withoutPoints)),
);

describe("a notebook that was mutilated in any way", () => {
  test("is graded, and earns at most what its answers earn", async () => {
    const property = fc.asyncProperty(
      answers,
      fc.array(mutation, { minLength: 1, maxLength: 6 }),
      async (given, mutations) => {
        const whole = JSON.parse(serializeNotebook(answered(given))) as { cells: RawCell[] };
        const honest = await graded(readSubmittedCells(JSON.stringify(whole)));
        const cells = mutations.reduce((now, change) => (now.length === 0 ? now : change(now)), whole.cells);
        const mutilated = await graded(readSubmittedCells(JSON.stringify({ ...whole, cells })));
        for (const [index, mark] of mutilated.marks.entries()) {
          expect(mark.points ?? 0).toBeLessThanOrEqual(honest.marks[index]!.points ?? 0);
        }
        expect(maximumOf(mutilated.marks)).toBe(20);
        expect(totalOf(mutilated.marks)).toBeLessThanOrEqual(totalOf(honest.marks));
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });

  test("is read or refused, whatever the file holds", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (content) => {
        const text = JSON.stringify({ nbformat: 4, cells: content });
        if (Array.isArray(content)) expect(readSubmittedCells(text)).toHaveLength(content.length);
        else expect(() => readSubmittedCells(text)).toThrow(RangeError);
      }),
    );
  });

  test.each([
    ["", "The file is empty."],
    ["{", "The file is no notebook: it holds no valid JSON."],
    ["null", "The file is no notebook of format 4: got none."],
    ['{"nbformat":3,"worksheets":[]}', "The file is no notebook of format 4: got format 3."],
    [`{"cells":[${"0,".repeat(500)}0]}`, "The notebook has 501 cells; at most 500 are graded."],
  ])("is refused with a reason (%#)", (text, message) => {
    expect(() => readSubmittedCells(text)).toThrow(new RangeError(message));
  });

  test("may begin with a byte order mark", () => {
    expect(readSubmittedCells('\ufeff{"cells":[]}')).toEqual([]);
  });
});
