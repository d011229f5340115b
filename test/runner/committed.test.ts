import { describe, expect, test } from "vitest";
import { claimsMimeType } from "../../lib/claims/claim";
import { committedProblems, longestCommittedBytes } from "../../lib/runner/committed/check";
import { compareClaims } from "../../lib/runner/committed/compare-claims";
import { reduceNotebook } from "../../lib/runner/committed/reduce";
import type { Cell, Notebook } from "../../lib/runner/notebook/format";
import { serializeNotebook } from "../../lib/runner/notebook/write";
import { claimOf, codeCell, display, notebookOf, runOf, textCell } from "./fixtures";

const chart = display({
  "application/vnd.plotly.v1+json": { data: [] },
  "image/png": "aGVsbG8=",
  "text/html": "<div></div>",
  "text/plain": "A chart",
});
const table = display({
  [claimsMimeType]: [claimOf()],
  "text/html": "<table></table>",
  "text/plain": "claims",
});
const large = display({ "text/html": "x".repeat(20_000), "text/plain": "large" });
const notebook = notebookOf([textCell("# Title"), codeCell("show()", [], [chart, table, large])]);
const reduced = reduceNotebook(runOf({ notebook, claims: [claimOf()] }), "quick", 1);
const problems = (changed: Notebook) => committedProblems(serializeNotebook(changed), "01.ipynb");
const withCode = (change: (cell: Cell) => Cell): Notebook => ({
  ...reduced,
  cells: [reduced.cells[0]!, change(reduced.cells[1]!)],
});

describe("a committed notebook", () => {
  test("keeps pictures, text and small tables", () => {
    const [cell] = reduced.cells.slice(1);
    const kept =
      "outputs" in cell!
        ? cell.outputs.map((output) => ("data" in output ? Object.keys(output.data) : []))
        : [];
    expect(kept).toEqual([["image/png", "text/plain"], ["text/html", "text/plain"], ["text/plain"]]);
  });

  test("is sound as it was written", () => {
    expect(problems(reduced)).toEqual([]);
  });

  test.each<[string, Notebook, RegExp]>([
    ["changed code", withCode((cell) => ({ ...cell, source: "other()" })), /was changed after its run/],
    ["missing outputs", withCode((cell) => ({ ...cell, outputs: [] }) as Cell), /shows no outputs/],
    [
      "a cell that did not run",
      withCode((cell) => ({ ...cell, execution_count: null }) as Cell),
      /1 code cells that were not executed/,
    ],
    [
      "an error",
      withCode(
        (cell) =>
          ({ ...cell, outputs: [{ output_type: "error", ename: "E", evalue: "", traceback: [] }] }) as Cell,
      ),
      /has errors in cells 1/,
    ],
    ["no record", { ...reduced, metadata: {} }, /has no record of a run/],
    [
      "too much in it",
      withCode(
        (cell) =>
          ({ ...cell, outputs: [display({ "image/png": "x".repeat(longestCommittedBytes) })] }) as Cell,
      ),
      /more than 400000/,
    ],
  ])("with %s is found out", (_, changed, message) => {
    expect(problems(changed).join("\n")).toMatch(message);
  });
});

describe("claims of a fresh run", () => {
  test("equal the committed ones up to rounding", () => {
    expect(
      compareClaims([claimOf()], [claimOf({ measured: 0.51 * (1 + 1e-10), reason: "Other words." })]),
    ).toEqual([]);
    expect(compareClaims([claimOf({ standardError: 0 })], [claimOf({ standardError: 0 })])).toEqual([]);
  });

  test("differ where a number, a verdict or the list differs", () => {
    const committed = [claimOf(), claimOf({ id: "gone" })];
    const fresh = [claimOf({ measured: 0.51 * (1 + 1e-8), verdict: "undecided" }), claimOf({ id: "new" })];
    expect(compareClaims(committed, fresh)).toEqual([
      "variance: verdict reproduced, now undecided",
      `variance: measured 0.51, now ${0.51 * (1 + 1e-8)}`,
      "gone: no longer claimed",
      "new: claimed for the first time",
    ]);
  });

  test("that amplify rounding may differ within the noise, and no further", () => {
    const committed = claimOf({ amplifiesRounding: true, standardError: 0.01 });
    const near = { ...committed, measured: 0.51 + 0.05, verdict: "undecided" as const };
    expect(compareClaims([committed], [near])).toEqual([]);
    expect(compareClaims([committed], [{ ...near, measured: 0.51 + 0.06 }])[0]).toMatch(
      /^variance: measured 0.51, now 0.57.*, further apart than 4 standard errors of 0.0141/,
    );
    expect(compareClaims([committed], [{ ...near, rival: 2 }])).toEqual(["variance: rival 1, now 2"]);
    expect(compareClaims([claimOf()], [near])).toHaveLength(2);
  });
});
