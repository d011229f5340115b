import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Verdict } from "../../lib/claims/claim";
import { start } from "../../lib/commands/start";
import { claimOverSeeds } from "../../lib/runner/seeds/claim-over-seeds";
import { overSeeds } from "../../lib/runner/seeds/over-seeds";
import { UsageError } from "../../lib/runner/usage-error";
import {
  claimOf,
  codeCell,
  recordingTerminal,
  runOf,
  temporaryFolder,
  textCell,
  writeNotebook,
} from "./fixtures";

const folder = temporaryFolder();
afterAll(() => folder.remove());

describe("a claim over seeds", () => {
  const at = (seed: number, verdict: Verdict, measured = 0.5) => ({
    seed,
    claim: claimOf({ verdict, measured, standardError: 0.1, cell: 4 }),
  });

  test("has the mean over seeds with the standard error of their scatter", () => {
    const pooled = claimOverSeeds([
      at(1, "reproduced", 0.4),
      at(2, "reproduced", 0.5),
      at(3, "undecided", 0.6),
    ]);
    expect(pooled).toMatchObject({
      replicates: 3,
      verdicts: { reproduced: 2, notReproduced: 0, undecided: 1 },
    });
    expect(pooled.measured).toBeCloseTo(0.5, 12);
    expect(pooled.standardError).toBeCloseTo(0.1 / Math.sqrt(3), 12);
    expect(pooled.scatter).toBeCloseTo(1, 12);
    expect(pooled.atSeeds.map(({ seed, verdict }) => [seed, verdict])).toEqual([
      [1, "reproduced"],
      [2, "reproduced"],
      [3, "undecided"],
    ]);
    expect(pooled.reason).toBe(
      "Of 3 seeds, 2 reproduce it, 0 contradict it and 1 cannot decide; more than half have to agree.",
    );
  });

  test.each<[Verdict[], Verdict]>([
    [["reproduced", "reproduced", "not reproduced"], "reproduced"],
    [["not reproduced", "not reproduced", "reproduced"], "not reproduced"],
    [["reproduced", "not reproduced"], "undecided"],
    [["reproduced", "undecided", "undecided"], "undecided"],
  ])("%j is %s", (verdicts, verdict) => {
    expect(claimOverSeeds(verdicts.map((one, index) => at(index, one))).verdict).toBe(verdict);
  });

  test("made at one seed alone keeps its own standard error", () => {
    expect(claimOverSeeds([at(1, "reproduced")])).toMatchObject({ standardError: 0.1, scatter: null });
  });
});

test("a notebook over seeds has failed when it has at any of them", () => {
  const failure = { name: "Error", message: "no", traceback: [] };
  const claims = [claimOf()];
  const [run] = overSeeds([
    { seed: 1, runs: [runOf({ claims })] },
    { seed: 2, runs: [runOf({ status: "failed", failure })] },
  ]);
  expect(run).toMatchObject({ status: "failed", failure, claims: [{ atSeeds: [{ seed: 1 }] }] });
});

const cell = `import * as mc from "model-collapse";
const claims = mc.createClaimList("01", "quick");
const draws = Array.from(mc.createRandom(seed).fillNormal(new Float64Array(50)));
claims.add("mean", "Mean of normal draws", { source: "none", kind: "closed form", published: 0, rival: 9, ...mc.meanAndStandardError(draws) });
claims.add("never", "Something else", { source: "none", kind: "closed form", published: 5, rival: 9, ...mc.meanAndStandardError(draws) });
mc.showClaims(claims.claims);`;

describe("--seeds", () => {
  beforeAll(() => {
    writeNotebook(folder.path, "01-draws", [
      textCell("# Draws"),
      codeCell("let seed = 1;", ["parameters"]),
      codeCell(cell),
    ]);
    writeNotebook(folder.path, "02-without", [codeCell("1")]);
  });

  async function run(...words: string[]) {
    const terminal = recordingTerminal();
    const context = { notebooks: folder.path, terminal, signal: new AbortController().signal };
    const code = await start(words, context);
    return { code, shown: terminal.text() };
  }

  test("runs each notebook at each, and tells what holds at most of them", async () => {
    const output = join(folder.path, "report");
    const { code, shown } = await run("01", "--seeds", "1..2", "--output", output);
    const file = (name: string) => readFileSync(join(output, name), "utf8");
    expect(code).toBe(1);
    expect(shown).toMatch(/✓ 01-draws, seed 2 {2}completed/);
    expect(shown).toMatch(/01\.mean +Mean of normal draws +0 .* ✓✓ +✓ reproduced/);
    expect(shown).toMatch(/01\.never .* ✗✗ +✗ not reproduced/);
    const { seed, seeds, notebooks, verdicts } = JSON.parse(file("claims.json"));
    expect({ seed, seeds, verdicts }).toEqual({
      seed: null,
      seeds: [1, 2],
      verdicts: { total: 2, reproduced: 1, notReproduced: 1, undecided: 0 },
    });
    expect(notebooks).toMatchObject([
      { name: "01-draws", settings: {}, claims: [{ id: "01.mean" }, { id: "01.never" }] },
    ]);
    for (const at of seeds) {
      const own = JSON.parse(file(`seeds/${at}/claims.json`));
      expect(own).toMatchObject({ seed: at, notebooks: [{ name: "01-draws", settings: { seed: at } }] });
      const [pooled] = notebooks[0].claims;
      expect(pooled.atSeeds[at - 1].measured).toBe(own.notebooks[0].claims[0].measured);
      expect(existsSync(join(output, `seeds/${at}/notebooks/01-draws.ipynb`))).toBe(true);
    }
    expect(file("index.html")).toContain("Claims over seeds");
    const again = join(folder.path, "again");
    await run("01", "--seeds", "2,1", "--jobs", "1", "--output", again, "--compare", output);
    expect(readFileSync(join(again, "claims.json"), "utf8")).toBe(file("claims.json"));
    const comparison = JSON.parse(readFileSync(join(again, "comparison.json"), "utf8"));
    expect(comparison.notebooks).toMatchObject([{ sameRun: true, compared: 2, changes: [] }]);
    expect(readFileSync(join(again, "index.html"), "utf8")).toContain("What changed since an earlier run");
  }, 300_000);

  test("needs notebooks that have a seed", async () => {
    await expect(run("02", "--seeds", "1..3", "--output", join(folder.path, "none"))).rejects.toThrow(
      UsageError,
    );
    await expect(run("02", "--seeds", "1..3", "--output", join(folder.path, "none"))).rejects.toThrow(
      '--seeds needs notebooks with a setting "seed": 02-without has none',
    );
  });
});
