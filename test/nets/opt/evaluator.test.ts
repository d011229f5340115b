import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { createOptEvaluator } from "../../../lib/nets/opt/evaluator";
import { createOptTrainer } from "../../../lib/nets/opt/trainer";
import { adamW } from "../../../lib/nets/optimizers/adam";
import { tensorsReady } from "../../../lib/nets/ready";
import { createRandom } from "../../../lib/random/create-random";
import { learningBatch } from "../../fitters/opt/learning-batches";
import { aliveTensors } from "../helpers";
import { drawnModel, drawnTexts, sizes } from "./models";

beforeAll(tensorsReady);

/** −ln softmax(logits)[target], in double precision. */
function surprise(logits: Float32Array, target: number): number {
  const largest = logits.reduce((most, logit) => Math.max(most, logit));
  const total = logits.reduce((sum, logit) => sum + Math.exp(logit - largest), 0);
  return Math.log(total) + largest - logits[target]!;
}

describe("the evaluator", () => {
  test("has the losses of its logits, and of the trainer, and leaves nothing behind", () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 2, max: 10 }), fc.nat(), (size, length, seed) => {
        const random = createRandom(seed);
        const { configuration, parameters } = drawnModel(size, random);
        const texts = drawnTexts(3, length, size.vocabularySize, random);
        const { inputs, targets } = learningBatch([texts]);
        const before = aliveTensors();
        const evaluator = createOptEvaluator(configuration, parameters);
        const alive = aliveTensors();
        const logits = evaluator.logits(inputs);
        const losses = evaluator.losses(inputs, targets);
        expect(logits).toHaveLength(targets.length * size.vocabularySize);
        losses.forEach((loss, row) => {
          const own = logits.subarray(row * size.vocabularySize, (row + 1) * size.vocabularySize);
          expect(Math.abs(loss - surprise(own, targets[row]!))).toBeLessThan(1e-5 * Math.max(1, loss));
        });
        expect(aliveTensors()).toBe(alive);
        evaluator.dispose();
        const trainer = createOptTrainer(configuration, [parameters], {
          optimizer: adamW({ learningRate: 1 }),
        });
        const [trained] = trainer.measuredStep([learningBatch([texts])]);
        trainer.dispose();
        const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
        expect(Math.abs(trained! - mean)).toBeLessThan(1e-5 * Math.max(1, mean));
        expect(aliveTensors()).toBe(before);
      }),
      { numRuns: 30 },
    );
  });

  test("has the same losses where logits are computed in parts", () => {
    // 2²⁴ logits are 279 rows of 60,000 words.
    const size = { vocabularySize: 60_000, hiddenSize: 2, layers: 1, heads: 1, positions: 310 };
    const random = createRandom("parts");
    const { configuration, parameters } = drawnModel(size, random);
    const [text] = drawnTexts(1, 301, size.vocabularySize, random);
    const evaluator = createOptEvaluator(configuration, parameters);
    const { inputs, targets } = learningBatch([[text!]]);
    const before = aliveTensors();
    const whole = evaluator.losses(inputs, targets);
    expect(aliveTensors()).toBe(before);
    // A text knows nothing of what comes later: its beginning has the same losses, in one part.
    const half = evaluator.losses(
      { ids: inputs.ids.subarray(0, 150), length: 150 },
      targets.subarray(0, 150),
    );
    half.forEach((loss, row) => {
      expect(Math.abs(loss - whole[row]!)).toBeLessThan(1e-5 * loss);
    });
    const logits = evaluator.logits({ ids: inputs.ids, length: 300 });
    for (const row of [277, 278, 279, 280, 299]) {
      const own = logits.subarray(row * size.vocabularySize, (row + 1) * size.vocabularySize);
      const expected = surprise(own, targets[row]!);
      expect(Math.abs(whole[row]! - expected)).toBeLessThan(1e-5 * expected);
    }
    evaluator.dispose();
  });

  test("has gradients whose sum over texts is that of all of them", () => {
    const size = { vocabularySize: 23, hiddenSize: 12, layers: 2, heads: 2, positions: 16 };
    const random = createRandom("gradients");
    const { configuration, parameters } = drawnModel(size, random);
    const texts = drawnTexts(2, 9, size.vocabularySize, random);
    const evaluator = createOptEvaluator(configuration, parameters);
    const before = aliveTensors();
    const [both, first, second] = [texts, texts.slice(0, 1), texts.slice(1)].map((own) =>
      evaluator.gradients(learningBatch([own], own.length / 2)),
    );
    expect(aliveTensors()).toBe(before);
    for (const [name, { values }] of Object.entries(both!)) {
      // Attention does not depend on the keys' biases: their gradient is rounding.
      if (name.endsWith("k_proj.bias")) continue;
      const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
      values.forEach((value, at) => {
        const sum = first![name]!.values[at]! + second![name]!.values[at]!;
        expect(Math.abs(sum - value) / largest, name).toBeLessThan(1e-5);
      });
    }
    evaluator.dispose();
  });
});
