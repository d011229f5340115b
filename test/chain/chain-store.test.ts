import { type ChildProcess, fork } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { namesOf, thisAuthor } from "../../lib/chain/checkpoints/author";
import { chainStore } from "../../lib/chain/checkpoints/chain-store";
import { takeLock } from "../../lib/chain/checkpoints/lock-file";
import { HeldChain } from "../../lib/chain/executors/held-chain";
import { runChain } from "../../lib/chain/executors/run-chain";
import { type ChainOrigin, chainMimeType, describeOrigin } from "../../lib/chain/origin";
import type { ChainProgress, ChainSettings, Measure } from "../../lib/chain/settings";
import type { Sample } from "../../lib/data/points";
import { createRandom } from "../../lib/random/create-random";
import { anchor } from "../../lib/regimes/anchor";
import { type DrawnMean, fixtures, type NoisyModel } from "./helpers";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "store-"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const random = createRandom("store");
const settings = {
  family: fixtures.noisy(),
  regime: anchor(0.25),
  real: random.fork("real").fillNormal(new Float64Array(20)),
  generations: 10,
  replicates: 3,
  measure: fixtures.drawnMean,
  random,
} satisfies ChainSettings<Sample, NoisyModel, DrawnMean>;

/** Files of the store, without the folder of the code. */
const files = () => {
  const codes = readdirSync(folder).filter((name) => name.startsWith("code-"));
  expect(codes.length).toBe(1);
  return readdirSync(join(folder, codes[0]!)).sort();
};

/** Runs a chain and keeps what it says of its origin. */
async function origins(changes: Partial<ChainSettings<Sample, NoisyModel, DrawnMean>> = {}) {
  const told: ChainOrigin[] = [];
  const checkpoint = chainStore({ folder });
  const onOrigin = (origin: ChainOrigin) => void told.push(origin);
  const records = await runChain({ ...settings, checkpoint, onOrigin, ...changes }).collect();
  return { records, told };
}

/** The same as another notebook of a run; a name is a process of its own. */
function as(notebook: string, run = "this run"): void {
  vi.stubEnv("MODEL_COLLAPSE_NOTEBOOK", notebook);
  vi.stubEnv("MODEL_COLLAPSE_RUN", run);
  vi.spyOn(performance, "timeOrigin", "get").mockReturnValue(9e15 + notebook.length + run.length);
}

interface Told {
  readonly done?: number;
  readonly note?: string;
  readonly origin?: ChainOrigin;
  readonly digest?: string;
  readonly fits?: number;
}

/** A process with the chain of the script, and what it has told so far. */
function begin(milliseconds: number, seed?: string, environment = {}) {
  const script = join(__dirname, "fixtures/shared-chain.cjs");
  const words = [folder, String(milliseconds), ...(seed ? [seed] : [])];
  const child = fork(script, words, { env: { ...process.env, ...environment }, stdio: "pipe" });
  const told: Told[] = [];
  let errors = "";
  child.stderr!.on("data", (text) => (errors += text));
  child.on("message", (message: Told) => told.push(message));
  const ended = new Promise<void>((done) => child.on("close", () => done()));
  const result = ended.then(() => told.find(({ digest }) => digest) ?? errors);
  return { child, told, ended, result: result as Promise<Told> };
}

/** Until a process has told something; how long that takes is the machine's affair. */
const until = (what: () => unknown) => expect.poll(what, { timeout: 50_000 }).toBe(true);
const hasBegun = (told: readonly Told[]) => until(() => told.some(({ done }) => done! > 10));
const waitsFor = (told: readonly Told[], { pid }: ChildProcess) =>
  until(() => told.some(({ note }) => note === `waiting for the same chain, computed by process ${pid}`));

