import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chainMimeType } from "../../lib/chain/origin";
import { start } from "../../lib/commands/start";
import {
  keptChainFolder,
  newChainFolder,
  ownChainFolder,
  resumableChainFolder,
} from "../../lib/runner/chain-folder";
import { describeChains } from "../../lib/runner/chain-lines";
import { reduceNotebook } from "../../lib/runner/committed/reduce";
import { chainOriginsIn } from "../../lib/runner/execution/collect";
import { OutputError } from "../../lib/runner/files/write-atomically";
import type { CodeCell } from "../../lib/runner/notebook/format";
import { readNotebook } from "../../lib/runner/notebook/read";
import {
  codeCell,
  display,
  notebookOf,
  recordingTerminal,
  runOf,
  temporaryFolder,
  textCell,
  writeNotebook,
} from "./fixtures";

const folder = temporaryFolder();
afterAll(() => folder.remove());

/** A chain that shows its last digits and how many fits it took. */
const chain = `import * as mc from "model-collapse";
let fits = 0;
const family = mc.gaussian();
const counted = { ...family, origin: undefined, fit: (data: mc.Sample) => (fits++, family.fit(data, undefined as never)) };
const chain = mc.runChain({
  family: counted, regime: mc.replace, real: { model: { mean: 0, standardDeviation: 1 }, count: 50 },
  generations: 30, replicates: 2, random: mc.createRandom("shared"), checkpoint: mc.chainStore({ captured: {} }),
});
const records = await chain.collect();
console.log(records.at(-1).model.standardDeviation, fits);`;

beforeAll(() => {
  writeNotebook(folder.path, "03-first", [textCell("# First"), codeCell(chain)]);
  writeNotebook(folder.path, "04-second", [textCell("# Second"), codeCell(chain)]);
});

/** Runs some of the notebooks above. */
async function run(output: string, names: readonly string[], ...words: string[]) {
  const terminal = recordingTerminal();
  const context = { notebooks: folder.path, terminal, signal: new AbortController().signal };
  const root = join(folder.path, output);
  const code = await start([...names, "--output", root, ...words], context);
  const printed = names.map((name) => {
    const file = name === "03" ? "03-first" : "04-second";
    const { cells } = readNotebook(join(root, "notebooks", `${file}.ipynb`));
    const [stream] = (cells[1] as CodeCell).outputs.filter(({ output_type }) => output_type === "stream");
    const [deviation, fits] = (stream as { text: string }).text.trim().split(" ").map(Number);
    return { deviation, fits };
  });
  return {
    code,
    printed,
    root,
    shown: terminal.text(),
    page: readFileSync(join(root, "index.html"), "utf8"),
  };
}

describe("notebooks that want the same chain", () => {
  test("run it once; the terminal and the report say so; the next run runs it again", async () => {
    const { code, printed, root, shown, page } = await run("report", ["03", "04"], "--jobs", "1");
    expect(code).toBe(0);
    expect(printed.map(({ fits }) => fits)).toEqual([62, 0]);
    expect(printed[0]!.deviation).toBe(printed[1]!.deviation);
    expect(shown).toMatch(
      /✓ 04-second {2}completed after .*\n {4}1 chain is not run again: computed by 03-first\n/,
    );
    expect(shown.match(/not run again/g)).toHaveLength(1);
    expect(page).toContain('<p class="note">1 chain is not run again: computed by 03-first.</p>');
    expect(page).toContain("This chain is not run again: computed by 03-first");
    expect(readdirSync(root).sort()).toEqual([
      "claims.json",
      "index.html",
      "notebooks",
      "ro-crate-metadata.json",
      "run.json",
    ]);
    const again = await run("report", ["04"]);
    expect(again.printed).toEqual([printed[0]]);
    expect(again.shown).not.toContain("not run again");
  }, 180_000);

  test("run it once side by side", async () => {
    const { printed } = await run("both", ["03", "04"], "--jobs", "2");
    expect(printed.map(({ fits }) => fits).sort()).toEqual([0, 62]);
    expect(printed[0]!.deviation).toBe(printed[1]!.deviation);
  });

  test("do not run what a kept store has of an earlier run", async () => {
    const store = join(folder.path, "store");
    await run("kept", ["03"], "--chains", store);
    const { printed, shown } = await run("kept", ["04"], "--chains", store);
    expect(printed.map(({ fits }) => fits)).toEqual([0]);
    expect(shown).toContain("1 chain is not run again: computed by 03-first in an earlier run");
    expect(existsSync(store)).toBe(true);
  });
});

