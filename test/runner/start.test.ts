import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { claimsMimeType } from "../../lib/claims/claim";
import { start } from "../../lib/commands/start";
import { lockFolder } from "../../lib/runner/files/lock";
import type { CodeCell } from "../../lib/runner/notebook/format";
import { readNotebook } from "../../lib/runner/notebook/read";
import { claimOf, codeCell, recordingTerminal, temporaryFolder, textCell, writeNotebook } from "./fixtures";

const frontEnd = 'const frontEnd = (globalThis as any)[Symbol.for("model-collapse.front-end")];';
const claims = JSON.stringify([claimOf()]);
const parameters = "let seed = 1;\nlet generations = 2; // paper: 3 — fits";

const folder = temporaryFolder();
afterAll(() => folder.remove());

beforeAll(() => {
  writeNotebook(folder.path, "01-sound", [
    textCell("# Does it run?"),
    codeCell(parameters, ["parameters"]),
    codeCell("console.log('one'); console.log('two'); console.error('three');\nseed * 100 + generations"),
    codeCell(`${frontEnd}\nfrontEnd.display({ "text/plain": "1 %" }, { displayId: "bar" });`),
    codeCell('frontEnd.display({ "text/plain": "100 %" }, { displayId: "bar", update: true });'),
    codeCell("throw new Error('meant');", ["raises-exception"]),
    codeCell(`const claims = ${claims}.map((claim) => ({ ...claim, cell: frontEnd.cell }));`),
    codeCell(`frontEnd.display({ "${claimsMimeType}": claims, "text/plain": "claims" });`),
  ]);
  writeNotebook(folder.path, "02-throws", [
    codeCell("1 + 1"),
    codeCell("const a = 1;\nthrow new RangeError('no good');"),
    codeCell("a"),
  ]);
  writeNotebook(folder.path, "03-type-error", [codeCell("const a = 1;\nconst b: number = 'x';")]);
  writeNotebook(folder.path, "04-exits", [codeCell("process.exit(3);")]);
  writeNotebook(folder.path, "06-dies", [
    codeCell("process.kill(process.ppid, 'SIGKILL');\nawait new Promise(() => undefined);"),
  ]);
  writeNotebook(folder.path, "07-hangs", [codeCell("for (;;) await Promise.resolve();")]);
});

/** Runs `npm start` on the notebooks above. */
async function run(output: string, ...words: string[]) {
  const terminal = recordingTerminal();
  const context = { notebooks: folder.path, terminal, signal: new AbortController().signal };
  const code = await start([...words, "--output", join(folder.path, output)], context);
  const file = (name: string) => readFileSync(join(folder.path, output, name), "utf8");
  return { code, shown: terminal.text(), file, claims: JSON.parse(file("claims.json")) };
}

const textOf = (cell: unknown) =>
  (cell as CodeCell).outputs.map((output) =>
    "text" in output ? output.text : "data" in output ? output.data["text/plain"] : output.output_type,
  );

describe("a sound notebook", () => {
  let sound: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    sound = await run("sound", "01", "--seed", "7", "--set", "generations=50");
  });

  test("is executed with its settings and all its outputs", () => {
    const { cells } = readNotebook(join(folder.path, "sound/notebooks/01-sound.ipynb"));
    expect(cells.map((cell) => cell.source)[2]).toBe("// Settings of this run\nseed = 7;\ngenerations = 50;");
    expect(textOf(cells[3])).toEqual(["one\ntwo\n", "three\n", "750"]);
    expect(textOf(cells[4])).toEqual(["100 %"]);
    expect(textOf(cells[6])).toEqual(["error"]);
  });

  test("passes, with its claims on the terminal and in the files", () => {
    expect(sound.code).toBe(0);
    expect(sound.shown).toMatch(/▶ 01-sound/);
    expect(sound.shown).toMatch(
      /✓ reproduced: Variance after ten fits \(measured 0\.510 ± 0\.010, published 0\.5\)/,
    );
    expect(sound.shown).toMatch(/variance +Variance after ten fits +0\.5 +0\.510 ± 0\.010 +✓ reproduced/);
    expect(sound.shown).toMatch(/1 claim: 1 reproduced, 0 not reproduced, 0 undecided/);
    expect(sound.claims).toMatchObject({
      seed: 7,
      notebooks: [{ settings: { generations: 50 }, claims: [{ ...claimOf(), cell: "code-7" }] }],
    });
    expect(sound.file("index.html")).toContain("All 1 claims are reproduced.");
  });

  test("gives the same claims.json with other workers and jobs", async () => {
    const again = await run(
      "again",
      "01",
      "--seed",
      "7",
      "--set",
      "generations=50",
      "--jobs",
      "1",
      "--workers",
      "3",
    );
    expect(again.file("claims.json")).toBe(sound.file("claims.json"));
  });
});

