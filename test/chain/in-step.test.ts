import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runInStep } from "../../lib/chain/executors/in-step";
import { runChain } from "../../lib/chain/executors/run-chain";
import { type CheckpointStore, Ledger } from "../../lib/chain/ledger";
import { planChain } from "../../lib/chain/plan";
import type { ChainProgress, ChainSettings, MeasureContext } from "../../lib/chain/settings";
import { type Images, imagesFrom } from "../../lib/data/images";
import { createRandom } from "../../lib/random/create-random";
import { accumulate } from "../../lib/regimes/accumulate";
import { accumulateSubsample } from "../../lib/regimes/accumulate-subsample";
import { anchor } from "../../lib/regimes/anchor";
import { replace } from "../../lib/regimes/replace";
import { fixtures, oneByOne, onThreads, type TogetherLog, type TogetherModel } from "./helpers";

type Context = MeasureContext<Images, TogetherModel>;

const random = createRandom("in step");
const real = imagesFrom(
  Array.from({ length: 40 }, (_, at) => (at % 7) / 7),
  { height: 1, width: 2 },
);
const newLog = (): TogetherLog => ({ fits: [], open: 0 });
const settings = {
  family: fixtures.together(),
  regime: replace,
  real,
  generations: 4,
  replicates: 3,
  random,
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "in-step-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("the records are those of one replicate after the other, whatever the settings", async () => {
  const measure = ({ model, training, real: data, random: noise }: Context) =>
    model.mean + training.values[1]! - data.values[0]! + noise.normal();
  const model = { mean: 0.3, weights: Float32Array.of(0, 0) };
  const choices = fc.record({
    regime: fc.constantFrom(replace, accumulate, accumulateSubsample, anchor(0.25)),
    replicates: fc.integer({ min: 1, max: 4 }),
    generations: fc.integer({ min: 0, max: 5 }),
    whenAbsorbed: fc.constantFrom<("stop" | "continue")[]>("stop", "continue"),
    real: fc.constantFrom<ChainSettings<Images, TogetherModel, number>["real"][]>(real, { model, count: 9 }),
    recordsLast: fc.boolean(),
    drawsTogether: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(choices, async ({ recordsLast, drawsTogether, ...chosen }) => {
      const { sampleTogether, ...alone } = fixtures.together();
      const family = drawsTogether ? { ...alone, sampleTogether } : alone;
      const recordedGenerations = recordsLast ? [chosen.generations] : undefined;
      const all = { ...chosen, family, measure, recordedGenerations, random };
      expect(await runChain(all).collect()).toEqual(await oneByOne(all).collect());
    }),
    { numRuns: 60 },
  );
});

test("each generation of all replicates is one fit", async () => {
  const log = newLog();
  await runChain({ ...settings, family: fixtures.together(0, 4, log) }).collect();
  expect(log.fits).toEqual([3, 3, 3, 3, 3]);
});

test("records come as generations end", async () => {
  const seen: (readonly [number, number])[] = [];
  for await (const { replicate, generation } of runChain({ ...settings, generations: 1, replicates: 2 })) {
    seen.push([generation, replicate]);
  }
  expect(seen).toEqual([
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ]);
});

describe("checkpoints", () => {
  const kept = (intervalMilliseconds: number) => ({ folder, intervalMilliseconds });

  test("replicates that were left at different generations catch up, then all go together", async () => {
    const expected = await runChain({ ...settings, measure: ({ model }) => model.mean }).collect();
    const failing = { generation: 2 };
    const measure = ({ model, replicate, generation }: Context) => {
      if (replicate === 1 && generation === failing.generation) throw new RangeError("cannot measure");
      return model.mean;
    };
    const log = newLog();
    const family = fixtures.together(0, 4, log);
    const chain = runChain({ ...settings, family, measure, checkpoint: kept(1e9) });
    const seen: string[] = [];
    const run = async () => {
      for await (const { generation, replicate } of chain) seen.push(`${generation}/${replicate}`);
    };
    await expect(run()).rejects.toMatchObject({ name: "ChainError", replicate: 1, generation: 2 });
    // The replicates beside it have ended their generation.
    expect(seen).toEqual(["0/0", "0/1", "0/2", "1/0", "1/1", "1/2", "2/0", "2/2"]);
    failing.generation = -1;
    log.fits.length = 0;
    expect(await chain.collect()).toEqual(expected);
    expect(log.fits).toEqual([1, 3, 3]);
  });

  test("every generation that takes longer than the interval is saved", async () => {
    const plan = planChain(settings);
    const saved: string[] = [];
    const store: CheckpointStore<Images, TogetherModel, undefined> = {
      intervalMilliseconds: 1,
      load: () => undefined,
      save: (replicate, { state, records }) => {
        saved.push(`${replicate}: ${records.length} of ${state?.generation ?? "all"}`);
      },
    };
    const family = fixtures.together(1);
    for await (const _ of runInStep({ plan: { ...plan, family }, ledger: new Ledger(plan, store) }));
    const states = ["1 of 1", "2 of 2", "3 of 3", "4 of 4", "5 of all"];
    expect(saved).toEqual(states.flatMap((state) => [0, 1, 2].map((replicate) => `${replicate}: ${state}`)));
  });

  test("leaving the loop early keeps what is complete", async () => {
    const log = newLog();
    const chain = runChain({ ...settings, family: fixtures.together(0, 4, log), checkpoint: kept(1e9) });
    for await (const { generation } of chain) if (generation === 2) break;
    expect(log).toEqual({ fits: [3, 3, 3], open: 0 });
    expect(await chain.collect()).toEqual(await oneByOne(settings).collect());
    expect(log.fits).toEqual([3, 3, 3, 3, 3]);
  });

  test("a finished chain is read back without preparing or fitting", async () => {
    const expected = await runChain({ ...settings, checkpoint: kept(0) }).collect();
    const unused = { ...settings.family, prepare: () => expect.unreachable("nothing is to be fitted") };
    unused.fitTogether = Object.assign(() => expect.unreachable(), {
      toString: () => settings.family.fitTogether.toString(),
    });
    const prepare = async () => undefined;
    prepare.toString = () => unused.prepare.toString();
    const first = await runChain({
      ...settings,
      family: { ...settings.family, prepare },
      checkpoint: kept(0),
    }).collect();
    expect(first).toEqual(expected);
    expect(await runChain({ ...settings, family: unused, checkpoint: kept(0) }).collect()).toEqual(expected);
  });
});

