import { fork } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { TokenBlocks } from "../../../lib/data/token-blocks";
import { type FitOptOptions, fitOpt } from "../../../lib/fitters/files/fit-opt";
import { fitOpt as fitOptAlone } from "../../../lib/fitters/opt/fit";
import type { OptModel } from "../../../lib/fitters/opt/model";
import { readSafetensors } from "../../../lib/nets/files/safetensors";
import { tensorsReady } from "../../../lib/nets/ready";
import { createRandom } from "../../../lib/random/create-random";
import { aliveTensors } from "../../nets/helpers";
import { expectSameParameters } from "../images";
import { noiseBlocks, smallModel } from "../opt/small-models";

beforeAll(tensorsReady);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kept-training-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const base = smallModel({ dropout: 0.1 });
const blocks = noiseBlocks(20, 6, createRandom("blocks"));
const random = createRandom("fit");
/** Long enough to be stopped: the first turn comes after 25 ms. */
const training = { steps: 60, batchSize: 4, textsAtOnce: 2, learningRate: 0.01 };

/** Names of the states in the folder, without what is half written. */
const files = () =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".safetensors"))
    .sort();
/** The step whose state is in the folder's only file. */
async function keptStep(): Promise<number> {
  const { metadata } = await readSafetensors(join(folder, files()[0]!));
  return JSON.parse(metadata.facts!).step;
}

/** Fits with a checkpoint after the first step, and sometimes after others. */
function trained(more: Partial<FitOptOptions> = {}, data: TokenBlocks = blocks): Promise<OptModel> {
  const checkpoint = { folder, intervalMilliseconds: 0 };
  const onWarning = (message: string) => expect.unreachable(message);
  return fitOpt(base, data, { ...training, checkpoint, onWarning, ...more }, random);
}

/** Fits until a state is kept, and stops then. */
async function trainedAndStopped(more: Partial<FitOptOptions> = {}): Promise<void> {
  const before = aliveTensors();
  const abort = new AbortController();
  const onProgress = () => files().length > 0 && abort.abort(new Error("stopped"));
  await expect(trained({ ...more, signal: abort.signal, onProgress })).rejects.toThrow("stopped");
  expect(aliveTensors()).toBe(before);
}

let alone: OptModel;
beforeAll(async () => {
  alone = await fitOptAlone(base, blocks, training, random);
});

function expectSameAsAlone(model: OptModel): void {
  expectSameParameters(model.parameters, alone.parameters);
  expect(model.losses).toEqual(alone.losses);
}

describe("a training with a checkpoint", () => {
  test("stopped and done again, it ends as one that keeps nothing does", async () => {
    await trainedAndStopped();
    expect(files()).toEqual([expect.stringMatching(/^[0-9a-f]{16}-20-6\.safetensors$/)]);
    expect(await keptStep()).toBeGreaterThan(0);
    expectSameAsAlone(await trained());
  });

  test("writes nothing before its interval, one minute by default", async () => {
    expectSameAsAlone(await trained({ checkpoint: folder }));
    expect(files()).toEqual([]);
  });

  test("others' files in the folder are left alone, whatever the difference", async () => {
    await trainedAndStopped();
    const [first] = files();
    const bytes = readFileSync(join(folder, first!));
    await trained({ steps: 2, learningRate: 0.02 });
    await trained({ steps: 2 }, noiseBlocks(20, 6, createRandom("other blocks")));
    await fitOpt(
      base,
      blocks,
      { steps: 2, checkpoint: { folder, intervalMilliseconds: 0 } },
      createRandom("other"),
    );
    const another = smallModel({ dropout: 0.2 });
    await fitOpt(another, blocks, { steps: 2, checkpoint: { folder, intervalMilliseconds: 0 } }, random);
    expect(files()).toHaveLength(5);
    expect(readFileSync(join(folder, first!)).equals(bytes)).toBe(true);
  });
});

