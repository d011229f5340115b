import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { start } from "../../lib/commands/start";
import { readRunRecord, writeRunRecord } from "../../lib/runner/resume/run-record";
import { changedData, usedData } from "../../lib/runner/resume/used-data";
import { UsageError } from "../../lib/runner/usage-error";
import {
  codeCell,
  processesWith,
  recordingTerminal,
  repository,
  temporaryFolder,
  textCell,
  writeNotebook,
} from "./fixtures";

const folder = temporaryFolder();
afterAll(() => folder.remove());

const parameters = 'let scale = "quick";\nlet seed = 1;\nlet generations = 30; // paper: 40 — fits';

const claimed = (number: string, measured: string) => `
const claims = mc.createClaimList("${number}", scale);
claims.add("value", "A value", { source: "none", kind: "closed form", published: 1, rival: 99, standardError: 1, measured: ${measured} });
mc.showClaims(claims.claims);`;

const simple = (number: string) => `import * as mc from "model-collapse";
console.log("executed");
${claimed(number, "1 + mc.createRandom(seed).next() / 10")}`;

/** A chain whose fifteenth fit never ends where the environment says so. */
const chain = `import * as mc from "model-collapse";
import { writeFileSync } from "node:fs";
let fits = 0;
const wait = (milliseconds: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
const family = mc.gaussian();
function fit(data: mc.Sample) {
  wait(20);
  if (++fits === 15) writeFileSync("under-way", "");
  while (fits === 15 && process.env.RUNNER_TEST_HOLD) wait(20);
  return family.fit(data, undefined as never);
}
const records = await mc.runChain({
  family: { ...family, origin: undefined, fit }, regime: mc.replace, real: { model: { mean: 0, standardDeviation: 1 }, count: 50 },
  generations, random: mc.createRandom(seed), checkpoint: mc.chainStore({ captured: {}, intervalMilliseconds: 0 }),
}).collect();
console.log(fits);
${claimed("02", "records.at(-1).model.standardDeviation")}`;

beforeAll(() => {
  const settings = codeCell(parameters, ["parameters"]);
  writeNotebook(folder.path, "01-first", [textCell("# First"), settings, codeCell(simple("01"))]);
  writeNotebook(folder.path, "02-chain", [textCell("# Chain"), settings, codeCell(chain)]);
  writeNotebook(folder.path, "03-last", [textCell("# Last"), settings, codeCell(simple("03"))]);
});

const marker = randomUUID();
let output = "";
beforeEach(() => {
  output = mkdtempSync(join(folder.path, "report-"));
});

const file = (name: string, root = output) => readFileSync(join(root, name), "utf8");

async function run(...words: string[]) {
  const terminal = recordingTerminal();
  const context = { notebooks: folder.path, terminal, signal: new AbortController().signal };
  const code = await start(["--output", output, ...words], context);
  return { code, shown: terminal.text() };
}

/** `npm start` on the notebooks above, as a process of its own. */
const driver = `
  const { start } = require(${JSON.stringify(join(repository, "lib/dist/commands/start.js"))});
  const { runCommand } = require(${JSON.stringify(join(repository, "lib/dist/commands/run-command.js"))});
  const notebooks = ${JSON.stringify(folder.path)};
  runCommand((words, signal) => start(words, { notebooks, terminal: process.stdout, signal }), "Stopping.");
`;

function runProcess(words: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, ["-e", driver, "start", "--output", output, ...words], {
    env: { ...process.env, RUNNER_TEST_MARKER: marker, ...environment },
    stdio: "pipe",
  });
  let shown = "";
  child.stdout.on("data", (text) => (shown += text));
  const ended = new Promise<{ code: number | null; shown: string }>((resolve) =>
    child.once("close", (code) => resolve({ code, shown })),
  );
  return { child, ended };
}

/** The same, ended by a signal in the middle of the chain. */
async function stopInTheMiddle(signal: NodeJS.Signals, ...words: string[]) {
  rmSync(join(folder.path, "under-way"), { force: true });
  const { child, ended } = runProcess(words, { RUNNER_TEST_HOLD: "yes" });
  await expect.poll(() => existsSync(join(folder.path, "under-way")), { timeout: 50_000 }).toBe(true);
  child.kill(signal);
  const end = await ended;
  // A kernel whose runner was killed ends by itself, soon.
  await expect.poll(() => processesWith(marker), { timeout: 30_000 }).toEqual([]);
  return end;
}