describe("the calling thread has its turn in the middle of a fit", () => {
  test("an abort from a timer ends it and lets the family free what it holds", async () => {
    const log = newLog();
    const family = fixtures.together(2, 1e6, log);
    const signal = AbortSignal.timeout(100);
    await expect(runChain({ ...settings, family, signal }).collect()).rejects.toMatchObject({
      name: "TimeoutError",
    });
    expect(log).toEqual({ fits: [3], open: 0 });
  });

  test("an abort saves what is complete", async () => {
    const log = newLog();
    const controller = new AbortController();
    const { fitTogether, ...rest } = fixtures.together(1, 60, log);
    const aborting = (tasks: Parameters<typeof fitTogether>[0]) => {
      if (log.fits.length === 2) controller.abort(new Error("enough"));
      return fitTogether(tasks);
    };
    const family = { ...rest, fitTogether: aborting };
    const chain = { ...settings, family, checkpoint: { folder, intervalMilliseconds: 1e9 } };
    await expect(runChain({ ...chain, signal: controller.signal }).collect()).rejects.toThrow("enough");
    expect(log).toEqual({ fits: [3, 3, 3], open: 0 });
    await runChain(chain).collect();
    expect(log.fits).toEqual([3, 3, 3, 3, 3, 3]);
  });

  test("an abort before or while the family is prepared lets nothing start", async () => {
    const controller = new AbortController();
    const family = { ...settings.family, prepare: async () => controller.abort("while") };
    const { signal } = controller;
    await expect(runChain({ ...settings, family, signal }).collect()).rejects.toBe("while");
    await expect(
      runChain({ ...settings, family, signal: AbortSignal.abort("before") }).collect(),
    ).rejects.toBe("before");
  });

  test("not at every step of a fit that reports often", async () => {
    const log = newLog();
    const family = fixtures.together(0, 100_000, log);
    let [turns, running] = [0, true];
    const count = () => {
      turns++;
      if (running) setImmediate(count);
    };
    setImmediate(count);
    await runChain({ ...settings, family, generations: 0, replicates: 1 }).collect();
    running = false;
    expect(turns).toBeGreaterThan(0);
    expect(turns).toBeLessThan(10_000);
  });
});

test("progress counts parts of generations, never falls, and ends at the total", async () => {
  const reports: ChainProgress[] = [];
  const { sampleTogether: _, ...alone } = fixtures.together(8, 20);
  for (const family of [fixtures.together(4, 20), alone]) {
    reports.length = 0;
    const onProgress = (report: ChainProgress) => void reports.push(report);
    await runChain({ ...settings, family, generations: 2, onProgress }).collect();
    expect(reports.map(({ done }) => done)).toEqual(reports.map(({ done }) => done).sort((a, b) => a - b));
    expect(reports.some(({ done }) => !Number.isInteger(done))).toBe(true);
    expect(reports.filter(({ done, total }) => done >= total)).toEqual([{ done: 9, total: 9 }]);
    expect(reports.flatMap(({ note }) => note ?? [])).toContainEqual(
      expect.stringMatching(/^generation [012]: round \d+ of 20$/),
    );
  }
});

describe("prepare", () => {
  test("is awaited before the first fit, on the calling thread and on threads", async () => {
    const numbers = Float64Array.from(real.values);
    const chain = { ...settings, real: numbers, measure: fixtures.drawnMean };
    const expected = await runChain({ ...chain, family: fixtures.noisy() }).collect();
    expect(await runChain({ ...chain, family: fixtures.prepared() }).collect()).toEqual(expected);
    expect(await runChain({ ...chain, family: fixtures.prepared(), workers: 1 }).collect()).toEqual(expected);
    expect(await onThreads({ ...chain, family: fixtures.prepared() }, 2).collect()).toEqual(expected);
  });

  test("is awaited before replicates that go in step", async () => {
    let isReady = false;
    const { family } = settings;
    const prepared = {
      ...family,
      prepare: async () => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        isReady = true;
      },
      sampleTogether: (tasks: Parameters<typeof family.sampleTogether>[0]) => {
        expect(isReady).toBe(true);
        return family.sampleTogether(tasks);
      },
    };
    const drawn = { ...settings, real: { model: { mean: 0.5, weights: Float32Array.of(0, 0) }, count: 5 } };
    expect(await runChain({ ...drawn, family: prepared }).collect()).toEqual(await oneByOne(drawn).collect());
  });
});
