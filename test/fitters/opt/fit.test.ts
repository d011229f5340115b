import { beforeAll, describe, expect, test } from "vitest";
import { sliceBlocks, tokenBlocks } from "../../../lib/data/token-blocks";
import { finish } from "../../../lib/fitters/finish";
import { FitError } from "../../../lib/fitters/fit-error";
import { optLoss } from "../../../lib/fitters/opt/evaluate";
import { fitOpt, fitOptsTogether } from "../../../lib/fitters/opt/fit";
import { type OptTrainingOptions, planOf } from "../../../lib/fitters/opt/options";
import { tensorsReady } from "../../../lib/nets/ready";
import { createRandom } from "../../../lib/random/create-random";
import { aliveTensors } from "../../nets/helpers";
import { expectSameParameters } from "../images";
import { counting, noiseBlocks, smallModel, taskOf } from "./small-models";

beforeAll(tensorsReady);

const random = createRandom("fit");
const base = smallModel();

describe("learning", () => {
  test("a language that counts is learned to nearly no loss", async () => {
    const options = { steps: 250, learningRate: 0.01 };
    const model = await fitOpt(base, counting(60, 8), options, random.fork("count"));
    // 1 − p of the right token is about the loss: 99 in 100.
    expect(optLoss(model, [[5, 6, 7, 8, 9, 10, 11, 3, 4, 5]])).toBeLessThan(0.01);
    expect(model.losses![0]!).toBeGreaterThan(1.5);
    expect(model.losses!.at(-1)!).toBeLessThan(0.02);
    // Curve: one value a pass over 60 blocks in batches of 8.
    expect(model.losses).toHaveLength(33);
  });

  test("a Markov source is learned to its entropy rate", async () => {
    const source = markovSource(6, random.fork("source"));
    const text = source.draw(12_000, random.fork("training text"));
    const start = smallModel({ vocabularySize: 6, hiddenSize: 24, positions: 16, layers: 1 });
    const options = { steps: 400, batchSize: 16, learningRate: 0.01 };
    const model = await fitOpt(start, tokenBlocks(text, 16), options, random.fork("markov"));

    const heldOut = tokenBlocks(source.draw(8000, random.fork("held-out text")), 16);
    const rows = Array.from({ length: heldOut.count }, (_, row) =>
      heldOut.tokens.subarray(row * 16, row * 16 + 16),
    );
    const loss = optLoss(model, rows);
    const surprises = rows.flatMap((row) =>
      Array.from(row.subarray(1), (to, at) => source.surprise(row[at]!, to)),
    );
    const mean = surprises.reduce((sum, one) => sum + one, 0) / surprises.length;
    const variance = surprises.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (surprises.length - 1);
    const standardError = Math.sqrt(variance / surprises.length);
    // What the source itself gives on the text is the entropy rate up to chance; no model is better by more than chance.
    expect(Math.abs(mean - source.entropyRate)).toBeLessThan(4 * standardError);
    // Estimating 30 probabilities from 11,250 tokens costs 30 / 22,500 nats, a network's own error is beside.
    expect(loss - mean).toBeGreaterThan(-standardError);
    expect(loss - mean).toBeLessThan(0.015);
    // The tolerance tells: knowing no more than how often each state comes costs ten times as much.
    expect(source.stationaryEntropy - source.entropyRate).toBeGreaterThan(0.15);
  });
});