describe("folders of chains", () => {
  const path = () => join(folder.path, "folders", ".chains");

  test("of one run are emptied at its start and gone at its end", () => {
    const kept = keptChainFolder(join(path(), "left"));
    kept.remove();
    expect(existsSync(kept.path)).toBe(true);
    const own = ownChainFolder(path());
    expect(readdirSync(own.path)).toEqual([]);
    own.remove();
    own.remove();
    expect(existsSync(own.path)).toBe(false);
  });

  test("of a run that can be resumed stay until it is finished, and are emptied by one that begins anew", () => {
    const store = resumableChainFolder(path(), false);
    writeFileSync(join(store.path, "chain"), "");
    expect(readdirSync(resumableChainFolder(path(), true).path)).toEqual(["chain"]);
    expect(readdirSync(resumableChainFolder(path(), false).path)).toEqual([]);
    store.remove();
    expect(existsSync(store.path)).toBe(false);
  });

  test("of runs side by side differ", () => {
    const [a, b] = [newChainFolder(path()), newChainFolder(path())];
    expect(a.path).not.toBe(b.path);
    for (const one of [a, b]) one.remove();
    expect(readdirSync(path())).toEqual([]);
  });

  test("that cannot be made name the flag", () => {
    expect(() => keptChainFolder(join(folder.path, "03-first.ipynb", "store"))).toThrow(OutputError);
    expect(() => keptChainFolder(join(folder.path, "03-first.ipynb", "store"))).toThrow(
      /a part of the path is a file: choose another folder with --chains/,
    );
  });
});

describe("what notebooks say of their chains", () => {
  const origin = { replicates: 5, read: 5, continued: 0, computedBy: ["03-first"] };
  const shown = display({ [chainMimeType]: origin, "text/plain": "not run again" });

  test("is collected", () => {
    expect(chainOriginsIn(notebookOf([codeCell("a", [], [shown, shown])]))).toEqual([origin, origin]);
  });

  test.each([[null], ["03"], [{ ...origin, computedBy: [3] }], [{ ...origin, read: "5" }]])(
    "%j is refused",
    (content) => {
      const notebook = notebookOf([codeCell("a", [], [display({ [chainMimeType]: content })])]);
      expect(() => chainOriginsIn(notebook)).toThrow(
        /^chainOriginsIn needs \{ replicates, read, continued, computedBy \} under .*, got /,
      );
    },
  );

  test("is told by who computed them", () => {
    const partly = { ...origin, read: 2, continued: 1 };
    const others = { ...origin, computedBy: ["02-x", "03-first"] };
    expect(describeChains([origin, partly, origin, others, { ...origin, computedBy: [] }])).toEqual([
      "2 chains are not run again: computed by 03-first",
      "1 chain is only completed: begun by 03-first",
      "1 chain is not run again: computed by 02-x and 03-first",
    ]);
  });

  test("is no part of a committed notebook", () => {
    const run = runOf({
      notebook: notebookOf([codeCell("a", [], [shown, display({ "text/plain": "kept" })])]),
    });
    const [cell] = reduceNotebook(run, "quick", 1).cells;
    expect((cell as CodeCell).outputs).toEqual([display({ "text/plain": "kept" })]);
  });
});
