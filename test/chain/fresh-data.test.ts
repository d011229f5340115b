import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runChain } from "../../lib/chain/executors/run-chain";
import type { ChainSettings, Measure } from "../../lib/chain/settings";
import { imagesFrom } from "../../lib/data/images";
import type { Sample, TrainingSet } from "../../lib/data/points";
import { createRandom } from "../../lib/random/create-random";
import { fresh } from "../../lib/regimes/fresh";
import type { Regime, RegimeContext } from "../../lib/regimes/regime";
import { replace } from "../../lib/regimes/replace";
import { gaussian } from "../../lib/samplers/gaussian";
import { type DrawnMean, fixtures, type NoisyModel, oneByOne, onThreads } from "./helpers";

const random = createRandom("fresh data");
const pool = Float64Array.from({ length: 200 }, (_, row) => row);
const trueModel = { model: { mean: 1, trace: new Float64Array(0) }, count: 20 };
const fromPool = { pool, count: 20 };

/** Trains on what it draws alone, so that a measure sees it. */
function drawing(count: number, counts: readonly number[] = [count]): Regime {
  return Object.assign(
    <Data extends TrainingSet>({ drawReal }: RegimeContext<Data>): Data =>
      counts.map((rows) => drawReal(rows)).at(-1)!,
    { label: `drawing ${count}` },
  );
}

const seen = (settings: Partial<ChainSettings<Sample, NoisyModel, Sample, "all">>) =>
  runChain<Sample, NoisyModel, Sample>({
    family: fixtures.noisy(),
    regime: drawing(15),
    real: fromPool,
    generations: 12,
    replicates: 4,
    random,
    measure: ({ training }) => Float64Array.from(training),
    ...settings,
  }).collect();

test("a replicate never sees a row of the pool twice, and every row once when all are used", async () => {
  const records = await seen({});
  for (let replicate = 0; replicate < 4; replicate++) {
    const rows = records.filter((r) => r.replicate === replicate).flatMap(({ measured }) => [...measured]);
    expect(rows.sort((a, b) => a - b)).toEqual([...pool]);
  }
  expect(records[0]!.measured).not.toEqual(records[13]!.measured);
  expect(records.map(({ trainingSize }) => trainingSize)).toEqual(
    records.map(({ generation }) => (generation === 0 ? 20 : 15)),
  );
});

test("every row of a pool is as likely to be original, and to be fresh", async () => {
  const replicates = 3000;
  const records = await seen({ generations: 1, replicates });
  for (const generation of [0, 1]) {
    const counts = new Float64Array(200);
    for (const r of records) if (r.generation === generation) for (const row of r.measured) counts[row]!++;
    const probability = (generation === 0 ? 20 : 15) / 200;
    const standardError = Math.sqrt(replicates * probability * (1 - probability));
    for (const count of counts) {
      expect(Math.abs(count - replicates * probability)).toBeLessThan(4.5 * standardError);
    }
  }
});

test("fresh rows of a true model have its distribution, whatever the generation", async () => {
  const records = await runChain({
    family: gaussian(),
    regime: drawing(50),
    real: { model: { mean: 3, standardDeviation: 2 }, count: 10 },
    generations: 3,
    replicates: 1000,
    measure: ({ training }: { readonly training: Sample }) => training.reduce((sum, x) => sum + x, 0),
    random: random.fork("true model"),
  }).collect();
  for (let generation = 1; generation <= 3; generation++) {
    const sums = records.filter((r) => r.generation === generation).map(({ measured }) => measured);
    const mean = sums.reduce((a, b) => a + b) / sums.length;
    const variance = sums.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (sums.length - 1);
    expect(Math.abs(mean - 150)).toBeLessThan(4 * Math.sqrt((50 * 4) / sums.length));
    expect(Math.abs(variance / 200 - 1)).toBeLessThan(4 * Math.sqrt(2 / sums.length));
  }
  expect(new Set(records.map(({ measured }) => measured)).size).toBe(records.length);
});