describe("replicates", () => {
  const sets = ["a", "b", "c"].map((name) => taskOf(noiseBlocks(14, 6, createRandom(name)), name));
  const dropping = smallModel({ dropout: 0.1, attentionDropout: 0.1, layers: 2 });

  test.each<OptTrainingOptions>([
    { steps: 6, batchSize: 4 },
    { steps: 4, batchSize: 5, textsAtOnce: 2, blocksPerText: 2 },
  ])("fitted together they are what each is alone, bit for bit: %j", (options) => {
    const plan = planOf("fitOpt", options);
    const together = finish(fitOptsTogether(dropping, plan, sets));
    sets.forEach((task, index) => {
      const [alone] = finish(fitOptsTogether(dropping, plan, [task]));
      expectSameParameters(together[index]!.parameters, alone!.parameters);
      expect(together[index]!.losses).toEqual(alone!.losses);
    });
  });

  test("sets of other sizes beside them change nothing", () => {
    const plan = planOf("fitOpt", { steps: 3 });
    const odd = taskOf(noiseBlocks(9, 5, createRandom("odd")), "odd");
    const models = finish(fitOptsTogether(base, plan, [sets[0]!, odd, sets[1]!]));
    [sets[0]!, odd, sets[1]!].forEach((task, index) => {
      const [alone] = finish(fitOptsTogether(base, plan, [task]));
      expectSameParameters(models[index]!.parameters, alone!.parameters);
    });
  });

  test("the blocks that cannot be fitted are named by their task", () => {
    const bad = { ...sets[1]!, data: tokenBlocks(Int32Array.of(1, 2, 12, 3), 2) };
    const work = fitOptsTogether(base, planOf("fitOpt", { steps: 3 }), [sets[0]!, bad]);
    expect(() => finish(work)).toThrow(
      expect.objectContaining({
        name: "FitError",
        task: 1,
        message: expect.stringContaining("token 0 is 12"),
      }),
    );
  });
});

describe("what a step learns from", () => {
  const blocks = noiseBlocks(16, 6, createRandom("blocks"));
  const trained = (options: OptTrainingOptions, model = base, data = blocks) =>
    fitOpt(model, data, options, createRandom("the same"));
  const largestDifference = (a: Float32Array, b: Float32Array) =>
    a.reduce((most, value, at) => Math.max(most, Math.abs(value - b[at]!)), 0);

  test.each([1, 3, 5, 8])("in parts of %d texts it is the same up to rounding", async (textsAtOnce) => {
    const options = { steps: 5, batchSize: 8, learningRate: 1e-3 };
    const [whole, parts] = [await trained(options), await trained({ ...options, textsAtOnce })];
    for (const [name, { values }] of Object.entries(whole.parameters)) {
      // Gradients of keys' biases are 0 but for rounding, whose sign is all that Adam sees: steps of the learning rate.
      const tolerance = name.endsWith("k_proj.bias") ? 5 * 1e-3 : 2e-5;
      expect(largestDifference(values, parts.parameters[name]!.values), name).toBeLessThan(tolerance);
    }
    parts.losses!.forEach((loss, pass) => {
      expect(loss).toBeCloseTo(whole.losses![pass]!, 5);
    });
  });

  test("without warm-up the first step moves, with it the first is of rate 0", async () => {
    const moved = await trained({ steps: 1, warmUp: 0 });
    expect(() => expectSameParameters(moved.parameters, base.parameters)).toThrow();
    const still = await trained({ steps: 1, warmUp: 1 });
    expectSameParameters(still.parameters, base.parameters);
  });

  test("dropout draws from the given stream, and only where the model has it", async () => {
    const dropping = smallModel({ dropout: 0.3 });
    const [one, same, plain] = [
      await trained({ steps: 2 }, dropping),
      await trained({ steps: 2 }, dropping),
      await trained({ steps: 2 }),
    ];
    expectSameParameters(one.parameters, same.parameters);
    expect(one.losses).not.toEqual(plain.losses);
    const other = await fitOpt(dropping, blocks, { steps: 2 }, createRandom("another"));
    expect(other.losses).not.toEqual(one.losses);
  });

  test("the base is left as it was", async () => {
    const before = structuredClone(base.parameters);
    await trained({ steps: 2, learningRate: 0.1, warmUp: 0 });
    expectSameParameters(base.parameters, before);
  });
});

