import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { committedProblems } from "../../lib/runner/committed/check";
import { firstPicture, withOverview } from "../../lib/runner/committed/readme";
import { readNotebook } from "../../lib/runner/notebook/read";
import { parseParameters } from "../../lib/runner/parameters/parse";

const folder = resolve(__dirname, "../../notebooks");
const files = readdirSync(folder).filter((file) => file.endsWith(".ipynb"));

describe("committed notebooks", () => {
  test("there are some", () => {
    expect(files.length).toBeGreaterThan(0);
  });

  test.each(files)("%s: its outputs belong to its code, are complete, free of errors and small", (file) => {
    expect(committedProblems(readFileSync(join(folder, file), "utf8"), file)).toEqual([]);
  });

  const notebooks = files.sort().map((file) => ({
    name: file.replace(".ipynb", ""),
    notebook: readNotebook(join(folder, file)),
  }));

  test("README.md shows the verdicts that they hold, and their charts", () => {
    const readme = readFileSync(join(folder, "../README.md"), "utf8");
    expect(withOverview(readme, notebooks)).toBe(readme);
  });

  test.each(notebooks)("$name: its picture is its first chart", ({ name, notebook }) => {
    expect(firstPicture(notebook)?.png.equals(readFileSync(join(folder, "images", `${name}.png`)))).toBe(
      true,
    );
  });

  test.each(notebooks)("$name: one cell of settings, which begin with scale and seed", ({ notebook }) => {
    const settings = notebook.cells.filter(({ metadata }) =>
      (metadata.tags as string[] | undefined)?.includes("parameters"),
    );
    expect(settings.length).toBe(1);
    const names = parseParameters(settings[0]!.source, "settings").map(({ name }) => name);
    expect(names.slice(0, 2)).toEqual(["scale", "seed"]);
  });

  test.each(notebooks)("$name: no cell is longer than 12 lines of code", ({ notebook }) => {
    const lines = (source: string) => source.split("\n").filter((line) => /^\s*(?!\/\/)\S/.test(line)).length;
    const long = notebook.cells.filter((cell) => cell.cell_type === "code" && lines(cell.source) > 12);
    expect(long.map(({ source }) => source)).toEqual([]);
  });
});