describe("a checkpoint that cannot be used is reported and set aside, and the training begins anew", () => {
  test.each<[string, (path: string, bytes: Buffer) => void, RegExp]>([
    ["a bit of a number", (path, bytes) => void writeFileSync(path, flipped(bytes, bytes.length - 5)), /its SHA-256 is [0-9a-f]{64}, expected [0-9a-f]{64}/],
    ["a step", (path, bytes) => void writeFileSync(path, flipped(bytes, bytes.indexOf('\\"step\\":') + 9, 1)), /its SHA-256 is/],
    ["the end", (path, bytes) => void writeFileSync(path, bytes.subarray(0, -100)), /it was cut off/],
    ["all", (path) => void writeFileSync(path, ""), /it has 0 bytes/],
    ["the header", (path, bytes) => void writeFileSync(path, flipped(bytes, 8)), /its header is no JSON/],
  ])("%s", async (_, damage, reason) => {
    await trainedAndStopped();
    const [name] = files();
    const path = join(folder, name!);
    damage(path, readFileSync(path));
    const damaged = readFileSync(path);
    const warnings: string[] = [];
    expectSameAsAlone(await trained({ onWarning: (message) => warnings.push(message) }));
    expect(warnings).toEqual([expect.stringMatching(reason)]);
    expect(warnings[0]).toMatch(/^fitOpt cannot use the checkpoint .*\.safetensors: /);
    expect(warnings[0]).toMatch(/ It was set aside as .*\.safetensors\.damaged, and the work begins anew$/);
    expect(readFileSync(`${path}.damaged`).equals(damaged)).toBe(true);
  }); // biome-ignore format: a table

  test("one of another training under its name", async () => {
    await trainedAndStopped();
    const [own] = files();
    await trained({ steps: 2, learningRate: 0.02 });
    const other = files().find((name) => name !== own)!;
    writeFileSync(join(folder, own!), readFileSync(join(folder, other)));
    const warnings: string[] = [];
    expectSameAsAlone(await trained({ onWarning: (message) => warnings.push(message) }));
    expect(warnings).toEqual([expect.stringContaining("it belongs to other settings. It was set aside")]);
  });
});

test("a folder that cannot be made is an error before any work, with the remedy", async () => {
  const file = join(folder, "file");
  writeFileSync(file, "");
  const before = aliveTensors();
  await expect(trained({ checkpoint: join(file, "folder") })).rejects.toThrow(
    /^fitOpt cannot use the checkpoint folder .*file.folder: ENOTDIR.* It needs a folder that can be written, with free space/,
  );
  expect(aliveTensors()).toBe(before);
});

test("a folder that goes is an error that names it, and nothing is left", async () => {
  const before = aliveTensors();
  const onProgress = () => rmSync(folder, { recursive: true, force: true });
  await expect(trained({ onProgress, steps: 5000 })).rejects.toThrow(
    /^fitOpt cannot write the checkpoint folder .*: ENOENT/,
  );
  expect(aliveTensors()).toBe(before);
});

test("killed twice and completed, the parameters are the same", async () => {
  const expected = await run("-");
  expect(expected.output).toMatch(/^[0-9a-f]{64}$/);
  let reached = 0;
  for (const kill of [1, 10]) {
    const part = await run(folder, kill);
    expect(part.killed).toBe(true);
    // Goes on where it was: 25 ms, after which it first reports, are some steps and not ten.
    expect(part.begun).toBeGreaterThan(reached);
    reached = await keptStep();
    expect(reached).toBeGreaterThanOrEqual(kill);
  }
  const rest = await run(folder);
  expect(rest).toMatchObject({ output: expected.output, killed: false });
  expect(rest.begun).toBeGreaterThan(reached);
  // What the kills left half written is gone, too.
  expect(readdirSync(folder)).toEqual(files());
  expect(files()).toHaveLength(1);
});

/** Runs the training in a process of its own, killed once the state of a step from `killAfter` on is kept. */
async function run(where: string, killAfter = Infinity) {
  const script = join(__dirname, "../fixtures/kept-training.cjs");
  const child = fork(script, [where], { silent: true });
  let [output, begun]: [string, number?] = [""];
  child.stdout!.on("data", (text) => (output += text));
  child.stderr!.on("data", (text) => (output += text));
  child.on("message", async (note: string) => {
    begun ??= Number(/step (\d+)/.exec(note)?.[1]);
    if (killAfter < Infinity && files().length > 0 && (await keptStep()) >= killAfter) child.kill("SIGKILL");
  });
  const killed = await new Promise<boolean>((resolve) => {
    child.on("close", (_, signal) => resolve(signal === "SIGKILL"));
  });
  return { output: output.trim(), killed, begun };
}

function flipped(bytes: Buffer, at: number, bit = 1): Buffer {
  const changed = Buffer.from(bytes);
  changed[at] = changed[at]! ^ bit;
  return changed;
}