describe("a chain in a store", () => {
  test("has the digits that it has without one, and is read back", async () => {
    const expected = await runChain(settings).collect();
    const first = await origins();
    expect(first.records).toEqual(expected);
    expect(first.told).toEqual([{ replicates: 3, read: 0, continued: 0, computedBy: [] }]);
    expect((await origins()).records).toEqual(expected);
    expect(files().map((name) => name.replace(/^\w{16}/, ""))).toEqual([
      "-000000.checkpoint",
      "-000001.checkpoint",
      "-000002.checkpoint",
    ]);
  });

  test("says which notebook had computed it, and whether in an earlier run", async () => {
    as("03-drift");
    await origins({ replicates: 2 });
    as("04-anchor");
    const read = await origins();
    expect(read.told).toEqual([{ replicates: 3, read: 2, continued: 0, computedBy: ["03-drift"] }]);
    as("04-anchor", "the next run");
    const next = await origins();
    expect(next.told[0]!.computedBy).toEqual(["03-drift in an earlier run", "04-anchor in an earlier run"]);
    expect(next.records).toEqual(read.records);
  });

  test("that others had begun is continued, and then has two authors", async () => {
    const slow = { family: fixtures.slow(2), replicates: 1, generations: 60, workers: 1 };
    const expected = await runChain({ ...settings, ...slow, family: fixtures.noisy() }).collect();
    as("03-drift");
    const checkpoint = chainStore({ folder, intervalMilliseconds: 0 });
    for await (const { generation } of runChain({ ...settings, ...slow, checkpoint })) {
      if (generation === 40) break;
    }
    as("04-anchor");
    const { records, told } = await origins(slow);
    expect(records).toEqual(expected);
    expect(told).toEqual([{ replicates: 1, read: 0, continued: 1, computedBy: ["03-drift"] }]);
    as("05-last");
    expect((await origins(slow)).told[0]!.computedBy).toEqual(["03-drift", "04-anchor"]);
  });

  test("shows its origin in a notebook, when there is anything to say", async () => {
    const shown: unknown[] = [];
    const host = Symbol.for("model-collapse.front-end");
    Object.defineProperty(globalThis, host, {
      value: { display: (bundle: unknown) => shown.push(bundle) },
      configurable: true,
    });
    try {
      as("03-drift");
      await origins({ onOrigin: undefined });
      expect(shown).toEqual([]);
      as("04-anchor");
      await origins({ onOrigin: undefined });
      const origin = { replicates: 3, read: 3, continued: 0, computedBy: ["03-drift"] };
      const text = "This chain is not run again: computed by 03-drift";
      expect(shown).toEqual([{ [chainMimeType]: origin, "text/plain": text }]);
    } finally {
      delete (globalThis as Record<symbol, unknown>)[host];
    }
  });

  test("is another one when what its functions have captured differs", async () => {
    const measure: Measure<Sample, NoisyModel, DrawnMean> = (context) => fixtures.drawnMean(context);
    const run = (captured: object) =>
      origins({ measure, checkpoint: chainStore({ folder, captured } as never) });
    await run({ heldOut: Float64Array.of(1) });
    const own = files().length;
    await run({ heldOut: Float64Array.of(1) });
    expect(files().length).toBe(own);
    await run({ heldOut: Float64Array.of(2) });
    expect(files().length).toBe(2 * own);
  });

  test.each<[string, object]>([
    ["family", { family: { ...fixtures.noisy(), origin: undefined } }],
    ["regime", { regime: ({ synthetic }: { synthetic: Sample }) => synthetic }],
    ["measure", { measure: () => 1 }],
  ])("with a %s whose captured values are not known is refused", (part, changes) => {
    const run = (captured?: object) =>
      runChain({ ...settings, ...changes, checkpoint: chainStore({ folder, captured } as never) } as never);
    expect(() => run()).toThrow(
      new RegExp(`^runChain needs to know what the ${part} has captured, .* chainStore\\(\\{ captured: `),
    );
    expect(() => run({})).not.toThrow();
  });
});

describe("two processes", () => {
  test("that want one chain at the same moment compute it once", async () => {
    // Long enough for the later one to have begun, on a busy machine too.
    const [a, b] = [begin(40), begin(40)];
    const results = [await a.result, await b.result];
    expect(results.map(({ fits }) => fits).sort()).toEqual([0, 202]);
    expect(results[0]!.digest).toBe(results[1]!.digest);
    const [waiting, working] = results[0]!.fits === 0 ? [a, b] : [b, a];
    expect(waiting.told.map(({ note }) => note)).toContainEqual(
      `waiting for the same chain, computed by process ${working.child.pid}`,
    );
    expect(files().every((name) => name.endsWith(".checkpoint"))).toBe(true);
  });

  test("the second goes on when the first is killed", async () => {
    // It would take 20 seconds; it is killed as soon as the other waits.
    const first = begin(100);
    await hasBegun(first.told);
    const second = begin(5, undefined, { MODEL_COLLAPSE_NOTEBOOK: "04-anchor" });
    await waitsFor(second.told, first.child);
    first.child.kill("SIGKILL");
    await first.ended;
    const { digest, fits } = await second.result;
    expect(fits).toBeGreaterThan(0);
    expect(fits).toBeLessThan(202);
    const { origin } = second.told.find((message) => message.origin)!;
    expect(origin).toMatchObject({ computedBy: [`process ${first.child.pid}`] });
    const alone = begin(0);
    expect((await alone.result).digest).toBe(digest);
  });

  test("with chains of other settings do not wait for each other", async () => {
    const [a, b] = [begin(2, "one"), begin(2, "other")];
    const results = [await a.result, await b.result];
    expect(results.map(({ fits }) => fits)).toEqual([202, 202]);
    expect([...a.told, ...b.told].some(({ note }) => note?.startsWith("waiting"))).toBe(false);
  });
});

