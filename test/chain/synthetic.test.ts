import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runChain } from "../../lib/chain/executors/run-chain";
import { measureSynthetic } from "../../lib/chain/measure-synthetic";
import type { ChainSettings, MeasureContext } from "../../lib/chain/settings";
import { type Images, imagesFrom } from "../../lib/data/images";
import type { Sample, TrainingSet } from "../../lib/data/points";
import { portable } from "../../lib/fitters/portable";
import { createRandom } from "../../lib/random/create-random";
import { accumulateSubsample } from "../../lib/regimes/accumulate-subsample";
import { anchor } from "../../lib/regimes/anchor";
import type { Regime, RegimeContext } from "../../lib/regimes/regime";
import { replace } from "../../lib/regimes/replace";
import { gaussian } from "../../lib/samplers/gaussian";
import { fixtures, type NoisyModel, onThreads, type TogetherModel, type WrittenMean } from "./helpers";

const random = createRandom("synthetic");
const real: Sample = random.fork("real").fillNormal(new Float64Array(24));
const images = imagesFrom(
  Array.from({ length: 24 }, (_, at) => (at % 7) / 7),
  { height: 1, width: 2 },
);
const samples = {
  family: fixtures.noisy(),
  regime: anchor(0.25),
  real,
  generations: 6,
  replicates: 3,
  measure: fixtures.writtenMean,
  random,
} satisfies ChainSettings<Sample, NoisyModel, WrittenMean>;
const { sampleTogether: _, ...drawnAlone } = fixtures.together();
const pictures = { ...samples, family: fixtures.together(), real: images };

/** A regime that keeps what it is shown. */
function watching() {
  const shown: TrainingSet[] = [];
  const regime = Object.assign(
    <Data extends TrainingSet>({ synthetic }: RegimeContext<Data>): Data => {
      shown.push(synthetic);
      return synthetic;
    },
    { remembers: false },
  );
  return { shown, regime: regime as Regime };
}

/** Counts draws. */
function counting() {
  const draws = { count: 0 };
  const family = fixtures.noisy();
  const { origin: _, ...rest } = family;
  const sample: typeof family.sample = (...given) => {
    draws.count++;
    return family.sample(...given);
  };
  return { draws, family: { ...rest, sample } };
}

