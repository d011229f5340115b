import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { OutputError } from "../../../lib/runner/files/write-atomically";
import { serializeNotebook } from "../../../lib/runner/notebook/write";
import { UsageError } from "../../../lib/runner/usage-error";
import { exercisesProject } from "../commands";
import { instructors as committedFolder } from "../committed";
import { sums } from "../fixtures";

let project: ReturnType<typeof exercisesProject>;
let instructors: string;
let course: string;
beforeEach(() => {
  project = exercisesProject();
  instructors = project.instructors;
  course = join(project.folder.path, "course");
  cpSync(join(committedFolder, "nbgrader_config.py"), join(instructors, "nbgrader_config.py"));
});
afterEach(() => project.folder.remove());

const run = (...words: string[]) => project.run(...words);

const read = (...path: string[]) => readFileSync(join(...path), "utf8");

test("lays out what nbgrader looks for: the notebooks as they are, its settings, what to do next", async () => {
  expect(await run("course", course)).toBe(0);
  expect(readdirSync(course).sort()).toEqual(["README.md", "nbgrader_config.py", "source"]);
  expect(readdirSync(join(course, "source")).sort()).toEqual(["01", "02"]);
  expect(read(course, "source", "01", "01-sums.ipynb")).toBe(read(instructors, "01-sums.ipynb"));
  expect(read(course, "nbgrader_config.py")).toBe(read(instructors, "nbgrader_config.py"));
  expect(read(course, "README.md")).toContain("nbgrader autograde 01");
  expect(
    project
      .shown()
      .split("\n")
      .filter((line) => line.startsWith("Wrote ")),
  ).toHaveLength(4);
  expect(project.shown()).toContain(`${course}/README.md has the commands that come next.`);
});

test("takes some assignments, adds others later, and leaves what is as it should be", async () => {
  await run("course", course, "01");
  expect(readdirSync(join(course, "source"))).toEqual(["01"]);
  writeFileSync(join(course, "gradebook.db"), "marks");
  expect(await run("course", course, "more-sums")).toBe(0);
  expect(readdirSync(join(course, "source")).sort()).toEqual(["01", "02"]);
  expect(await run("course", course)).toBe(0);
  expect(project.shown()).toBe(`${course} is up to date.\n`);
  expect(read(course, "gradebook.db")).toBe("marks");
});

test("replaces nothing that differs, and then writes nothing, unless it is forced", async () => {
  await run("course", course);
  const settings = join(course, "nbgrader_config.py");
  writeFileSync(settings, "# mine");
  rmSync(join(course, "README.md"));
  await expect(run("course", course)).rejects.toThrow(
    new OutputError(
      `There are other files in the course: ${settings}. Nothing was written; --force replaces them.`,
    ),
  );
  expect(existsSync(join(course, "README.md"))).toBe(false);
  expect(await run("course", course, "--force")).toBe(0);
  expect(read(settings)).toContain("c.ClearSolutions.code_stub");
});

test("refuses a notebook that is not in order before anything is written", async () => {
  const cells = sums.notebook.cells.slice(0, -1);
  writeFileSync(join(instructors, "02-more-sums.ipynb"), serializeNotebook({ ...sums.notebook, cells }));
  await expect(run("course", course)).rejects.toThrow(/02-more-sums is not in order/);
  expect(existsSync(course)).toBe(false);
});

test.each([
  [["course"], "npm run exercises -- course needs the folder of the course, such as ~/course."],
  [["course", "x", "07"], 'There is no notebook "07". Nearest: 02-more-sums, 01-sums; or all.'],
  [["course", "x", "--forse"], "There is no flag --forse. Nearest: --force."],
])("answers %j", async (words, message) => {
  await expect(run(...words)).rejects.toThrow(new UsageError(message));
});

test("helps", async () => {
  expect(await run("course", "--help")).toBe(0);
  expect(project.shown()).toContain("npm run exercises -- course ~/course");
});