describe("waiting", () => {
  const lockPath = () => join(folder, "chain.lock");
  const reading = { name: "a reader", onWait: () => undefined };

  test("ends with the reason when the signal aborts", async () => {
    takeLock(lockPath(), "somebody");
    const controller = new AbortController();
    const names: (string | undefined)[] = [];
    const waiting = HeldChain.take(lockPath(), {
      ...reading,
      signal: controller.signal,
      onWait: (holder) => {
        names.push(holder?.name);
        controller.abort(new Error("enough"));
      },
    });
    await expect(waiting).rejects.toThrow("enough");
    expect(names).toEqual(["somebody"]);
  });

  test("is over when the lock is released", async () => {
    const attempt = takeLock(lockPath());
    const onWait = () => "lock" in attempt && attempt.lock.release();
    const held = await HeldChain.take(lockPath(), { ...reading, onWait });
    expect("holder" in takeLock(lockPath())).toBe(true);
    held.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  test("a reader that pauses gives its chain up and takes it again", async () => {
    vi.useFakeTimers();
    try {
      const held = await HeldChain.take(lockPath(), reading);
      held.beginPause();
      vi.advanceTimersByTime(100);
      expect(existsSync(lockPath())).toBe(true);
      vi.advanceTimersByTime(3000);
      expect(existsSync(lockPath())).toBe(false);
      held.endPause();
      expect(existsSync(lockPath())).toBe(true);
      held.release();
    } finally {
      vi.useRealTimers();
    }
  });

  test("a reader of one chain inside the loop of the same does not wait for itself for ever", async () => {
    const checkpoint = chainStore({ folder });
    const chain = runChain({
      ...settings,
      family: fixtures.slow(2),
      generations: 60,
      workers: 1,
      checkpoint,
    });
    const notes: (string | undefined)[] = [];
    const inner = { ...settings, family: fixtures.slow(2), generations: 60, checkpoint };
    const onProgress = ({ note }: ChainProgress) => void notes.push(note);
    let count = 0;
    for await (const { generation, replicate } of chain) {
      if (replicate === 0 && generation === 10) {
        count = (await runChain({ ...inner, onProgress }).collect()).length;
      }
    }
    expect(count).toBe(183);
    expect(notes).toContain(`waiting for the same chain, computed by process ${process.pid}`);
  });
});

describe("the folder", () => {
  test("is the environment's, else the project's", () => {
    vi.stubEnv("MODEL_COLLAPSE_CHAINS", folder);
    expect(chainStore()).toEqual({ folder, shared: true });
    vi.stubEnv("MODEL_COLLAPSE_CHAINS", "");
    expect(chainStore().folder).toBe(resolve(__dirname, "../../.cache/chains"));
    expect(chainStore({ folder: "elsewhere" }).folder).toBe(resolve("elsewhere"));
  });

  test("is cleared of what nobody has used for a month, and of nothing else", async () => {
    const names = ["code-0123456789abcdef", "code-fedcba9876543210", "run-a1B2c3", "my-notes"];
    for (const name of names) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, "file"), "");
      if (name !== names[1]) utimesSync(join(folder, name), 0, 0);
    }
    await origins();
    expect(names.filter((name) => existsSync(join(folder, name)))).toEqual([names[1], "my-notes"]);
  });

  test("is named when it cannot be made", async () => {
    writeFileSync(join(folder, "file"), "");
    await expect(origins({ checkpoint: chainStore({ folder: join(folder, "file") }) })).rejects.toThrow(
      `runChain cannot use the checkpoint folder ${join(folder, "file")}: `,
    );
  });
});

describe("words", () => {
  const origin = { replicates: 5, read: 5, continued: 0, computedBy: ["03-drift"] };
  test.each([
    [origin, "This chain is not run again: computed by 03-drift"],
    [{ ...origin, read: 2 }, "2 of 5 replicates are not run again: computed by 03-drift"],
    [
      { ...origin, read: 2, continued: 1, computedBy: ["02", "03"] },
      "2 of 5 replicates are not run again, 1 of 5 replicates continue where they were left: computed by 02 and 03",
    ],
  ])("%o", (given, text) => {
    expect(describeOrigin(given)).toBe(text);
  });

  test("authors are notebooks where they are known", () => {
    const process_ = `process ${process.pid}`;
    expect(thisAuthor({}).name).toBe(process_);
    expect(thisAuthor({ JPY_SESSION_NAME: "notebooks/04-anchor.ipynb" }).name).toBe("04-anchor");
    const runner = { MODEL_COLLAPSE_NOTEBOOK: "03", MODEL_COLLAPSE_RUN: "a", JPY_SESSION_NAME: "x.ipynb" };
    expect(thisAuthor(runner)).toMatchObject({ name: "03", run: "a" });
    const others = [
      { name: "03", process: "1" },
      { name: "03", process: "2" },
      { name: "02", process: "3" },
    ];
    expect(namesOf(others, { name: "02", process: "3" })).toEqual(["03"]);
  });
});
