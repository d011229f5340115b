import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ChainError } from "../../lib/chain/chain-error";
import { packPlan } from "../../lib/chain/executors/portable-plan";
import { runChain } from "../../lib/chain/executors/run-chain";
import { measureSynthetic } from "../../lib/chain/measure-synthetic";
import { planChain } from "../../lib/chain/plan";
import { blockAt, sliceBlocks, type TokenBlocks, tokenBlocks } from "../../lib/data/token-blocks";
import type { Family } from "../../lib/fitters/family";
import { finish } from "../../lib/fitters/finish";
import type { OptModel } from "../../lib/fitters/opt/model";
import { tensorsReady } from "../../lib/nets/ready";
import { createRandom } from "../../lib/random/create-random";
import { anchor } from "../../lib/regimes/anchor";
import { generate } from "../../lib/samplers/generate";
import { type OptFamilyOptions, optLanguageModel } from "../../lib/samplers/opt";
import { expectSameParameters } from "../fitters/images";
import { counting, noiseBlocks, smallModel } from "../fitters/opt/small-models";
import { aliveTensors } from "../nets/helpers";

beforeAll(tensorsReady);

const random = createRandom("language models");
const base = smallModel({ dropout: 0.1 });
const real = noiseBlocks(12, 5, random.fork("real"));
const options: OptFamilyOptions = {
  base,
  prompts: real,
  steps: 6,
  batchSize: 4,
  textsAtOnce: 2,
  learningRate: 0.01,
};
const family = optLanguageModel(options);

describe("samples", () => {
  const model = family.fit(real, random.fork("fit"));

  test("sample i continues prompt i, from the first again after the last, from a stream of its own", () => {
    const stream = () => random.fork("sample");
    const sample = family.sample(model, 17, stream());
    expect(sample).toMatchObject({ count: 17, length: 5 });
    const prompts = Array.from({ length: 17 }, (_, at) => blockAt(real, at % 12));
    const settings = { temperature: 1, maximumNewTokens: 5, minimumNewTokens: 5 };
    const texts = generate(model, prompts, settings, stream());
    expect(Array.from({ length: 17 }, (_, at) => [...blockAt(sample, at)])).toEqual(texts);
    // However many are drawn, the first are the same.
    expect(family.sample(model, 4, stream()).tokens).toEqual(sliceBlocks(sample, 0, 4).tokens);
  });

  test("a model that counts goes on counting from each prompt", () => {
    const learned = optLanguageModel({
      base: smallModel(),
      prompts: tokenBlocks(Int32Array.of(3, 4, 5, 9, 10, 11), 3),
      decoding: {},
      steps: 200,
      learningRate: 0.01,
    });
    const counts = learned.fit(counting(60, 8), random.fork("count"));
    const sample = learned.sample(counts, 3, random.fork("greedy"));
    expect([...sample.tokens]).toEqual([6, 7, 8, 3, 4, 5, 6, 7, 8]);
  });

  test("the end token never comes", () => {
    const ending = optLanguageModel({ ...options, base: smallModel({ endToken: 5 }) });
    const sample = ending.sample(smallModel({ endToken: 5 }), 200, random.fork("no end"));
    expect(sample.tokens).toHaveLength(1000);
    expect(sample.tokens).not.toContain(5);
    expect(new Set(sample.tokens).size).toBe(11);
  });

  test("drawn together they are what each is alone, and progress goes to 1", () => {
    const before = aliveTensors();
    const tasks = [1, 2, 3].map((count) => ({ model, count, random: random.fork(count) }));
    const work = family.sampleTogether!(tasks);
    const shares: number[] = [];
    for (let turn = work.next(); ; turn = work.next()) {
      if (turn.done) {
        expect(turn.value).toEqual(tasks.map((task) => family.sample(task.model, task.count, task.random)));
        break;
      }
      shares.push(turn.value.share);
    }
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
    expect(aliveTensors()).toBe(before);
  });

  test("an error names the task it is about", () => {
    const broken = { ...model, parameters: structuredClone(model.parameters) };
    broken.parameters["model.decoder.embed_tokens.weight"]!.values.fill(Number.NaN);
    const tasks = [model, broken].map((one) => ({ model: one, count: 2, random }));
    const before = aliveTensors();
    expect(() => finish(family.sampleTogether!(tasks))).toThrow(
      expect.objectContaining({
        name: "FitError",
        task: 1,
        message: expect.stringMatching(/^generate needs /),
      }),
    );
    expect(aliveTensors()).toBe(before);
  });
});

