import { beforeAll, describe, expect, test } from "vitest";
import { type EngineName, engines, inProcess } from "../engine-process";

interface Computed {
  readonly engine: string;
  /** Logits of every row after every step of a search of two beams, and those of the same texts as a whole. */
  readonly read: readonly number[][];
  readonly whole: readonly number[][];
  /** Of both replicates at every step. */
  readonly losses: readonly number[][];
  /** Every parameter of both replicates after three steps. */
  readonly trained: readonly number[];
  readonly tensors: readonly [before: number, after: number];
}

/** A text of each prompt is read token by token, over the first growth of the cache; then two models are trained. */
const body = `
  const load = (name) => require("./lib/dist/nets/" + name + ".js");
  const { createOpt, createRandom } = require("model-collapse");
  const before = tf.memory().numTensors;
  const random = createRandom("portable");
  const size = { vocabularySize: 25, hiddenSize: 12, embeddingSize: 8, layers: 2, heads: 2, positions: 40, finalNormalization: false, normalizeBefore: false };
  const models = [0, 1].map((replicate) => {
    const { configuration, parameters } = createOpt(size, random.fork(replicate));
    const larger = Object.entries(parameters).map(([name, { shape, values }]) => [
      name, { shape, values: /norm/.test(name) ? values : values.map((value) => 12 * value) },
    ]);
    return { configuration, parameters: Object.fromEntries(larger) };
  });
  const [{ configuration, parameters }] = models;
  const reader = load("opt/reader").createOptReader(configuration, parameters);
  const evaluator = load("opt/evaluator").createOptEvaluator(configuration, parameters);
  const prompts = [[3, 4, 5], [6]];
  let texts = prompts.flatMap((prompt) => [prompt, prompt]);
  const [read, whole] = [[], []];
  reader.start(prompts.map((prompt) => Int32Array.from(prompt)), 2, 20);
  for (let step = 0; step < 20; step++) {
    const tokens = Int32Array.from(texts, () => random.integer(25));
    const parents = step % 2 ? Int32Array.from(texts, (_, row) => row - (row % 2) + random.integer(2)) : undefined;
    texts = texts.map((_, row) => [...texts[parents ? parents[row] : row], tokens[row]]);
    read.push([...reader.advance(tokens, parents).logits()]);
    whole.push(texts.flatMap((text) => [...evaluator.logits({ ids: Int32Array.from(text), length: text.length }).slice(-25)]));
  }
  reader.dispose();
  evaluator.dispose();
  const optimizer = load("optimizers/adam").adamW({ learningRate: 0.003 });
  const trainer = load("opt/trainer").createOptTrainer(configuration, models.map((model) => model.parameters), { optimizer, maximumNorm: 0.5 });
  const masks = load("layers/dropout-masks").dropoutMasks(0.2, [random.fork("a"), random.fork("b")]);
  const batch = () => ({
    inputs: { ids: Int32Array.from({ length: 2 * 3 * 7 }, () => random.integer(25)), length: 7 },
    targets: Int32Array.from({ length: 2 * 3 * 7 }, () => random.integer(25)),
    weights: new Float32Array(2 * 3 * 7).fill(1 / 42),
    outputDropout: masks,
    attentionDropout: masks,
  });
  const losses = [1, 2, 3].map(() => [...trainer.measuredStep([batch(), batch()])]);
  const trained = trainer.parameters().flatMap((own) =>
    Object.entries(own).flatMap(([name, { values }]) => (name.endsWith("k_proj.bias") ? [] : [...values])),
  );
  trainer.dispose();
  return { engine: tf.backendName, read, whole, losses, trained, tensors: [before, tf.memory().numTensors] };`;

const computed = new Map<EngineName, Computed>();
const largestDifference = (a: readonly number[], b: readonly number[]) => {
  expect(a).toHaveLength(b.length);
  return a.reduce((most, value, at) => Math.max(most, Math.abs(value - b[at]!)), 0);
};

beforeAll(async () => {
  for (const engine of engines) {
    const settings = { MODEL_COLLAPSE_BACKEND: engine, MODEL_COLLAPSE_TENSORFLOW: "" };
    const { result, printed } = await inProcess<Computed>(body, settings);
    if (result === undefined) throw new Error(`${engine}: ${printed}`);
    computed.set(engine, result);
  }
}, 120_000);

describe.each(engines)("a language model on the engine %s", (engine) => {
  test("reads token by token what it reads as a whole", () => {
    const { read, whole } = computed.get(engine)!;
    expect(largestDifference(read.flat(), whole.flat())).toBeLessThan(1e-5);
    expect(Math.max(...whole.flat())).toBeGreaterThan(0.5);
  });

  test("leaves nothing behind", () => {
    const [before, after] = computed.get(engine)!.tensors;
    expect(after).toBe(before);
  });
});

test.each(engines.filter((engine) => engine !== "cpu"))(
  "on the engine %s it reads and learns as in plain JavaScript",
  (engine) => {
    const [own, other] = [computed.get(engine)!, computed.get("cpu")!];
    expect(largestDifference(own.read.flat(), other.read.flat())).toBeLessThan(1e-5);
    expect(largestDifference(own.losses.flat(), other.losses.flat())).toBeLessThan(1e-5);
    expect(largestDifference(own.trained, other.trained)).toBeLessThan(1e-4);
  },
);
