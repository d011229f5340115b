import {
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { decodeCheckpoint, encodeCheckpoint } from "../../lib/chain/checkpoints/file-format";
import { runChain } from "../../lib/chain/executors/run-chain";
import type { ChainSettings } from "../../lib/chain/settings";
import type { Sample } from "../../lib/data/points";
import { digestOf } from "../../lib/data/sources/digest-of";
import { createRandom } from "../../lib/random/create-random";
import { accumulateSubsample } from "../../lib/regimes/accumulate-subsample";
import { anchor } from "../../lib/regimes/anchor";
import { type DrawnMean, fixtures, type NoisyModel, onThreads } from "./helpers";

type Settings = ChainSettings<Sample, NoisyModel, DrawnMean>;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "checkpoints-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const random = createRandom("checkpoints");
const unkept: Settings = {
  family: fixtures.noisy(),
  regime: accumulateSubsample,
  real: random.fork("real").fillNormal(new Float64Array(20)),
  generations: 30,
  replicates: 3,
  measure: fixtures.drawnMean,
  random,
};
const kept = (changes: Partial<Settings> = {}): Settings => ({
  ...unkept,
  checkpoint: { folder, intervalMilliseconds: 0 },
  ...changes,
});
const files = () => readdirSync(folder).sort();

/** Counts fits, so that a test sees what was computed again. */
function counting() {
  const fits = { count: 0 };
  const family = fixtures.noisy();
  const original = family.fit;
  const counted: typeof original = (...given) => {
    fits.count++;
    return original(...given);
  };
  // The same source text as the family's own, so that the checkpoints are the same.
  counted.toString = () => original.toString();
  return { fits, family: { ...family, fit: counted } };
}

test("a finished chain is read back, exactly, without a fit", async () => {
  const expected = await runChain(unkept).collect();
  expect(await runChain(kept()).collect()).toEqual(expected);
  expect(files().length).toBe(3);
  const { fits, family } = counting();
  const progress: number[] = [];
  const again = kept({ family, onProgress: ({ done, total }) => progress.push(done / total) });
  expect(await runChain(again).collect()).toEqual(expected);
  expect(fits.count).toBe(0);
  expect(progress.at(-1)).toBe(1);
});

test.each([
  ["on the calling thread", false, false],
  ["on threads", true, false],
  ["on threads, measured here", true, true],
])("a chain that was stopped continues with the same digits, %s", async (_, threaded, here) => {
  const measure: Settings["measure"] = here ? (context) => fixtures.drawnMean(context) : fixtures.drawnMean;
  const slow = { family: fixtures.slow(2), measure, replicates: 2, generations: 60 };
  const expected = await runChain({ ...unkept, ...slow, family: fixtures.noisy() }).collect();
  const start = () => (threaded ? onThreads(kept(slow), 2) : runChain(kept(slow)));
  for (let attempt = 0; attempt < 2; attempt++) {
    for await (const { generation } of start()) if (generation === 25 + 10 * attempt) break;
  }
  expect(files().length).toBeGreaterThan(0);
  expect(await start().collect()).toEqual(expected);
});

test("more replicates can be added later", async () => {
  await runChain(kept({ replicates: 2 })).collect();
  const { fits, family } = counting();
  const records = await runChain(kept({ family, replicates: 3 })).collect();
  expect(records).toEqual(await runChain(unkept).collect());
  expect(fits.count).toBe(31);
});

describe("chains of other settings live side by side", () => {
  const measure: Settings["measure"] = (context) => fixtures.drawnMean(context);
  test.each<[string, Partial<Settings>]>([
    ["seed", { random: createRandom("another") }],
    ["regime", { regime: anchor(0.1) }],
    ["regime's argument", { regime: anchor(0.2) }],
    ["generations", { generations: 29 }],
    ["size", { samplesPerGeneration: 19 }],
    [
      "real data",
      { real: unkept.real instanceof Float64Array ? unkept.real.map((x) => x + 1e-15) : unkept.real },
    ],
    ["measure", { measure }],
    ["recorded generations", { recordedGenerations: [30] }],
    ["absorption", { whenAbsorbed: "stop" }],
    ["family", { family: fixtures.slow(0) }],
  ])("another %s", async (_, changes) => {
    await runChain(kept({ replicates: 1 })).collect();
    const other = await runChain(kept({ replicates: 1, ...changes })).collect();
    expect(files().length).toBe(2);
    expect(other).toEqual(await runChain({ ...unkept, replicates: 1, ...changes }).collect());
  });
});

describe("damaged checkpoints", () => {
  test.each<[string, (bytes: Buffer) => Buffer, RegExp]>([
    [
      "a changed byte",
      (bytes) => Buffer.from(bytes.map((b, i) => (i === bytes.length - 9 ? b ^ 1 : b))),
      /SHA-256/,
    ],
    ["a missing end", (bytes) => bytes.subarray(0, bytes.length - 1), /its SHA-256 is \w+, expected \w+/],
    ["an empty file", () => Buffer.alloc(0), /does not begin with "model-collapse checkpoint 2"/],
    ["something else", () => Buffer.from("hello\nworld\n"), /does not begin with/],
    ["another replicate's", () => readFileSync(join(folder, files()[2]!)), /another replicate/],
  ])("%s is reported, set aside and computed again", async (_, damage, reason) => {
    const expected = await runChain(kept()).collect();
    const path = join(folder, files()[1]!);
    const damaged = damage(readFileSync(path));
    writeFileSync(path, damaged);
    const warnings: string[] = [];
    const { fits, family } = counting();
    const records = await runChain(
      kept({ family, onWarning: (message) => warnings.push(message) }),
    ).collect();
    expect(records).toEqual(expected);
    expect(fits.count).toBe(31);
    expect(warnings).toEqual([expect.stringMatching(reason)]);
    expect(warnings[0]).toContain(`runChain cannot use the checkpoint ${path}`);
    expect(readFileSync(`${path}.damaged`)).toEqual(damaged);
    expect(files().filter((name) => name.endsWith(".checkpoint")).length).toBe(3);
  });
});

test("what killed processes left behind is removed, and what others are writing is not", async () => {
  const running = `x.checkpoint.${hostname()}.${process.pid}.0.temporary`;
  const elsewhere = "x.checkpoint.another-host.1.0.temporary";
  const old = "y.checkpoint.another-host.1.0.temporary";
  const dead = `x.checkpoint.${hostname()}.${2 ** 22 + 1}.0.temporary`;
  for (const name of [running, elsewhere, old, dead]) writeFileSync(join(folder, name), "half");
  utimesSync(join(folder, old), 0, 0);
  await runChain(kept({ replicates: 1 })).collect();
  expect(files().filter((name) => name.endsWith(".temporary"))).toEqual([elsewhere, running].sort());
});

test("two chains may share a folder at once", async () => {
  const expected = await runChain(unkept).collect();
  const [a, b] = await Promise.all([runChain(kept()).collect(), runChain(kept()).collect()]);
  expect(a).toEqual(expected);
  expect(b).toEqual(expected);
});

describe("a folder that cannot be used", () => {
  test("is named when it cannot be made", async () => {
    const path = join(folder, "file", "inside");
    writeFileSync(join(folder, "file"), "");
    await expect(runChain(kept({ checkpoint: path })).collect()).rejects.toThrow(
      new RegExp(`^runChain cannot use the checkpoint folder ${path}: ENOTDIR.*free space`),
    );
  });

  test("is named when it vanishes on the way", async () => {
    const run = async () => {
      for await (const { generation } of runChain(kept({ family: fixtures.slow(2) }))) {
        if (generation === 10) renameSync(folder, `${folder}-moved`);
      }
    };
    await expect(run()).rejects.toThrow(`runChain cannot write the checkpoint folder ${folder}: ENOENT`);
    renameSync(`${folder}-moved`, folder);
  });
});

describe("the format", () => {
  /** What comes back of a value that is written to a file. */
  function reread(value: unknown): unknown {
    const path = join(folder, "value");
    writeFileSync(path, Buffer.concat(encodeCheckpoint(value)));
    const file = openSync(path, "r");
    try {
      return decodeCheckpoint(file);
    } finally {
      closeSync(file);
    }
  }

  test("keeps every number and typed array exactly", () => {
    const memory = Uint8Array.from({ length: 64 }, (_, at) => at % 0x3c).buffer;
    const value = {
      numbers: [0.1, -0, Number.NaN, 5e-324],
      samples: Float64Array.of(-0, Infinity),
      views: [
        Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array,
        Float64Array, BigInt64Array, BigUint64Array, DataView, Buffer.from,
      ].map((Kind) => (Kind === Buffer.from ? Buffer.from(memory, 8, 5) : new (Kind as typeof Int8Array)(memory, 8, 5))),
      rest: new Map([["a", new Set([new Date(5)])]]),
    }; // biome-ignore format: one list
    expect(reread(value)).toEqual(value);
  });

  test("keeps models with weights and large image sets, without a copy of these", () => {
    const images = { values: new Float32Array(5_000_000).map((_, at) => (at % 256) / 255), count: 1 };
    const part = images.values.subarray(1_000_000, 4_000_000);
    const value = { model: { weights: Float32Array.of(0.1, 0.2) }, history: [images, images], part };
    const back = reread(value) as typeof value;
    expect(Buffer.compare(Buffer.from(back.part.buffer), Buffer.from(part.slice().buffer))).toBe(0);
    expect(
      Buffer.compare(Buffer.from(back.history[0]!.values.buffer), Buffer.from(images.values.buffer)),
    ).toBe(0);
    expect(back.history[1]).toBe(back.history[0]);
    expect(back.model).toEqual(value.model);
    const pieces = encodeCheckpoint(value);
    expect(
      pieces.filter(({ buffer }) => buffer !== images.values.buffer).every(({ length }) => length < 1000),
    ).toBe(true);
  });

  test("refuses what is no plain data", () => {
    expect(() => encodeCheckpoint({ evaluate: () => 0 })).toThrow("could not be cloned");
  });
});

describe("digestOf", () => {
  test("does not depend on the order of keys, nor on how V8 holds a number", () => {
    expect(digestOf({ a: 1, b: [2, { c: 3 }] })).toBe(digestOf({ b: [4 / 2, { c: 1.5 * 2 }], a: 0.5 + 0.5 }));
  });

  test("tells apart what differs", () => {
    const values = [
      1,
      "1",
      -1,
      0,
      -0,
      null,
      true,
      [],
      {},
      [1],
      [[1]],
      { a: 1 },
      { b: 1 },
      { a: { b: 1 } },
      Float64Array.of(1),
      Float32Array.of(1),
      new Int32Array(2),
      ["a", "b"],
      ["a,b"],
      () => 1,
      () => 2,
    ];
    expect(new Set(values.map(digestOf)).size).toBe(values.length);
  });
});