describe.runIf(process.platform === "linux")("a run that was stopped", () => {
  let uninterrupted = "";
  beforeAll(async () => {
    output = join(folder.path, "uninterrupted");
    expect((await run("all", "--scale", "paper", "--jobs", "1")).code).toBe(0);
    uninterrupted = file("claims.json");
  }, 120_000);

  test.each(["SIGKILL", "SIGINT"] as const)(
    "by %s goes on and ends with the same claims.json",
    async (signal) => {
      const stopped = await stopInTheMiddle(signal, "all", "--scale", "paper", "--jobs", "1");
      expect(stopped.code).toBe(signal === "SIGINT" ? 130 : null);
      expect(existsSync(join(output, ".chains"))).toBe(true);
      if (signal === "SIGINT") expect(stopped.shown).toContain(`npm start -- --resume --output ${output}`);
      const { code, shown } = await runProcess(["--scale", "paper", "--resume", "--jobs", "1"]).ended;
      expect(code).toBe(0);
      expect(shown).toContain("✓ 01-first  finished before the stop, not run again: 1 claim: 1 reproduced");
      expect(shown).toMatch(/▶ 02-chain/);
      expect(shown).not.toMatch(/▶ 01-first/);
      expect(file("claims.json")).toBe(uninterrupted);
      const fits = Number(/"(\d+)\\n"/.exec(file("notebooks/02-chain.ipynb"))?.[1]);
      expect(fits).toBeGreaterThan(0);
      expect(fits).toBeLessThan(41);
      expect(readdirSync(output).filter((name) => name.startsWith("."))).toEqual([]);
    },
    300_000,
  );
});

describe("--resume", () => {
  test("runs nothing again when all is finished, and does what has changed since", async () => {
    await run("01", "03");
    const before = file("claims.json");
    const again = await run("--resume");
    expect(again.code).toBe(0);
    expect(again.shown).not.toContain("▶");
    expect(file("claims.json")).toBe(before);
    expect(file("index.html")).toContain("# Last".slice(2));
    writeFileSync(join(output, "notebooks/03-last.ipynb"), "{}");
    const damaged = await run("--resume");
    expect(damaged.shown).toContain("↻ 03-last runs again: notebooks/03-last.ipynb is not what it was");
    expect(file("claims.json")).toBe(before);
    const record = readRunRecord(output, output);
    const path = "notebooks/01-first.ipynb";
    const finished = { [path]: { ...record.finished[path]!, code: "other" } };
    writeRunRecord(output, { ...record, finished });
    const other = await run("01", "03", "--resume", "--jobs", "1");
    expect(other.shown).toContain(
      "↻ 01-first runs again: the library, its tensor engine or Node has changed",
    );
    expect(other.shown).toContain("▶ 03-last");
  }, 300_000);

  test("does not begin a run: a new one does, with nothing kept", async () => {
    await expect(run("--resume")).rejects.toThrow(UsageError);
    await expect(run("--resume")).rejects.toThrow(
      /^There is nothing to resume in .*: no run has begun there/,
    );
    expect(readdirSync(output)).toEqual([]);
    writeFileSync(join(output, "run.json"), '{"format": 7}');
    await expect(run("--resume")).rejects.toThrow(/run.json is no record of a run: begin anew/);
    writeFileSync(join(output, "run.json"), "{");
    await expect(run("--resume")).rejects.toThrow(/run.json is no record of a run: begin anew/);
  });

  test.each([
    [["--scale", "paper"], "a run of --scale quick, got --scale paper. Leave that out"],
    [["--seed", "2"], "a run of --seed 7, got --seed 2."],
    [["--seeds", "1,2"], "a run of no --seeds, got --seeds 1,2."],
    [["--set", "generations=3"], "a run of no --set, got --set generations=3."],
    [["02"], "a run of 01-first, got 02-chain."],
    [["--only", "01.value"], "a run of all claims, got --only 01.value."],
  ])("refuses other settings: %j", async (words, message) => {
    const asked = {
      notebooks: ["01-first"],
      scale: "quick",
      seed: 7,
      seeds: null,
      settings: {},
      only: [],
    } as const;
    writeRunRecord(output, { format: 1, run: "r", asked, finished: {} });
    await expect(run("--resume", ...words)).rejects.toThrow(UsageError);
    await expect(run("--resume", ...words)).rejects.toThrow(message);
  });
});

describe("data that a finished notebook has used", () => {
  test("count as changed when the manifest or the files do", () => {
    const [used] = usedData([{ name: "old-faithful", source: "folder" }]);
    expect(used).toMatchObject({
      name: "old-faithful",
      standIn: false,
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(changedData([used!])).toBeUndefined();
    expect(changedData([{ ...used!, digest: "0" }])).toBe("its data old-faithful have changed");
    const own = usedData([{ name: "my.txt", source: "folder" }]);
    expect(changedData(own)).toBe("its data my.txt are a file of your own, which may have changed");
  });
});
