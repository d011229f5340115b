import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { claimsMimeType } from "../../lib/claims/claim";
import { notebooks } from "../../lib/commands/notebooks";
import { committedProblems } from "../../lib/runner/committed/check";
import { claimOf, codeCell, recordingTerminal, temporaryFolder, writeNotebook } from "./fixtures";

const folder = temporaryFolder();
const path = join(folder.path, "01-sound.ipynb");
afterAll(() => folder.remove());

async function run(...words: string[]) {
  const terminal = recordingTerminal();
  const code = await notebooks(words, {
    notebooks: folder.path,
    terminal,
    signal: new AbortController().signal,
  });
  return { code, shown: terminal.text() };
}

beforeAll(async () => {
  const show = `const frontEnd = (globalThis as any)[Symbol.for("model-collapse.front-end")];
const claims = ${JSON.stringify([claimOf()])};
frontEnd.display({ "${claimsMimeType}": claims, "text/plain": "claims" });`;
  writeNotebook(folder.path, "01-sound", [codeCell("let seed = 1;", ["parameters"]), codeCell(show)]);
  writeNotebook(folder.path, "02-fails", [codeCell("throw new Error('no');")]);
});

test("notebooks are executed and written back, those that fail are left as they were", async () => {
  const failing = readFileSync(join(folder.path, "02-fails.ipynb"), "utf8");
  const { code, shown } = await run();
  expect(code).toBe(1);
  expect(shown).toContain("02-fails failed: left as it was");
  expect(readFileSync(join(folder.path, "02-fails.ipynb"), "utf8")).toBe(failing);
  const text = readFileSync(path, "utf8");
  expect(committedProblems(text, "01")).toEqual([]);
  expect(JSON.parse(text).metadata.model_collapse).toMatchObject({
    scale: "quick",
    seed: 1,
    claims: [claimOf()],
  });
});

test("--check compares and writes nothing", async () => {
  const text = readFileSync(path, "utf8");
  expect(await run("01", "--check")).toMatchObject({ code: 0 });
  expect(readFileSync(path, "utf8")).toBe(text);
});

test("other sizes and settings are refused", async () => {
  await expect(run("--scale", "paper")).rejects.toThrow(/quick scale and default settings/);
  await expect(run("--set", "a=1")).rejects.toThrow(/quick scale and default settings/);
});