describe("notebooks that fail", () => {
  let failing: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    failing = await run("failing", "01", "02", "03", "04", "06");
  });

  test("do not stop the others, and the run fails", () => {
    expect(failing.code).toBe(1);
    const statuses = failing.claims.notebooks.map(({ status }: { status: string }) => status);
    expect(statuses).toEqual(["completed", "failed", "failed", "failed", "failed"]);
    expect(failing.shown).toMatch(/Not completed: 02-throws \(failed\), 03-type-error/);
  });

  test.each([
    ["an error", "cell 2, line 2: RangeError: no good\n      throw new RangeError('no good');"],
    ["a type error", "cell 1, line 2: TypeScriptError: Type 'string' is not assignable to type 'number'."],
    ["the end of its process", "cell 1: RealmLost: The cell ended its own process: process.exit(3)."],
    ["the death of its kernel", "cell 1: KernelDeath: The kernel ended by itself (signal SIGKILL)."],
  ])("%s is told with cell, line and text", (_, message) => {
    expect(failing.shown).toContain(message);
  });

  test("keep what they had shown, and nothing of what did not run", () => {
    const { cells } = readNotebook(join(folder.path, "failing/notebooks/02-throws.ipynb"));
    expect(textOf(cells[0])).toEqual(["2"]);
    expect(textOf(cells[1])).toEqual(["error"]);
    expect(cells[2]).toMatchObject({ execution_count: null, outputs: [] });
  });
});

test("a cell that hangs is ended after the time limit", async () => {
  const { code, shown } = await run("hanging", "07", "--timeout", "2");
  expect(code).toBe(1);
  expect(shown).toMatch(/cell 1: CellTimeout: The cell ran longer than 2 s \(--timeout\)/);
});

test("wrong words stop the run before any kernel starts or file is written", async () => {
  await expect(run("none", "01", "--set", "generation=3")).rejects.toThrow(/Nearest: generations/);
  await expect(run("none", "01", "--set", "generations=many")).rejects.toThrow(/is number \(default 2\)/);
  await expect(run("none", "99")).rejects.toThrow(/There is no notebook "99"/);
  expect(existsSync(join(folder.path, "none"))).toBe(false);
});

test("a folder in use, and the notebooks' own folder, are refused", async () => {
  const lock = lockFolder(join(folder.path, "held"));
  await expect(run("held", "01")).rejects.toThrow(/is in use by process/);
  lock.release();
  const context = {
    notebooks: join(folder.path, "notebooks"),
    terminal: recordingTerminal(),
    signal: new AbortController().signal,
  };
  lockFolder(context.notebooks).release();
  writeNotebook(context.notebooks, "01-sound", [codeCell("1")]);
  await expect(start(["--output", folder.path], context)).rejects.toThrow(/would write over the notebooks/);
});

test("--help shows the flags", async () => {
  const terminal = recordingTerminal();
  expect(
    await start(["--help"], { notebooks: folder.path, terminal, signal: new AbortController().signal }),
  ).toBe(0);
  expect(terminal.text()).toMatch(/--scale quick\|paper/);
});