test("a family is trained from its base, not from the model before", () => {
  const first = family.fit(real, random.fork("fit"));
  const again = family.fit(real, random.fork("fit"), first);
  expectSameParameters(again.parameters, first.parameters);
});

describe("bad input is refused when the family is made", () => {
  const none = sliceBlocks(real, 0, 0);
  test.each<[Partial<OptFamilyOptions>, string]>([
    [{ prompts: none }, "optLanguageModel needs prompts, blocks of tokens to continue such as the real data, got none"],
    [{ steps: undefined }, "optLanguageModel needs either epochs or steps, got neither"],
    [{ batchSize: 0 }, "optLanguageModel needs batchSize to be a whole number of at least 1, got 0"],
    [{ learningRate: -1 }, "optLanguageModel needs a positive learningRate, such as 1e-3, got -1"],
    [{ warmUp: 2 }, "optLanguageModel needs warmUp to be a share in [0, 1], got 2"],
    [{ decoding: { temperature: 0 } }, "optLanguageModel needs temperature to be a finite number above 0, got 0. For the most probable token every time leave it out"],
    [{ decoding: { suppressedTokens: [12] } }, "optLanguageModel needs suppressedTokens to be token ids from 0 to 11, got 12"],
    [
      { prompts: noiseBlocks(2, 9, random) },
      "optLanguageModel needs prompt and new tokens to fit the 16 positions of the model, got 9 tokens in prompt 0 and " +
        "maximumNewTokens 9: shorten the prompt to 7, or lower maximumNewTokens",
    ],
    [
      { prompts: tokenBlocks(Int32Array.of(1, 2, 3, 12), 2) },
      "optLanguageModel needs token ids from 0 to 11, got 12 as token 1 of prompt 1. Was it encoded by the model's own tokenizer?",
    ],
  ])("%j", (change, message) => {
    expect(() => optLanguageModel({ ...options, ...change })).toThrow(new RangeError(message));
  }); // biome-ignore format: a table

  test("prompts that are no blocks", () => {
    const text = "some text" as unknown as TokenBlocks;
    expect(() => optLanguageModel({ ...options, prompts: text })).toThrow(
      new TypeError(
        "optLanguageModel needs prompts to be blocks of tokens, see tokenBlocks, got a value of type string",
      ),
    );
  });
});

