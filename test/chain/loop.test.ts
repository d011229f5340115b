import { describe, expect, test } from "vitest";
import { runChain } from "../../lib/chain/executors/run-chain";
import type { Sample } from "../../lib/data/points";
import type { Family } from "../../lib/fitters/family";
import { createRandom } from "../../lib/random/create-random";
import { accumulate } from "../../lib/regimes/accumulate";
import { accumulateSubsample } from "../../lib/regimes/accumulate-subsample";
import { anchor } from "../../lib/regimes/anchor";
import type { Regime } from "../../lib/regimes/regime";
import { replace } from "../../lib/regimes/replace";
import { gaussian } from "../../lib/samplers/gaussian";
import { fixtures } from "./helpers";

const random = createRandom("loop");
const real = random.fork("real").fillNormal(new Float64Array(30));

test("a chain equals the loop written by hand", async () => {
  const family = fixtures.noisy();
  const regime = anchor(0.2);
  const records = await runChain({ family, regime, real, generations: 4, replicates: 2, random }).collect();
  const expected = [0, 1].flatMap((replicate) => {
    let training = real;
    let previous: ReturnType<typeof family.fit> | undefined;
    return [0, 1, 2, 3, 4].map((generation) => {
      const stream = random.fork(replicate).fork(generation);
      const model = family.fit(training, stream.fork("fit"), previous);
      const synthetic = family.sample(model, 30, stream.fork("sample"));
      const drawn = "data" as const;
      const record = { replicate, generation, model, measured: undefined, trainingSize: 30, drawn };
      const history: Sample[] = [];
      const drawReal = () => expect.unreachable("anchor draws none");
      training = regime({
        generation,
        real,
        drawReal,
        training,
        history,
        synthetic,
        random: stream.fork("regime"),
      });
      previous = model;
      return record;
    });
  });
  expect(records).toEqual(expected);
});

test("a measure sees the generation, and what it draws changes nothing", async () => {
  const settings = { family: fixtures.noisy(), regime: accumulate, real, generations: 3, random };
  const plain = await runChain(settings).collect();
  const measured = await runChain({
    ...settings,
    measure: (context) => ({ ...context, noise: context.random.normal() }),
  }).collect();
  expect(measured.map(({ model }) => model)).toEqual(plain.map(({ model }) => model));
  expect(measured.map((record) => record.measured.training.length)).toEqual([30, 60, 90, 120]);
  measured.forEach((record, generation) => {
    expect(record.trainingSize).toBe(30 * (generation + 1));
    expect(record.measured).toMatchObject({ replicate: 0, generation, model: record.model, real });
    expect(record.measured.noise).toBe(random.fork(0).fork(generation).fork("measure").normal());
  });
});

test("recording some generations gives the same records as recording all", async () => {
  const settings = { family: gaussian(), regime: replace, real, generations: 12, replicates: 3, random };
  const measure = fixtures.drawnMean;
  const all = await runChain({ ...settings, measure: measure as never }).collect();
  const recordedGenerations = [12, 0, 5, 5];
  const some = await runChain({ ...settings, measure: measure as never, recordedGenerations }).collect();
  expect(some).toEqual(all.filter(({ generation }) => recordedGenerations.includes(generation)));
  expect(some.map(({ generation }) => generation)).toEqual([0, 5, 12, 0, 5, 12, 0, 5, 12]);
});

test("real data can be drawn for each replicate", async () => {
  const model = { mean: 5, standardDeviation: 2 };
  const family = gaussian();
  const chain = runChain({
    family,
    regime: replace,
    real: { model, count: 40 },
    generations: 1,
    replicates: 3,
    random,
  });
  const firsts = (await chain.collect()).filter(({ generation }) => generation === 0);
  firsts.forEach((record, replicate) => {
    const drawn = family.sample(model, 40, random.fork(replicate).fork("real"));
    expect(record.model).toEqual(family.fit(drawn, random));
    expect(record.trainingSize).toBe(40);
  });
});

