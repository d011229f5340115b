import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { studentVersion } from "../../../lib/exercises/release/student-version";
import { OutputError } from "../../../lib/runner/files/write-atomically";
import { parseNotebook } from "../../../lib/runner/notebook/read";
import { serializeNotebook } from "../../../lib/runner/notebook/write";
import { UsageError } from "../../../lib/runner/usage-error";
import { exercisesProject } from "../commands";
import { sums } from "../fixtures";

let project: ReturnType<typeof exercisesProject>;
let instructors: string;
beforeEach(() => {
  project = exercisesProject();
  instructors = project.instructors;
});
afterEach(() => project.folder.remove());

const run = (...words: string[]) => project.run(...words);

describe("release", () => {
  test("writes the student versions that are asked for", async () => {
    const out = join(project.folder.path, "out", "deeper");
    expect(await run("release", "1", "--out", out)).toBe(0);
    expect(readdirSync(out)).toEqual(["01-sums.ipynb"]);
    const text = readFileSync(join(out, "01-sums.ipynb"), "utf8");
    expect(parseNotebook(text, "released")).toEqual(studentVersion(sums));
    expect(project.shown()).toMatch(/^Released .*01-sums\.ipynb\n$/);
    expect(await run("release", "all", "--out", join(project.folder.path, "both"))).toBe(0);
    expect(readdirSync(join(project.folder.path, "both"))).toEqual(["01-sums.ipynb", "02-more-sums.ipynb"]);
  });

  test("replaces nothing, and then writes nothing, unless it is forced", async () => {
    const out = join(project.folder.path, "out");
    mkdirSync(out);
    writeFileSync(join(out, "02-more-sums.ipynb"), "mine");
    await expect(run("release", "all", "--out", out)).rejects.toThrow(
      new OutputError(
        `Released before: ${join(out, "02-more-sums.ipynb")}. Nothing was written; --force replaces them, --out DIR takes another folder.`,
      ),
    );
    expect(readdirSync(out)).toEqual(["02-more-sums.ipynb"]);
    expect(readFileSync(join(out, "02-more-sums.ipynb"), "utf8")).toBe("mine");
    expect(await run("release", "all", "--out", out, "--force")).toBe(0);
    expect(readFileSync(join(out, "02-more-sums.ipynb"), "utf8")).toContain("YOUR CODE HERE");
  });

  test("never writes over the instructor's notebooks", async () => {
    await expect(run("release", "all", "--out", instructors, "--force")).rejects.toThrow(
      `--out ${instructors} would write over the instructor's notebooks: choose another folder.`,
    );
    expect(readFileSync(join(instructors, "01-sums.ipynb"), "utf8")).toContain("BEGIN SOLUTION");
  });

  test("refuses a notebook that is not in order before anything is written", async () => {
    const cells = sums.notebook.cells.slice(0, -1);
    writeFileSync(join(instructors, "02-more-sums.ipynb"), serializeNotebook({ ...sums.notebook, cells }));
    const out = join(project.folder.path, "out");
    await expect(run("release", "all", "--out", out)).rejects.toThrow(
      /02-more-sums is not in order:\n {2}exercise explain-sum needs/,
    );
    expect(existsSync(out)).toBe(false);
  });

  test.each([
    [["release"], "npm run exercises -- release needs assignments: 01, a name, or all."],
    [["release", "07"], 'There is no notebook "07". Nearest: 02-more-sums, 01-sums; or all.'],
    [["release", "01", "--ot", "x"], "There is no flag --ot. Nearest: --out."],
    [["release", "01", "--out="], "--out needs a folder, got none."],
    [["relaese"], 'npm run exercises: unknown action "relaese"; nearest: release'],
  ])("answers %j", async (words, message) => {
    await expect(run(...words)).rejects.toThrow(new UsageError(message));
  });
});

describe("npm run exercises", () => {
  test("lists assignments with their exercises", async () => {
    expect(await run("list", "01")).toBe(0);
    expect(project.shown()).toBe(
      "01-sums  Sums that shrink  (20 points)\n" +
        "    1  Predict the sum  (predict, 4 points)\n" +
        "    2  Write the mean  (implement, 8 points)\n" +
        "    3  Drop the largest  (ablation, 5 points)\n" +
        "    4  Say why  (explain, 3 points)\n",
    );
  });

  test.each([["--help"], ["list", "--help"], ["release", "--help"], ["check", "--help"]])(
    "helps with %s %s",
    async (...words) => {
      expect(await run(...words.filter((word) => word !== undefined))).toBe(0);
      expect(project.shown()).toContain("npm run exercises -- ");
    },
  );

  test("helps and ends with 2 without words", async () => {
    expect(await run()).toBe(2);
    expect(project.shown()).toContain("npm run exercises -- release 01 05");
  });

  test("checks notebooks, and says what is wrong with them", async () => {
    writeFileSync(join(instructors, "03-bad.ipynb"), serializeNotebook({ ...sums.notebook, metadata: {} }));
    expect(await run("check", "--quick")).toBe(1);
    expect(project.shown()).toBe(
      "✓ 01-sums\n✓ 02-more-sums\n✗ 03-bad\n" +
        '    the notebook needs a kernelspec "model-collapse" of language "typescript", got undefined and undefined\n',
    );
  });

  test("says that there are no assignments", async () => {
    const none = join(project.folder.path, "none");
    await expect(project.runOn(none, "list")).rejects.toThrow(
      /There are no assignments: .*none holds no NN-name\.ipynb\./,
    );
  });
});