describe("a measure that reads synthetic data", () => {
  test.each([
    ["drawn one by one", { ...pictures, family: drawnAlone }],
    ["drawn together", pictures],
    ["of a family fitted one by one", samples],
  ])("sees the very sets that the regime sees, %s", async (_, settings) => {
    const { shown, regime } = watching();
    const measure = measureSynthetic(({ synthetic }: { synthetic: TrainingSet }) => synthetic);
    const chain = { ...settings, regime, measure, replicates: 1 } as ChainSettings<Sample, object, Sample>;
    const measured = (await runChain(chain).collect()).map((record) => record.measured);
    expect(measured.length).toBe(7);
    expect(shown.length).toBe(6);
    for (const [generation, synthetic] of shown.entries()) expect(measured[generation]).toBe(synthetic);
  });

  test.each([
    ["on the calling thread", () => runChain({ ...samples, workers: 1 }), samples],
    ["on threads", () => onThreads(samples, 2), samples],
    [
      "measured here, fitted on threads",
      () => onThreads({ ...samples, measure: measureSynthetic((c) => fixtures.writtenMean(c)) }, 2),
      samples,
    ],
    ["in step", () => runChain(pictures), pictures],
    ["in step, drawn one by one", () => runChain({ ...pictures, family: drawnAlone }), pictures],
  ] as const)(
    "changes no digit, and of the last generation sees what the next would train on, %s",
    async (_, run, settings) => {
      const records = await run().collect();
      const { measure: __, ...unmeasured } = settings as ChainSettings<Sample, NoisyModel, WrittenMean>;
      const without = await runChain(unmeasured).collect();
      expect(records.map(({ measured: ___, ...rest }) => rest)).toEqual(
        without.map(({ measured: ___, ...rest }) => rest),
      );
      const longer = await runChain({
        ...unmeasured,
        measure: fixtures.writtenMean,
        generations: 7,
      }).collect();
      expect(records).toEqual(longer.filter(({ generation }) => generation < 7));
    },
  );

  test("costs a draw more for each replicate, and none when the last generation is not recorded", async () => {
    const { draws, family } = counting();
    const run = async (changes: object) => {
      draws.count = 0;
      await runChain({ ...samples, family, ...changes }).collect();
      return draws.count / samples.replicates;
    };
    expect(await run({ measure: fixtures.drawnMean })).toBe(6);
    expect(await run({})).toBe(7);
    expect(await run({ recordedGenerations: [2, 5] })).toBe(6);
  });

  test("sees what an absorbed model writes where its replicate stops", async () => {
    const absorbing = {
      ...samples,
      family: { ...fixtures.noisy(), isAbsorbed: () => true },
      regime: replace,
    };
    const seen: (Sample | undefined)[] = [];
    const measure = measureSynthetic(({ synthetic }: { synthetic: Sample }) => void seen.push(synthetic));
    await runChain({ ...absorbing, measure, whenAbsorbed: "stop", recordedGenerations: [5] }).collect();
    expect(seen.map((synthetic) => synthetic?.length)).toEqual([24, 24, 24]);
  });

  test("may keep what it sees, though memory is used again otherwise", async () => {
    const kept = { ...samples, family: gaussian(), regime: replace, recordedGenerations: [1, 6] };
    const measure = measureSynthetic(({ synthetic }: { synthetic: Sample }) => synthetic);
    const seen = await runChain({ ...kept, measure }).collect();
    const { sampleInto: _, ...anew } = gaussian();
    const expected = await runChain({ ...kept, family: { ...anew, origin: undefined }, measure }).collect();
    expect(seen.map(({ measured }) => measured)).toEqual(expected.map(({ measured }) => measured));
  });

  test("keeps its mark when it is portable", () => {
    const measure = portable(
      measureSynthetic(({ synthetic }: { synthetic: Sample }) => synthetic[0]),
      "x",
    );
    expect([measure.readsSynthetic, measure.origin.exportName]).toEqual([true, "x"]);
  });

  test("has to be a function", () => {
    expect(() => measureSynthetic("mean" as never)).toThrow(
      "measureSynthetic needs a function of what a measure sees, got string",
    );
  });
});

test("other measures are shown no synthetic data", async () => {
  const measure = (context: MeasureContext<Images, TogetherModel>) => "synthetic" in context;
  const records = await runChain({ ...pictures, measure }).collect();
  expect(records.some(({ measured }) => measured)).toBe(false);
});

describe("checkpoints", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "synthetic-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const checkpoint = () => ({ folder, intervalMilliseconds: 0 });

  test.each([
    ["on the calling thread", false],
    ["on threads", true],
  ])("a chain that was stopped continues with the same digits, %s", async (_, threaded) => {
    const settings = { ...samples, family: fixtures.slow(2), generations: 60, regime: accumulateSubsample };
    const expected = await runChain({ ...settings, family: fixtures.noisy() }).collect();
    const kept = { ...settings, checkpoint: checkpoint() };
    const start = () => (threaded ? onThreads(kept, 2) : runChain({ ...kept, workers: 1 }));
    for (const last of [25, 60]) for await (const { generation } of start()) if (generation === last) break;
    expect(await start().collect()).toEqual(expected);
  });

  test("a chain in step continues with the same digits after every generation", async () => {
    const expected = await runChain(pictures).collect();
    for (let last = 0; last < 6; last++) {
      for await (const { generation } of runChain({ ...pictures, checkpoint: checkpoint() })) {
        if (generation === last) break;
      }
    }
    expect(await runChain({ ...pictures, checkpoint: checkpoint() }).collect()).toEqual(expected);
  });

  test("the same function without the mark belongs to another chain", async () => {
    const measure = () => 1;
    const marked = measureSynthetic(Object.assign(() => 1, {}));
    expect(String(marked)).toBe(String(measure));
    await runChain({ ...samples, replicates: 1, measure, checkpoint: checkpoint() }).collect();
    await runChain({ ...samples, replicates: 1, measure: marked, checkpoint: checkpoint() }).collect();
    expect(readdirSync(folder).length).toBe(2);
  });
});