describe("reports and stopping", () => {
  const blocks = noiseBlocks(16, 6, createRandom("blocks"));
  const tasks = [taskOf(blocks, "report")];

  test("each part of a step is reported, with the loss and the speed", () => {
    const plan = planOf("fitOpt", { steps: 4, batchSize: 4, textsAtOnce: 2 });
    const reports = [...fitOptsTogether(base, plan, tasks)];
    expect(reports.map(({ share }) => share)).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((part) => part / 8));
    expect(reports[0]!.note).toBe("step 1 of 4");
    expect(reports[3]!.note).toMatch(/^step 2 of 4, loss 2\.\d\d, [\d,]+ tokens\/s$/);
    expect(reports[7]!.note).toMatch(/^step 4 of 4, loss 2\.\d\d, [\d,]+ tokens\/s$/);
  });

  test("the speed counts the tokens between two reports", () => {
    const plan = planOf("fitOpt", { steps: 40, batchSize: 4 });
    const start = performance.now();
    const reports = [...fitOptsTogether(base, plan, tasks)];
    const seconds = (performance.now() - start) / 1000;
    const [, speed] = /, ([\d,]+) tokens/.exec(reports.at(-1)!.note!)!;
    // 39 of 40 steps, of 4 texts of 6 tokens, in less than the whole time.
    expect(Number(speed!.replaceAll(",", ""))).toBeGreaterThanOrEqual(Math.floor((39 * 24) / seconds));
  });

  test.each([1, 2, 5])("stopped after %d reports it leaves nothing in the engine", (reports) => {
    const before = aliveTensors();
    const work = fitOptsTogether(base, planOf("fitOpt", { steps: 9, batchSize: 4, textsAtOnce: 2 }), tasks);
    for (let report = 0; report < reports; report++) expect(work.next().done).toBe(false);
    expect(aliveTensors()).toBeGreaterThan(before);
    work.return([]);
    expect(aliveTensors()).toBe(before);
  });

  test("an abort in the middle of a step ends it before the next part, and nothing is left", async () => {
    const before = aliveTensors();
    const abort = new AbortController();
    const seen: number[] = [];
    const options = {
      steps: 1,
      batchSize: 400,
      textsAtOnce: 1,
      signal: abort.signal,
      onProgress: ({ done }: { readonly done: number }) => {
        seen.push(done);
        abort.abort(new Error("enough"));
      },
    };
    await expect(fitOpt(base, blocks, options, random)).rejects.toThrow("enough");
    expect(seen).toHaveLength(1);
    expect(seen[0]!).toBeLessThan(1);
    expect(aliveTensors()).toBe(before);
  });

  test("a loss that is no number names step and learning rate, and nothing is left", async () => {
    const before = aliveTensors();
    const diverging = fitOpt(
      base,
      blocks,
      { steps: 9, learningRate: 1e30, warmUp: 0, maximumNorm: 1e30 },
      random,
    );
    await expect(diverging).rejects.toThrow(
      /^fitOpt stopped at step \d of 9: (the loss is|\S+ holds) (NaN|-?Infinity) at learning rate 1e\+30\. Lower learningRate/,
    );
    await expect(diverging).rejects.toBeInstanceOf(FitError);
    expect(aliveTensors()).toBe(before);
  });
});

