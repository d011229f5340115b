import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { start } from "../../lib/commands/start";
import { recordKey } from "../../lib/runner/committed/record";
import { UsageError } from "../../lib/runner/usage-error";
import { claimOf, codeCell, recordingTerminal, temporaryFolder, textCell, writeNotebook } from "./fixtures";

const folder = temporaryFolder();
afterAll(() => folder.remove());

const claims = [
  claimOf({ id: "01.a", statement: "The variance shrinks" }),
  claimOf({ id: "01.b", source: "Table 2", kind: "printed", verdict: "undecided" }),
];

beforeAll(() => {
  const text = textCell(
    "# 1 · Does it shrink?\n\nExpected run time: about 5 s at quick scale, 1.5 h at paper scale. More.",
  );
  const parameters =
    'let scale = "quick";\nlet seed = 1; // every number\nlet generations = 4; // paper: 400 — fits in a row\nlet kind: "a" | "b" = "a";';
  const record = { sourceDigest: "x", scale: "quick", seed: 1, claims, standIns: [], seconds: 65 };
  writeNotebook(folder.path, "01-shrink", [text, codeCell(parameters, ["parameters"])], {
    [recordKey]: record,
  });
  writeNotebook(folder.path, "07-bare", [codeCell("1")]);
});

async function list(...words: string[]) {
  const terminal = recordingTerminal();
  const signal = new AbortController().signal;
  const code = await start(["--list", ...words], { notebooks: folder.path, terminal, signal });
  return { code, text: terminal.text() };
}

describe("--list", () => {
  test("tells every notebook with its claims counted, its time and its settings at both scales", async () => {
    const { code, text } = await list();
    expect(code).toBe(0);
    expect(text).toContain(
      "01  Does it shrink?\n    01-shrink.ipynb · core · 2 claims: ✓ 1  ✗ 0  ? 1 at quick scale\n" +
        "    run time: about 5 s at quick scale, 1.5 h at paper scale; 1 min 05 s when it was committed\n",
    );
    expect(text).toMatch(/generations +number +4 +400 +fits in a row/);
    expect(text).toMatch(/kind +"a" or "b" +"a"\n/);
    expect(text).toContain("07  bare\n    07-bare.ipynb · never executed\n");
    expect(text).not.toContain("The variance shrinks");
  });

  test.each([[["01"]], [["--claims"]]])("%j tells the claims below their sources", async (words) => {
    const { text } = await list(...words);
    expect(text).toContain(
      "    closed form: closed form\n      01.a  The variance shrinks\n    printed: Table 2\n      01.b  Variance after ten fits\n",
    );
  });

  test("--json tells the same as data", async () => {
    const { text } = await list("--json", "all");
    const [first, second] = JSON.parse(text);
    expect(first).toMatchObject({
      number: "01",
      name: "01-shrink",
      question: "Does it shrink?",
      core: true,
      quickSeconds: 65,
      verdicts: { total: 2, reproduced: 1, notReproduced: 0, undecided: 1 },
    });
    expect(first.settings[2]).toEqual({
      name: "generations",
      type: "number",
      quick: 4,
      paper: 400,
      description: "fits in a row",
    });
    expect(first.claims.map(({ id }: { id: string }) => id)).toEqual(["01.a", "01.b"]);
    expect(second).toMatchObject({ core: false, claims: [], settings: [] });
  });

  test("refuses an unknown notebook with the nearest", async () => {
    await expect(list("01-shrunk")).rejects.toThrow(UsageError);
    await expect(list("01-shrunk")).rejects.toThrow("Nearest: 01-shrink");
  });
});
