import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { Claim } from "../../lib/claims/claim";
import { start } from "../../lib/commands/start";
import {
  type ClaimsOnFile,
  parseClaimsFile,
  readClaimsOnFile,
} from "../../lib/runner/compare/claims-on-file";
import { changeOf } from "../../lib/runner/compare/compare-claim";
import { compareRuns, differsBeyondNoise } from "../../lib/runner/compare/compare-runs";
import { comparisonLines } from "../../lib/runner/compare/comparison-lines";
import { comparisonSection } from "../../lib/runner/compare/comparison-section";
import { UsageError } from "../../lib/runner/usage-error";
import { claimOf, recordingTerminal, temporaryFolder } from "./fixtures";

const folder = temporaryFolder();
afterAll(() => folder.remove());

const runWith = (claims: readonly Claim[], settings: Record<string, number> = { seed: 1 }): ClaimsOnFile => ({
  scale: "quick",
  seed: settings.seed ?? null,
  notebooks: [{ name: "01-a", status: "completed", settings, data: [], claims }],
});

describe("a claim of two runs", () => {
  const old = claimOf({ measured: 0.5, standardError: 0.03 });

  test.each<[string, Partial<Claim>, string[]]>([
    ["at other seeds, 3 standard errors apart, is the same", { measured: 0.62 }, []],
    ["at other seeds, 5 standard errors apart, differs", { measured: 0.75 }, ["measured"]],
    ["of few replicates may lie further apart", { measured: 0.75, replicates: 5 }, []],
  ])("%s", (_, more, kinds) => {
    const change = changeOf(old, { ...old, standardError: 0.03, ...more }, false);
    expect(change?.kinds ?? []).toEqual(kinds);
    if (change) expect(change.beyondNoise).toBe(true);
  });

  test("of the same seed and settings may differ by rounding alone", () => {
    expect(changeOf(old, { ...old, measured: 0.5 * (1 + 1e-12) }, true)).toBeUndefined();
    expect(changeOf(old, { ...old, measured: 0.5001 }, true)).toMatchObject({
      kinds: ["measured"],
      beyondNoise: true,
    });
    const rounding = { ...old, amplifiesRounding: true };
    expect(changeOf(rounding, { ...rounding, measured: 0.5001 }, true)).toBeUndefined();
  });

  test("counts as changed when its published value is another, unless the settings are", () => {
    const other = { ...old, published: 0.7 };
    expect(changeOf(old, other, true)).toMatchObject({ kinds: ["published"], beyondNoise: true });
    expect(changeOf(old, other, false)).toBeUndefined();
  });

  test("may become undecided within noise, but not be contradicted", () => {
    const undecided = { ...old, verdict: "undecided", measured: 0.51 } as const;
    expect(changeOf(old, undecided, false)).toMatchObject({ kinds: ["verdict"], beyondNoise: false });
    const contradicted = { ...old, verdict: "not reproduced", measured: 0.51 } as const;
    expect(changeOf(old, contradicted, false)).toMatchObject({ kinds: ["verdict"], beyondNoise: true });
  });

  test("gone is a difference, new is none", () => {
    expect(changeOf(old, undefined, false)).toMatchObject({ kinds: ["gone"], beyondNoise: true, new: null });
    expect(changeOf(undefined, old, false)).toMatchObject({ kinds: ["new"], beyondNoise: false, old: null });
  });

  test("that was exact and moved lies an infinite number of standard errors apart", () => {
    const exact = { ...old, standardError: 0 };
    const change = changeOf(exact, { ...exact, measured: 0.6 }, false);
    expect(change).toMatchObject({ kinds: ["measured"], beyondNoise: true, standardErrors: null });
  });
});

