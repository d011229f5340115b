import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { claimsMimeType } from "../../lib/claims/claim";
import { notebooks } from "../../lib/commands/notebooks";
import { dataMimeType } from "../../lib/data/dataset";
import { committedProblems } from "../../lib/runner/committed/check";
import { claimOf, codeCell, recordingTerminal, temporaryFolder, writeNotebook } from "./fixtures";

const folder = temporaryFolder();
const path = join(folder.path, "01-sound.ipynb");
const readme = join(folder.path, "README.md");
const source = "MODEL_COLLAPSE_TEST_SOURCE";
afterAll(() => {
  delete process.env[source];
  folder.remove();
});

async function run(...words: string[]) {
  const [terminal, warnings] = [recordingTerminal(), recordingTerminal()];
  const code = await notebooks(words, {
    notebooks: folder.path,
    readme,
    terminal,
    warnings,
    signal: new AbortController().signal,
  });
  return { code, shown: terminal.text(), warned: warnings.text() };
}

beforeAll(async () => {
  const show = `const frontEnd = (globalThis as any)[Symbol.for("model-collapse.front-end")];
const claims = ${JSON.stringify([claimOf()])};
frontEnd.display({ "${claimsMimeType}": claims, "text/plain": "claims" });
const used = { name: "old-faithful", source: process.env.${source} ?? "folder", note: "eruptions" };
frontEnd.display({ "${dataMimeType}": used, "text/plain": "data" });`;
  writeFileSync(
    readme,
    "# Title\n<!-- findings: written by npm run notebooks -->\n<!-- /findings -->\n<!-- gallery: written by npm run notebooks -->\n<!-- /gallery -->\nend\n",
  );
  writeNotebook(folder.path, "01-sound", [codeCell("let seed = 1;", ["parameters"]), codeCell(show)]);
  writeNotebook(folder.path, "02-fails", [codeCell("throw new Error('no');")]);
});

test("notebooks are executed and written back, those that fail are left as they were", async () => {
  const failing = readFileSync(join(folder.path, "02-fails.ipynb"), "utf8");
  const { code, shown, warned } = await run();
  expect([code, warned]).toEqual([1, ""]);
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

test("the README tells how the claims ended", () => {
  expect(readFileSync(readme, "utf8")).toMatch(
    /^\| \[01-sound\]\(notebooks\/01-sound\.ipynb\) \| .*\| 1 \| 0 \| 0 \|$/m,
  );
});

test("--check compares nothing when a stand-in took the place of the real data, and says so", async () => {
  process.env[source] = "stand-in";
  const { code, shown, warned } = await run("01", "--check");
  expect([code, warned]).toEqual([1, ""]);
  expect(shown).toContain("01-sound used a stand-in for old-faithful, its committed claims the real data");
});

test("outputs that come from a stand-in are written, with a warning on standard error", async () => {
  process.env[source] = "stand-in";
  const { code, shown, warned } = await run("01");
  expect(code).toBe(0);
  expect(shown).toContain("Up to date: 01-sound");
  expect(warned).toBe(
    "01-sound used generated data in place of old-faithful: committed outputs should come from real data; " +
      "set MODEL_COLLAPSE_DATA (see data/README.md)\n",
  );
  expect(JSON.parse(readFileSync(path, "utf8")).metadata.model_collapse.standIns).toEqual(["old-faithful"]);
});

test("other sizes and settings are refused", async () => {
  await expect(run("--scale", "paper")).rejects.toThrow(/quick scale and default settings/);
  await expect(run("--set", "a=1")).rejects.toThrow(/quick scale and default settings/);
});
