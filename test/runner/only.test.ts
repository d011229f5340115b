import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Claim } from "../../lib/claims/claim";
import { start } from "../../lib/commands/start";
import { compareClaims } from "../../lib/runner/committed/compare-claims";
import { recordKey, recordOf } from "../../lib/runner/committed/record";
import { readNotebook } from "../../lib/runner/notebook/read";
import { listNotebooks, selectNotebooks } from "../../lib/runner/notebook/select";
import { UsageError } from "../../lib/runner/usage-error";
import {
  claimOf,
  codeCell,
  recordingTerminal,
  repository,
  temporaryFolder,
  textCell,
  writeNotebook,
} from "./fixtures";

const folder = temporaryFolder();
afterAll(() => folder.remove());

async function run(notebooks: string, output: string, ...words: string[]) {
  const terminal = recordingTerminal();
  const context = { notebooks, terminal, signal: new AbortController().signal };
  const code = await start(["--output", join(folder.path, output), ...words], context);
  const { notebooks: written } = JSON.parse(readFileSync(join(folder.path, output, "claims.json"), "utf8"));
  return { code, shown: terminal.text(), notebooks: written as { name: string; claims: Claim[] }[] };
}

const evidence =
  '{ source: "none", kind: "closed form", published: 1, rival: 9, standardError: 0, measured: value }';

describe("--only", () => {
  beforeAll(() => {
    const record = (...ids: string[]) => {
      const claims = ids.map((id) => claimOf({ id }));
      return { [recordKey]: { sourceDigest: "", scale: "quick", seed: 1, claims, standIns: [] } };
    };
    const cells = [
      codeCell('import * as mc from "model-collapse";\nconst claims = mc.createClaimList("01", "quick");'),
      codeCell('const value = 1;\nconsole.log("needed");'),
      codeCell('throw new Error("not needed");'),
      codeCell(`claims.add("a", "Wanted", ${evidence});\nclaims.add("b", "Beside it", ${evidence});`),
      codeCell("mc.showClaims(claims.claims);"),
    ];
    writeNotebook(folder.path, "01-cut", [textCell("# Cut"), ...cells], record("01.a", "01.b"));
    const hidden = [
      codeCell(
        'import * as mc from "model-collapse";\nconst claims = mc.createClaimList("02", "quick");\nlet value = 5;',
      ),
      codeCell(
        `const name = "a";\nfor (const key of ["c", "d"]) claims.add(\`\${key}\`, "x", { ...mc.nothing, ...` +
          evidence +
          " });",
      ),
      codeCell("mc.showClaims(claims.claims);"),
    ];
    writeNotebook(folder.path, "02-wrong", hidden, record("02.c"));
  });

  test("runs the cells that a claim depends on, and tells of it alone", async () => {
    const { code, shown, notebooks } = await run(folder.path, "cut", "--only", "01.a");
    expect(code).toBe(0);
    expect(shown).toContain("01-cut runs 4 of 5 cells for 1 claim\n");
    expect(notebooks).toMatchObject([{ name: "01-cut", claims: [{ id: "01.a" }] }]);
    expect(notebooks[0]!.claims).toHaveLength(1);
    const { cells } = readNotebook(join(folder.path, "cut/notebooks/01-cut.ipynb"));
    expect(cells[3]).toMatchObject({ execution_count: null, outputs: [] });
  });

  test("runs the whole notebook when some cells turn out not to be enough", async () => {
    const { code, shown, notebooks } = await run(folder.path, "whole", "--only", "02.*");
    expect(shown).toContain("↻ 02-wrong runs again: some cells alone do not give every claim");
    expect(code).toBe(1);
    expect(notebooks).toMatchObject([{ name: "02-wrong" }]);
  });

  test("refuses claims that nobody makes, with the nearest", async () => {
    await expect(run(folder.path, "none", "--only", "01.aa")).rejects.toThrow(UsageError);
    await expect(run(folder.path, "none", "--only", "01.aa")).rejects.toThrow(
      'There is no claim "01.aa". Nearest: 01.a, 01.b.',
    );
    await expect(run(folder.path, "none", "02", "--only", "01.*")).rejects.toThrow(
      /^There is no claim "01\.\*"/,
    );
  });
});

describe("digits are those of the whole notebook", () => {
  const folderOfNotebooks = join(repository, "notebooks");

  test.each([["09.coupling.*"], ["05.discrete.absorption.*"], ["06.colours.*"]])(
    "%s",
    async (pattern) => {
      const [file] = selectNotebooks([pattern.slice(0, 2)], listNotebooks(folderOfNotebooks));
      const committed = recordOf(readNotebook(file!.path))!.claims.filter(({ id }) =>
        id.startsWith(pattern.slice(0, -1)),
      );
      const { shown, notebooks } = await run(folderOfNotebooks, pattern.slice(0, 5), "--only", pattern);
      expect(shown).toMatch(/ runs \d+ of \d+ cells for /);
      expect(shown).not.toContain("runs again");
      expect(committed.length).toBeGreaterThan(1);
      expect(compareClaims(committed, notebooks[0]!.claims)).toEqual([]);
    },
    300_000,
  );
});