describe("in a chain", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "language-chain-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const settings = {
    family,
    regime: anchor(0.25),
    real,
    generations: 3,
    replicates: 2,
    measure: measureSynthetic<TokenBlocks, OptModel, number>(({ synthetic }) =>
      synthetic.tokens.reduce((sum, token, at) => (31 * sum + token + at) % 1_000_003, 7),
    ),
    random,
  };
  type Records = Awaited<ReturnType<ReturnType<typeof run>["collect"]>>;
  const run = (more: object = {}) => runChain({ ...settings, ...more });

  function expectSame(actual: Records, expected: Records): void {
    expect(actual.map(({ replicate, generation, measured }) => [replicate, generation, measured])).toEqual(
      expected.map(({ replicate, generation, measured }) => [replicate, generation, measured]),
    );
    actual.forEach(({ model }, at) => {
      expectSameParameters(model.parameters, expected[at]!.model.parameters);
      expect(model.losses).toEqual(expected[at]!.model.losses);
    });
  }
  const byReplicate = (records: Records) =>
    [...records].sort((a, b) => a.replicate - b.replicate || a.generation - b.generation);

  test("replicates have the digits of chains of one, and nothing is left in the engine", async () => {
    const before = aliveTensors();
    const two = await run().collect();
    expect(two).toHaveLength(8);
    const one = await run({ replicates: 1 }).collect();
    expectSame(
      two.filter(({ replicate }) => replicate === 0),
      one,
    );
    expect(new Set(two.map(({ measured }) => measured)).size).toBe(8);
    expect(aliveTensors()).toBe(before);
  });

  test("stopped in the middle of a training, it goes on there and ends with the same digits", async () => {
    const expected = byReplicate(await run().collect());
    const before = aliveTensors();
    const abort = new AbortController();
    const fits = new StoppingFits(() => abort.abort(new Error("stopped")));
    const checkpoint = { folder, intervalMilliseconds: 0 };
    const stopped = run({ family: fits.family, checkpoint, signal: abort.signal }).collect();
    await expect(stopped).rejects.toThrow("stopped");
    expect(aliveTensors()).toBe(before);
    expect(fits.begun).toEqual([1, 1, 1]);
    expect(readdirSync(folder).filter((name) => name.endsWith(".safetensors"))).toHaveLength(1);

    const resumed = byReplicate(await run({ family: fits.family, checkpoint }).collect());
    // The generation under way went on at its second step or later, the last began.
    expect(fits.begun.slice(3)).toEqual([expect.any(Number), 1]);
    expect(fits.begun[3]!).toBeGreaterThan(1);
    expectSame(resumed, expected);
    expect(readdirSync(folder).filter((name) => !name.endsWith(".checkpoint"))).toEqual([]);
    expect(aliveTensors()).toBe(before);
  });

  test("a training that diverges names replicate and generation, with the remedy", async () => {
    const diverging = optLanguageModel({ ...options, learningRate: 1e30, warmUp: 0, maximumNorm: 1e30 });
    const error = await run({ family: diverging })
      .collect()
      .then(
        () => expect.unreachable(),
        (thrown) => thrown,
      );
    expect(error).toBeInstanceOf(ChainError);
    expect(error.message).toMatch(
      /^runChain failed in replicate \d, generation 0: fitOpt stopped at step \d of 6: .* Lower learningRate/,
    );
  });

  test("the family can be made again elsewhere from what its origin says, with the same digits", () => {
    expect(packPlan(planChain({ ...settings, measure: undefined }))).toBeDefined();
    const { exportName, arguments: own } = structuredClone(family.origin!);
    expect(exportName).toBe("optLanguageModel");
    const again = optLanguageModel(...(own as [OptFamilyOptions]));
    const [model, same] = [family, again].map((one) => one.fit(real, random.fork("again")));
    expectSameParameters(same!.parameters, model!.parameters);
    expect(again.sample(same!, 5, random.fork("text"))).toEqual(
      family.sample(model!, 5, random.fork("text")),
    );
  });
});

/** The family, which stops the chain in the middle of the third training and notes with which step each begins. */
class StoppingFits {
  readonly begun: number[] = [];
  readonly family: Family<TokenBlocks, OptModel>;

  constructor(stop: () => void) {
    const { begun } = this;
    this.family = {
      ...family,
      *fitTogether(tasks, keeper) {
        const work = family.fitTogether!(tasks, keeper);
        const fit = begun.length;
        let isStopped = false;
        try {
          for (;;) {
            const { done, value } = work.next();
            if (done) return value;
            const step = /^step (\d+) of 6/.exec(value.note ?? "")?.[1];
            if (step !== undefined && begun.length === fit) begun.push(Number(step));
            if (fit === 2 && Number(step) === 4 && !isStopped) {
              isStopped = true;
              stop();
              // The chain looks at its signal between two turns, of 25 ms.
              const end = performance.now() + 50;
              while (performance.now() < end);
            }
            yield value;
          }
        } finally {
          work.return([]);
        }
      },
    };
  }
}
