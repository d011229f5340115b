import { describe, expect, test } from "vitest";
import { Hand } from "../../lib/chain/executors/hand";
import { slicesAhead } from "../../lib/chain/executors/messages";
import { packPlan } from "../../lib/chain/executors/portable-plan";
import { runChain } from "../../lib/chain/executors/run-chain";
import { planChain } from "../../lib/chain/plan";
import type { Sample } from "../../lib/data/points";
import { createRandom } from "../../lib/random/create-random";
import { accumulateSubsample } from "../../lib/regimes/accumulate-subsample";
import { anchor } from "../../lib/regimes/anchor";
import { replace } from "../../lib/regimes/replace";
import { fixtures, onThreads, workerEntry } from "./helpers";

const random = createRandom("threads");
const real = random.fork("real").fillNormal(new Float64Array(30));

describe("records do not depend on who computes them", () => {
  const base = { family: fixtures.noisy(), real, generations: 9, replicates: 7, random };

  test.each([1, 2, 3])("%d workers, portable measure", async (workers) => {
    const settings = { ...base, regime: anchor(0.3), measure: fixtures.drawnMean };
    expect(await onThreads(settings, workers).collect()).toEqual(await runChain(settings).collect());
  });

  test.each([1, 3])("%d workers, a measure that stays here", async (workers) => {
    const scale = 3;
    const measure = (context: {
      model: { mean: number };
      training: Sample;
      real: Sample;
      random: typeof random;
    }) => scale * context.model.mean + context.training[0]! - context.real[1]! + context.random.normal();
    const settings = {
      ...base,
      regime: accumulateSubsample,
      measure,
      recordedGenerations: [0, 3, 4, 9],
      real: { model: { mean: 1, trace: new Float64Array(0) }, count: 20 },
    };
    expect(await onThreads(settings, workers).collect()).toEqual(await runChain(settings).collect());
  });

  test("many short replicates, in slices larger than the windows", async () => {
    const settings = { ...base, regime: replace, replicates: 300, generations: 30 };
    expect(await onThreads(settings, 2).collect()).toEqual(await runChain(settings).collect());
  });
});

test("a worker waits when the calling thread does not keep up", async () => {
  const plan = packPlan(
    planChain({ family: fixtures.noisy(), regime: replace, real, generations: 1e9, random }),
  )!;
  const control = new Int32Array(new SharedArrayBuffer(8));
  let slices = 0;
  const onEnd = (error: Error) => expect.unreachable(error.message);
  const hand = new Hand(
    workerEntry,
    { plan, sendsFitted: false, control },
    (m) => (slices += +(m.type === "slice")),
    onEnd,
  );
  hand.hold(true);
  hand.send([{ replicate: 0 }]);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(slices).toBe(slicesAhead);
  await hand.close();
});

describe("errors", () => {
  const settings = { regime: replace, real: new Float64Array(4), generations: 20, replicates: 3, random };

  test.each([
    ["on threads", () => onThreads({ ...settings, family: fixtures.failing(5) }, 2)],
    ["on the calling thread", () => runChain({ ...settings, family: fixtures.failing(5) })],
  ])("a fit that throws is named, %s", async (_, chain) => {
    await expect(chain().collect()).rejects.toMatchObject({
      name: "ChainError",
      replicate: expect.any(Number),
      generation: 5,
      message: expect.stringMatching(/^runChain failed in replicate \d, generation 5: no fit today$/),
      stack: expect.stringContaining("families.cjs"),
      cause: expect.objectContaining({ name: "RangeError", message: "no fit today" }),
    });
  });

  test("a measure that throws on the calling thread is named too", async () => {
    const measure = ({ generation }: { generation: number }) => {
      if (generation === 2) throw new Error("cannot measure");
      return generation;
    };
    const chain = onThreads({ ...settings, family: fixtures.noisy(), measure }, 2);
    await expect(chain.collect()).rejects.toThrow(/replicate \d, generation 2: cannot measure/);
  });

  test("a worker that ends is reported", async () => {
    const chain = onThreads({ ...settings, family: fixtures.dying() }, 2);
    await expect(chain.collect()).rejects.toThrow("runChain lost a worker thread: it ended with 7");
  });

  test("models that cannot be sent are reported with the remedy", async () => {
    const chain = onThreads({ ...settings, family: fixtures.unsendable() }, 2);
    await expect(chain.collect()).rejects.toThrow(/could not be cloned.*workers: 1/);
  });

  test("an origin that names nothing is reported", async () => {
    const chain = onThreads({ ...settings, family: fixtures.misnamed() }, 2);
    await expect(chain.collect()).rejects.toThrow(
      /needs the family "nowhere" to be exported by .*families\.cjs/,
    );
  });
});

describe.each([
  ["on threads", true],
  ["on the calling thread", false],
])("stopping, %s", (_, threaded) => {
  const settings = {
    family: fixtures.slow(1),
    regime: replace,
    real,
    generations: 1e6,
    replicates: 4,
    random,
  };
  const start = (signal?: AbortSignal) =>
    threaded ? onThreads({ ...settings, signal }, 2) : runChain({ ...settings, signal });

  test("an abort rejects with its reason", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    let count = 0;
    const run = async () => {
      for await (const { generation } of start(controller.signal)) {
        count++;
        if (generation === 20) controller.abort(reason);
      }
    };
    await expect(run()).rejects.toBe(reason);
    expect(count).toBeGreaterThan(20);
  });

  test("an abort from a timer comes through", async () => {
    await expect(start(AbortSignal.timeout(150)).collect()).rejects.toMatchObject({ name: "TimeoutError" });
  });

  test("a signal that has aborted already lets nothing start", async () => {
    const signal = AbortSignal.abort("before");
    await expect(runChain({ ...settings, signal }).collect()).rejects.toBe("before");
  });

  test("leaving the loop early stops the chain", async () => {
    const seen: number[] = [];
    for await (const { generation } of start()) {
      seen.push(generation);
      if (seen.length === 5) break;
    }
    expect(seen.length).toBe(5);
  });
});
