import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const repository = resolve(__dirname, "../..");
const made = ["lib/dist/index.js", "site/index.html", ".cache/chains/a"];
const results = ["report/claims.json", "grades/grades.csv"];
const everything = [".cache/tensorflow/lib", "data/cache/digits", "node_modules/one/index.js"];
const kept = ["package.json", "notebooks/01-one.ipynb", "lib/index.ts", "data/manifest.json"];

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "clean-"));
  for (const folder of ["clean.mjs", "setup"]) {
    cpSync(join(repository, "lib/commands", folder), join(root, "lib/commands", folder), { recursive: true });
  }
  for (const name of [...made, ...results, ...everything, ...kept]) {
    mkdirSync(resolve(root, name, ".."), { recursive: true });
    writeFileSync(join(root, name), "x".repeat(100_000));
  }
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function clean(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, "lib/commands/clean.mjs"), ...words],
    {
      encoding: "utf8",
    },
  );
  return { status, stdout, stderr };
}
const there = (names: readonly string[]) => names.filter((name) => existsSync(join(root, name)));

describe("npm run clean", () => {
  test("removes what is made again by itself, and nothing else", () => {
    expect(clean().stdout).toBe(
      "Removed lib/dist (0.1 MB)\nRemoved site (0.1 MB)\nRemoved .cache/chains (0.1 MB)\n",
    );
    expect(there(made)).toEqual([]);
    expect(there([...results, ...everything, ...kept])).toEqual([...results, ...everything, ...kept]);
    expect(clean()).toEqual({ status: 0, stdout: "Nothing to remove.\n", stderr: "" });
  });

  test("removes the results of runs, and everything, when asked to", () => {
    expect(clean("--results").status).toBe(0);
    expect(there([...made, ...results])).toEqual([]);
    expect(there(everything)).toEqual(everything);
    expect(clean("--all").stdout).toContain("Removed node_modules (0.1 MB)\n");
    expect(there([...made, ...results, ...everything])).toEqual([]);
    expect(there(kept)).toEqual(kept);
  });

  test("with --dry-run removes nothing", () => {
    expect(clean("--all", "--dry-run").stdout).toContain("Would remove .cache (0.2 MB)\n");
    expect(there([...made, ...results, ...everything])).toEqual([...made, ...results, ...everything]);
  });

  test("removes a link, not what it leads to", () => {
    rmSync(join(root, "report"), { recursive: true });
    const elsewhere = mkdtempSync(join(tmpdir(), "elsewhere-"));
    writeFileSync(join(elsewhere, "mine"), "mine");
    symlinkSync(elsewhere, join(root, "report"));
    expect(clean("--results").status).toBe(0);
    expect(there(["report"])).toEqual([]);
    expect(existsSync(join(elsewhere, "mine"))).toBe(true);
    rmSync(elsewhere, { recursive: true });
  });

  test("shows its help, and refuses words it does not know before it removes anything", () => {
    expect(clean("--help").stdout).toMatch(/^npm run clean \[--/);
    const refused = clean("--everything");
    expect(refused).toMatchObject({ status: 2, stdout: "" });
    expect(refused.stderr).toContain("npm run clean knows no --everything.");
    expect(there(made)).toEqual(made);
  });
});