test("samplesPerGeneration sets the size of synthetic sets", async () => {
  const chain = runChain({
    family: gaussian(),
    regime: replace,
    real,
    samplesPerGeneration: 7,
    generations: 2,
    random,
  });
  expect((await chain.collect()).map(({ trainingSize }) => trainingSize)).toEqual([30, 7, 7]);
});

describe("history", () => {
  const lengths: number[][] = [];
  const remembering: Regime = (context) => {
    lengths.push(context.history.map((data) => (data as Sample).length));
    return context.synthetic;
  };

  test("holds every synthetic set before this one when the regime remembers", async () => {
    await runChain({
      family: gaussian(),
      regime: remembering,
      real,
      samplesPerGeneration: 9,
      generations: 4,
      random,
    }).collect();
    expect(lengths).toEqual([[], [9], [9, 9], [9, 9, 9]]);
  });

  test("is empty when the regime does not", async () => {
    lengths.length = 0;
    const regime = Object.assign((context: never) => remembering(context), { remembers: false });
    await runChain({ family: gaussian(), regime: regime as Regime, real, generations: 3, random }).collect();
    expect(lengths).toEqual([[], [], []]);
  });

  test("subsampling keeps the training size", async () => {
    const chain = runChain({ family: gaussian(), regime: accumulateSubsample, real, generations: 5, random });
    expect((await chain.collect()).every(({ trainingSize }) => trainingSize === 30)).toBe(true);
  });
});

test("using memory again changes no digit and no training set that was recorded", async () => {
  const reusing = gaussian();
  const { sampleInto: _, origin: __, ...fresh } = reusing;
  const settings = {
    regime: replace,
    real,
    generations: 40,
    recordedGenerations: [3, 4, 10, 11, 40],
    random,
  };
  const measure = ({ training }: { training: Sample }) => ({
    sum: training.reduce((a, b) => a + b),
    training,
  });
  const records = await runChain({ ...settings, family: reusing, measure }).collect();
  const expected = await runChain({ ...settings, family: fresh, measure }).collect();
  expect(records).toEqual(expected);
  for (const { measured } of records) expect(measured.training.reduce((a, b) => a + b)).toBe(measured.sum);
});

describe("absorption", () => {
  /** Halves the number of observations that differ; absorbed when the spread is below 0.1. */
  const shrinking: Family<Sample, { readonly spread: number }> = {
    name: "shrinking",
    fit: (data) => ({ spread: data[0]! / 2 }),
    sample: (model, count) => new Float64Array(count).fill(model.spread),
    isAbsorbed: (model) => model.spread < 0.1,
  };
  const settings = { family: shrinking, regime: replace, real: Float64Array.of(1, 1), random };

  test("records name the first generation that cannot be left", async () => {
    const records = await runChain({ ...settings, generations: 6 }).collect();
    expect(records.map(({ absorbedAt }) => absorbedAt)).toEqual([
      undefined,
      undefined,
      undefined,
      3,
      3,
      3,
      3,
    ]);
    expect("absorbedAt" in records[0]!).toBe(false);
  });

  test("a chain that stops there records that generation, asked for or not", async () => {
    const progress: number[] = [];
    const records = await runChain({
      ...settings,
      generations: 100,
      replicates: 2,
      recordedGenerations: [1, 100],
      whenAbsorbed: "stop",
      onProgress: ({ done, total }) => progress.push(done / total),
    }).collect();
    expect(records.map(({ generation, absorbedAt }) => [generation, absorbedAt])).toEqual([
      [1, undefined],
      [3, 3],
      [1, undefined],
      [3, 3],
    ]);
    expect(progress.at(-1)).toBe(1);
  });
});

test("a chain can be run again, with the same digits", async () => {
  const chain = runChain({ family: fixtures.noisy(), regime: replace, real, generations: 3, random });
  const first = await chain.collect();
  const second = [];
  for await (const record of chain) second.push(record);
  expect(second).toEqual(first);
});

test("what was drawn from the stream before does not matter", async () => {
  const used = createRandom("loop");
  used.normal();
  const settings = { family: fixtures.noisy(), regime: replace, real, generations: 2 };
  expect(await runChain({ ...settings, random: used }).collect()).toEqual(
    await runChain({ ...settings, random }).collect(),
  );
});