describe("bad input", () => {
  const blocks = counting(10, 6);
  const refused = (options: OptTrainingOptions, message: string, data = blocks) =>
    expect(fitOpt(base, data, options, random)).rejects.toThrow(new RangeError(message));

  test.each<[OptTrainingOptions, string]>([
    [{}, "fitOpt needs either epochs or steps, got neither"],
    [{ epochs: 1, steps: 1 }, "fitOpt needs either epochs or steps, got both"],
    [{ epochs: 0 }, "fitOpt needs a positive number of epochs, got 0"],
    [{ steps: 1.5 }, "fitOpt needs steps to be a whole number of at least 1, got 1.5"],
    [{ steps: 1, batchSize: 0 }, "fitOpt needs batchSize to be a whole number of at least 1, got 0"],
    [{ steps: 1, textsAtOnce: 0 }, "fitOpt needs textsAtOnce to be a whole number of at least 1, got 0"],
    [{ steps: 1, blocksPerText: 0 }, "fitOpt needs blocksPerText to be a whole number of at least 1, got 0"],
    [{ steps: 1, learningRate: 0 }, "fitOpt needs a positive learningRate, such as 1e-3, got 0"],
    [{ steps: 1, weightDecay: -1 }, "fitOpt needs weightDecay of 0 or more, got -1"],
    [{ steps: 1, warmUp: 1.5 }, "fitOpt needs warmUp to be a share in [0, 1], got 1.5"],
    [{ steps: 1, finalShare: Number.NaN }, "fitOpt needs finalShare to be a share in [0, 1], got NaN"],
    [{ steps: 1, maximumNorm: 0 }, "fitOpt needs a positive maximumNorm, got 0"],
    [{ steps: 1, blocksPerText: 11 }, "fitOpt needs at least 11 blocks (blocksPerText), got 10: give more text, or shorter blocks"],
    [{ steps: 1, blocksPerText: 3 }, "fitOpt needs texts of 2 to 17 tokens, as the model has 16 positions, got 18 (3 × 6): cut the text into other blocks"],
  ])("%j", async (options, message) => {
    await refused(options, message);
  }); // biome-ignore format: a table

  test("blocks", async () => {
    const none = sliceBlocks(blocks, 0, 0);
    await refused(
      { steps: 1 },
      "fitOpt needs at least 1 blocks (blocksPerText), got 0: give more text, or shorter blocks",
      none,
    );
    await refused(
      { steps: 1 },
      "fitOpt needs texts of 2 to 17 tokens, as the model has 16 positions, got 1 (1 × 1): cut the text into other blocks",
      tokenBlocks(Int32Array.of(1, 2, 3), 1),
    );
    await refused(
      { steps: 1 },
      "fitOpt needs ids from 0 to 11: text 1, token 0 is -1. Were the texts encoded with the model's own tokenizer?",
      tokenBlocks(Int32Array.of(1, 2, -1, 3), 2),
    );
    const text = fitOpt(base, ["some text"] as never, { steps: 1 }, random);
    await expect(text).rejects.toThrow(
      new TypeError("fitOpt needs blocks to be blocks of tokens, see tokenBlocks, got an array"),
    );
  });

  test("a model with as many positions as texts have tokens but one", async () => {
    await expect(fitOpt(base, counting(4, 17), { steps: 1 }, random)).resolves.toMatchObject({
      configuration: base.configuration,
    });
  });
});

/** A source of tokens, each drawn given the one before it, and what is known of it. */
function markovSource(states: number, random: ReturnType<typeof createRandom>) {
  const rows = Array.from({ length: states }, () => {
    const weights = Array.from({ length: states }, () => random.exponential());
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => weight / total);
  });
  let stationary = new Array<number>(states).fill(1 / states);
  for (let step = 0; step < 500; step++) {
    stationary = stationary.map((_, to) =>
      stationary.reduce((sum, share, from) => sum + share * rows[from]![to]!, 0),
    );
  }
  const entropy = (shares: readonly number[]) => -shares.reduce((sum, p) => sum + p * Math.log(p), 0);
  return {
    entropyRate: stationary.reduce((sum, share, from) => sum + share * entropy(rows[from]!), 0),
    stationaryEntropy: entropy(stationary),
    surprise: (from: number, to: number) => -Math.log(rows[from]![to]!),
    draw(count: number, stream: ReturnType<typeof createRandom>): Int32Array {
      const text = new Int32Array(count);
      for (let at = 1; at < count; at++) {
        let uniform = stream.next();
        const row = rows[text[at - 1]!]!;
        while (text[at]! < states - 1 && uniform >= row[text[at]!]!) uniform -= row[text[at]++]!;
      }
      return text;
    },
  };
}