describe("two runs", () => {
  const older = runWith([claimOf({ id: "01.a" }), claimOf({ id: "01.b" })]);
  const newer = runWith([claimOf({ id: "01.a", measured: 0.9 }), claimOf({ id: "01.c" })], {
    seed: 2,
    rounds: 9,
  });

  test("are compared by notebook and claim", () => {
    const comparison = compareRuns(older, {
      ...newer,
      notebooks: [...newer.notebooks, { ...newer.notebooks[0]!, name: "02-b" }],
    });
    expect(comparison).toMatchObject({
      old: { scale: "quick", seed: 1 },
      new: { scale: "quick", seed: 2 },
      notebooks: [{ name: "01-a", sameRun: false, compared: 1 }],
      notRun: [],
      added: ["02-b"],
    });
    const [notebook] = comparison.notebooks;
    expect(notebook!.settings).toEqual([
      { name: "seed", old: 1, new: 2 },
      { name: "rounds", old: null, new: 9 },
    ]);
    expect(notebook!.changes.map(({ id, kinds }) => [id, ...kinds])).toEqual([
      ["01.a", "measured"],
      ["01.b", "gone"],
      ["01.c", "new"],
    ]);
    expect(differsBeyondNoise(comparison)).toBe(true);
    expect(differsBeyondNoise(compareRuns(older, older))).toBe(false);
    expect(differsBeyondNoise(compareRuns(older, newer, (id) => id === "01.c"))).toBe(false);
  });

  test("other data are told, and make them no longer the same", () => {
    const [notebook] = older.notebooks;
    const other = { ...older, notebooks: [{ ...notebook!, data: [{ name: "iris", standIn: true }] }] };
    expect(compareRuns(older, other).notebooks[0]).toMatchObject({ otherData: true, sameRun: false });
  });

  test("are told in the terminal and in the report, hostile text as text", () => {
    const hostile = compareRuns(older, runWith([claimOf({ id: "01.<b>" })]));
    const text = comparisonLines(compareRuns(older, newer), 100).join("\n");
    expect(text).toContain(
      "Compared with the run at quick scale, seed 1, this one at quick scale, seed 2: 1 claim in both, 2 differ beyond noise; 0 verdicts are another, 1 gone, 1 new.",
    );
    expect(text).toContain("01-a had other settings: rounds none, now 9.");
    expect(text).toMatch(/01\.a +✓ 0\.510 ± 0\.010 +✓ 0\.900 ± 0\.010 +27\.58 s\.e\. +measured value/);
    expect(comparisonSection(hostile).html).toContain("01.&lt;b&gt;");
  });
});

describe("a claims.json", () => {
  test.each([
    ["no such file", "missing"],
    ["an empty folder", "."],
  ])("that is not there (%s) is refused", (_, name) => {
    const path = join(mkdtempSync(join(folder.path, "empty-")), name);
    expect(() => readClaimsOnFile(path, "--compare")).toThrow(UsageError);
    expect(() => readClaimsOnFile(path, "--compare")).toThrow(
      /^--compare needs the claims.json of a run, or the folder that npm start wrote it to: cannot read .*ENOENT/,
    );
  });

  test.each([
    "{",
    "[]",
    '{"scale": "quick"}',
    '{"scale": "quick", "notebooks": [{"name": "a", "settings": {}, "claims": [1]}]}',
  ])("that is none, %s, is refused", (text) => {
    expect(() => parseClaimsFile(text, "--with x")).toThrow(UsageError);
    expect(() => parseClaimsFile(text, "--with x")).toThrow(
      "--with x needs the claims.json that npm start writes",
    );
  });
});

test("--compare OLD --with NEW runs nothing and ends with 1 when they differ", async () => {
  const terminal = recordingTerminal();
  const context = { notebooks: folder.path, terminal, signal: new AbortController().signal };
  const write = (name: string, run: ClaimsOnFile) => {
    const path = join(folder.path, name);
    writeFileSync(path, JSON.stringify(run));
    return path;
  };
  const older = write("old.json", runWith([claimOf()]));
  const newer = write("new.json", runWith([claimOf({ measured: 0.52 })]));
  expect(await start(["--compare", older, "--with", older], context)).toBe(0);
  expect(await start(["--compare", older, "--with", newer], context)).toBe(1);
  expect(terminal.text()).toContain("1 claim in both, 1 differs beyond noise");
  const other = write("other.json", {
    ...runWith([]),
    notebooks: [{ ...runWith([]).notebooks[0]!, name: "02-b" }],
  });
  await expect(start(["--compare", other, "--with", newer], context)).rejects.toThrow(
    "--compare needs a run with one of the same notebooks (01-a), got one of 02-b.",
  );
});