test.each([trueModel, fromPool])("several draws in a generation give different rows", async (real) => {
  const [, twice] = await seen({ real, regime: drawing(8, [8, 8]), generations: 1, replicates: 1 });
  const [, once] = await seen({ real, regime: drawing(16), generations: 1, replicates: 1 });
  expect(twice!.measured).toEqual(once!.measured.slice(8));
});

test("what a regime does not draw changes nothing else", async () => {
  const unused = Object.assign(
    <Data extends TrainingSet>({ drawReal, synthetic }: RegimeContext<Data>): Data => {
      drawReal(3);
      return synthetic;
    },
    { remembers: false },
  );
  for (const real of [trueModel, fromPool]) {
    expect(await seen({ real, regime: unused })).toEqual(await seen({ real, regime: replace }));
  }
});

test.each([trueModel, fromPool])("threads and interruptions change no digit", async (real) => {
  const folder = mkdtempSync(join(tmpdir(), "fresh-"));
  const settings = {
    family: fixtures.noisy(),
    regime: fresh(12),
    real,
    generations: 14,
    replicates: 5,
    measure: fixtures.drawnMean,
    random,
  };
  try {
    const expected = await runChain(settings).collect();
    expect(await onThreads(settings, 2).collect()).toEqual(expected);
    const measure: Measure<Sample, NoisyModel, DrawnMean> = (context) => fixtures.drawnMean(context);
    const measuredHere = { ...settings, measure };
    expect(await onThreads(measuredHere, 2).collect()).toEqual(expected);
    const kept = { ...settings, checkpoint: { folder, intervalMilliseconds: 0 } };
    for (const stop of [4, 9]) {
      const slow = { ...kept, family: { ...fixtures.noisy() }, workers: 1 };
      for await (const { generation } of runChain(slow)) if (generation === stop) break;
    }
    expect(await runChain(kept).collect()).toEqual(expected);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("replicates fitted in step draw what each draws alone, and continue where they were", async () => {
  const images = imagesFrom(
    Float32Array.from({ length: 400 }, (_, at) => at / 400),
    { height: 1, width: 2 },
  );
  const folder = mkdtempSync(join(tmpdir(), "fresh-"));
  try {
    for (const real of [
      { pool: images, count: 30 },
      { model: { mean: 0.5, weights: new Float32Array(2) }, count: 30 },
    ]) {
      const settings = {
        family: fixtures.together(),
        regime: fresh(10),
        real,
        generations: 8,
        replicates: 3,
        random,
      };
      const expected = await oneByOne(settings).collect();
      const kept = { ...settings, checkpoint: { folder, intervalMilliseconds: 0 } };
      for await (const { generation } of runChain(kept)) if (generation === 5) break;
      expect(await runChain(kept).collect()).toEqual(expected);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test.each<[string, Partial<ChainSettings<Sample, NoisyModel, Sample, "all">>, string]>([
  [
    "an exhausted pool",
    { regime: drawing(100) },
    "replicate 0, generation 1: drawReal needs 100 rows of the pool that are not used yet, of its 200 rows 80 are left: " +
      "give a larger pool, draw fewer rows or run fewer generations",
  ],
  [
    "a fixed set of rows",
    { real: pool },
    "replicate 0, generation 0: drawReal needs real data that further rows can be drawn from, got a fixed set of rows: " +
      "give runChain real as { model, count } or { pool, count }",
  ],
  [
    "a number of rows that is none",
    { regime: drawing(0) },
    "replicate 0, generation 0: drawReal needs a whole number of rows of at least 1, got 0",
  ],
])("%s is refused", async (_, settings, message) => {
  await expect(seen({ workers: 1, ...settings })).rejects.toMatchObject({
    message: `runChain failed in ${message}`,
    cause: expect.any(RangeError),
  });
});

test("a fixed set of rows is refused at once when the regime says that it draws", () => {
  expect(() =>
    runChain({ family: gaussian(), regime: fresh(5), real: pool, generations: 2, random }),
  ).toThrow(
    new RangeError(
      "runChain with the regime fresh 5 needs real data that further rows can be drawn from, got a fixed set of rows: " +
        "give runChain real as { model, count } or { pool, count }",
    ),
  );
});
