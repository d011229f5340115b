import { expect, test } from "vitest";
import { runChain } from "../../lib/chain/executors/run-chain";
import { workerCount } from "../../lib/chain/executors/worker-count";
import { curvesOf, finalModels, groupByReplicate } from "../../lib/chain/records";
import type { ChainSettings } from "../../lib/chain/settings";
import { createRandom } from "../../lib/random/create-random";
import { fresh } from "../../lib/regimes/fresh";
import { replace } from "../../lib/regimes/replace";
import { gaussian } from "../../lib/samplers/gaussian";

const valid = {
  family: gaussian(),
  regime: replace,
  real: Float64Array.of(1, 2, 3),
  generations: 2,
  random: createRandom("validation"),
};

test.each<[Record<string, unknown>, string]>([
  [{ generations: -1 }, "generations to be a whole number of at least 0, got -1"],
  [{ generations: 1.5 }, "generations to be a whole number of at least 0, got 1.5"],
  [{ generations: undefined }, "generations to be a whole number of at least 0, got undefined"],
  [{ samplesPerGeneration: 0 }, "samplesPerGeneration to be a whole number of at least 1, got 0"],
  [{ replicates: Number.NaN }, "replicates to be a whole number of at least 1, got NaN"],
  [{ workers: 0 }, "workers to be a whole number of at least 1, got 0"],
  [{ recordedGenerations: [] }, "recordedGenerations to name at least one"],
  [
    { recordedGenerations: [0, 3] },
    "recordedGenerations to be whole numbers from 0 to 2 (generations), got 3",
  ],
  [{ whenAbsorbed: "pause" }, 'whenAbsorbed "stop" or "continue", got "pause"'],
  [{ checkpoint: "" }, 'checkpoint to name a folder, got ""'],
  [{ checkpoint: { folder: 3 } }, 'checkpoint to name a folder, got {"folder":3}'],
  [
    { checkpoint: { folder: "x", intervalMilliseconds: -1 } },
    "checkpoint.intervalMilliseconds of 0 or more, got -1",
  ],
  [{ real: new Float64Array(0) }, "real data, got an empty set"],
  [{ real: Float64Array.of(1, Number.NaN) }, "finite real data: number 1 is NaN"],
  [
    { real: { values: Float32Array.of(0, 0.5, 1.5, 0), count: 2, height: 1, width: 2 } },
    "pixels from 0 to 1: image 1, row 0, column 0 is 1.5; divide bytes by 255",
  ],
  [
    { real: { values: Float32Array.of(0, 0.5), count: 2, height: 1, width: 2 } },
    "2 × 1 × 2 = 4 pixels (count × height × width), got 2",
  ],
  [{ real: { values: new Float32Array(0), count: 0, height: 1, width: 2 } }, "real data, got an empty set"],
  [{ real: { model: {}, count: 0 } }, "real.count to be a whole number of at least 1, got 0"],
  [{ real: { pool: Float64Array.of(1, 2) } }, "real.count to be a whole number of at least 1, got undefined"],
  [
    { real: { pool: Float64Array.of(1, 2), count: 3 } },
    "real.count to be at most the 2 rows of the pool, got 3",
  ],
  [{ real: { pool: Float64Array.of(1, Number.NaN), count: 1 } }, "finite real data: number 1 is NaN"],
  [{ real: { pool: new Float64Array(0), count: 1 } }, "real data, got an empty set"],
  [
    { real: { pool: new Float64Array(10), count: 5 }, regime: fresh(3) },
    "a pool of 11 rows for 5 original ones and 3 fresh ones in each of 2 generations, got 10: " +
      "give a larger pool, draw fewer rows or run fewer generations",
  ],
])("%o is refused with a RangeError", (changes, message) => {
  const settings = { ...valid, ...changes } as ChainSettings<Float64Array, never, never>;
  expect(() => runChain(settings)).toThrow(RangeError);
  expect(() => runChain(settings)).toThrow(`runChain needs ${message}`);
});

test.each<[Record<string, unknown>, string]>([
  [{ family: "gaussian" }, "a family with the functions fit and sample, such as gaussian()"],
  [{ regime: "replace" }, "a regime: a function such as replace or anchor(0.1), got replace"],
  [{ measure: {} }, "measure to be a function, got an Object"],
  [{ random: 7 }, 'random: a stream such as createRandom("my seed")'],
  [{ real: undefined }, "real data or { model, count }, got undefined"],
  [
    { real: [1, 2, 3] },
    "got an Array. Convert with Float64Array.from, pointsFrom, imagesFrom or tokenBlocks",
  ],
  [
    { real: Float32Array.of(1) },
    "Points, LabelledPoints, Images or TokenBlocks, or { model, count }, or { pool, count } with such a pool: got a Float32Array",
  ],
  [{ real: { values: Float64Array.of(0), count: 1, height: 1, width: 1 } }, "got an Object"],
  [{ real: { pool: [1, 2], count: 1 } }, "got an Array. Convert with"],
  [{ real: { pool: undefined, count: 1 } }, "got undefined. Convert with"],
])("%o is refused with a TypeError", (changes, message) => {
  const settings = { ...valid, ...changes } as ChainSettings<Float64Array, never, never>;
  expect(() => runChain(settings)).toThrow(TypeError);
  expect(() => runChain(settings)).toThrow(message);
});

test("workers come from the setting, the environment, the machine", () => {
  expect(workerCount(3, { MODEL_COLLAPSE_WORKERS: "5" })).toBe(3);
  expect(workerCount(undefined, { MODEL_COLLAPSE_WORKERS: "5" })).toBe(5);
  expect(workerCount(undefined, {})).toBeGreaterThanOrEqual(1);
  expect(workerCount(undefined, { MODEL_COLLAPSE_WORKERS: "" })).toBeGreaterThanOrEqual(1);
  expect(() => workerCount(undefined, { MODEL_COLLAPSE_WORKERS: "two" })).toThrow(
    new RangeError('runChain needs MODEL_COLLAPSE_WORKERS to be a whole number of at least 1, got "two"'),
  );
});

test("records can be grouped, reduced to final models, and turned into curves, from any order", async () => {
  const measure = ({ replicate, generation }: { replicate: number; generation: number }) =>
    10 * replicate + generation;
  const records = await runChain({ ...valid, replicates: 3, measure }).collect();
  const shuffled = createRandom("order").shuffle([...records]);
  expect(groupByReplicate(shuffled).flat()).toEqual(records);
  expect(finalModels(shuffled)).toEqual(records.filter((r) => r.generation === 2).map((r) => r.model));
  expect(curvesOf(shuffled, (measured) => measured)).toEqual([
    [0, 1, 2],
    [10, 11, 12],
    [20, 21, 22],
  ]);
  expect(curvesOf(records, (_, record) => record.trainingSize)[0]).toEqual([3, 3, 3]);
  expect(() => curvesOf(records, () => undefined as never)).toThrow(
    "curvesOf needs a number for every record, got undefined in replicate 0, generation 0",
  );
});
