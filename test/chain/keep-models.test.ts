import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runChain } from "../../lib/chain/executors/run-chain";
import { finalModels } from "../../lib/chain/records";
import type { ChainSettings, KeptModels, Measure } from "../../lib/chain/settings";
import { imagesFrom } from "../../lib/data/images";
import type { Sample } from "../../lib/data/points";
import { createRandom } from "../../lib/random/create-random";
import { anchor } from "../../lib/regimes/anchor";
import { type DrawnMean, fixtures, type NoisyModel, onThreads } from "./helpers";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "keep-models-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const random = createRandom("keep models");
const settings = {
  family: fixtures.noisy(),
  regime: anchor(0.25),
  real: random.fork("real").fillNormal(new Float64Array(20)),
  generations: 5,
  replicates: 3,
  measure: fixtures.drawnMean,
  random,
} satisfies ChainSettings<Sample, NoisyModel, DrawnMean>;
const { measure: _, ...unmeasured } = settings;
const together = {
  ...unmeasured,
  family: fixtures.together(),
  real: imagesFrom(
    Array.from({ length: 20 }, (_, at) => (at % 7) / 7),
    { height: 1, width: 2 },
  ),
};

/** Records as they are to be: with the models that a choice keeps. */
function keeping<Record extends { readonly model: unknown; readonly generation: number }>(
  records: readonly Record[],
  kept: KeptModels,
  last = settings.generations,
) {
  return records.map((record) => ({
    ...record,
    model: kept === "all" || (kept === "last" && record.generation === last) ? record.model : undefined,
  }));
}

describe.each<KeptModels>(["all", "last", "none"])("%s", (keepModels) => {
  test("leaves everything else as it is, wherever the chain runs", async () => {
    const expected = keeping(await runChain(settings).collect(), keepModels);
    const measure: Measure<Sample, NoisyModel, DrawnMean> = (context) => fixtures.drawnMean(context);
    const here = { ...settings, measure };
    expect(await runChain({ ...settings, keepModels }).collect()).toEqual(expected);
    expect(await onThreads({ ...settings, keepModels }, 2).collect()).toEqual(expected);
    expect(await onThreads({ ...here, keepModels }, 2).collect()).toEqual(expected);
    const inStep = keeping(await runChain(together).collect(), keepModels);
    expect(await runChain({ ...together, keepModels }).collect()).toEqual(inStep);
  });

  test("a chain that was stopped continues with the same digits", async () => {
    for (const chain of [settings, together] as (typeof settings)[]) {
      const kept = { ...chain, keepModels, checkpoint: { folder, intervalMilliseconds: 0 } };
      for await (const { generation } of runChain(kept)) if (generation === 3) break;
      const expected = keeping(await runChain(chain).collect(), keepModels);
      expect(await runChain(kept).collect()).toEqual(expected);
      expect(await runChain(kept).collect()).toEqual(expected);
    }
  });
});

test("the last recorded generation keeps its model, and the one where a replicate stops", async () => {
  const chain = { ...settings, keepModels: "last" as const };
  const some = await runChain({ ...chain, recordedGenerations: [1, 3] }).collect();
  expect(some.map(({ model }) => model !== undefined)).toEqual([false, true, false, true, false, true]);
  const absorbing = { ...fixtures.noisy(), isAbsorbed: () => true };
  const stopped = await runChain({ ...chain, family: absorbing, whenAbsorbed: "stop" }).collect();
  expect(stopped.map(({ generation, model }) => [generation, typeof model])).toEqual(
    Array(3).fill([0, "object"]),
  );
});

test("files of a finished chain hold the models that are kept and no other", async () => {
  const weights = 2 ** 16;
  const family = {
    ...fixtures.noisy(),
    origin: undefined,
    fit: (data: Sample) => ({ mean: data[0]!, trace: new Float64Array(weights) }),
  };
  const sizeOf = async (keepModels: KeptModels) => {
    const own = join(folder, keepModels);
    await runChain({ ...unmeasured, family, replicates: 1, keepModels, checkpoint: own }).collect();
    return readdirSync(own).reduce((sum, name) => sum + statSync(join(own, name)).size, 0);
  };
  const modelSize = 8 * weights;
  expect(Math.floor((await sizeOf("all")) / modelSize)).toBe(6);
  expect(Math.floor((await sizeOf("last")) / modelSize)).toBe(1);
  expect(Math.floor((await sizeOf("none")) / modelSize)).toBe(0);
});

test("each choice is a chain of its own in a folder; the default is the choice of all", async () => {
  for (const keepModels of [undefined, "all", "last", "none"] as const) {
    await runChain({ ...settings, replicates: 1, keepModels, checkpoint: folder }).collect();
  }
  expect(readdirSync(folder).length).toBe(3);
});

test("finalModels gives the models that are kept, and names what is missing", async () => {
  const all = finalModels(await runChain(settings).collect());
  const last: NoisyModel[] = finalModels(await runChain({ ...settings, keepModels: "last" }).collect());
  expect(last).toEqual(all);
  const none = await runChain({ ...settings, keepModels: "none" }).collect();
  expect(() => finalModels(none)).toThrow(
    'finalModels needs the models of the last generations, got none in replicate 0, generation 5: run the chain to its end with keepModels "last" or "all"',
  );
});

test("the types say which models are there", async () => {
  const [all] = await runChain(settings).collect();
  const [last] = await runChain({ ...settings, keepModels: "last" }).collect();
  const [none] = await runChain({ ...settings, keepModels: "none" }).collect();
  const mean: number = all!.model.mean;
  // @ts-expect-error the model of an earlier generation is not there
  expect(() => last!.model.mean).toThrow(TypeError);
  const nothing: undefined = none!.model;
  expect([typeof mean, typeof nothing]).toEqual(["number", "undefined"]);
});

test("another choice is refused", () => {
  expect(() => runChain({ ...settings, keepModels: "first" as never })).toThrow(
    'runChain needs keepModels "all", "last" or "none", got "first"',
  );
});
