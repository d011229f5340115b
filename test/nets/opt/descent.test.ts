import type { Tensor } from "@tensorflow/tfjs-node";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { OptSize } from "../../../lib/fitters/opt/create";
import { engine } from "../../../lib/nets/engine";
import { attention } from "../../../lib/nets/layers/attention";
import { dropoutMasks } from "../../../lib/nets/layers/dropout-masks";
import type { Tensors } from "../../../lib/nets/layers/layer";
import type { OptConfiguration } from "../../../lib/nets/opt/configuration";
import { type LearningBatch, optDescent } from "../../../lib/nets/opt/descent";
import { embed, wordsName } from "../../../lib/nets/opt/embedding";
import { optLayers } from "../../../lib/nets/opt/layers";
import { packParameters } from "../../../lib/nets/opt/packed-parameters";
import { attentionBias } from "../../../lib/nets/opt/tokens";
import { tensorsReady } from "../../../lib/nets/ready";
import { stackParameters } from "../../../lib/nets/stack";
import { createRandom } from "../../../lib/random/create-random";
import type { Random } from "../../../lib/random/random";
import { learningBatch } from "../../fitters/opt/learning-batches";
import { expectNear } from "../gradients";
import { aliveTensors } from "../helpers";
import { drawnModel, drawnTexts, sizes } from "./models";

beforeAll(tensorsReady);

/** Relative to the largest entry: up to 316 times the rounding, where rows that a layer normalises hardly vary. */
const tolerance = 1e-4;

/** Models side by side in the engine, as the trainer has them. */
function stackedWeights(configuration: OptConfiguration, size: OptSize, seeds: Random[]) {
  const packed = seeds.map((random) => packParameters(configuration, drawnModel(size, random).parameters));
  const loaded = Object.entries(stackParameters(packed)).map(([name, { shape, values }]) => [
    name,
    engine().tensor(values, [...shape]),
  ]);
  return Object.fromEntries(loaded) as Tensors;
}

/** The weighted sum of the losses, by elementary operations. */
function literalLoss(configuration: OptConfiguration, weights: Tensors, batch: LearningBatch): Tensor {
  const { logSumExp, matMul, mul, oneHot, reshape, sub, sum, tensor1d, tensor3d } = engine();
  const { inputs, targets, outputDropout } = batch;
  const { values, shape } = attentionBias(inputs, configuration.heads);
  const { heads } = configuration;
  const plan = {
    heads,
    length: inputs.length,
    bias: tensor3d(values, shape),
    dropout: batch.attentionDropout,
  };
  const layers = optLayers(configuration, { attentionOf: () => attention(plan), outputDropout });
  const states = layers.forward(embed(configuration, inputs, weights).output, weights).output;
  const logits = matMul(states, weights[wordsName]!, false, true);
  const chosen = reshape(oneHot(tensor1d(targets, "int32"), configuration.vocabularySize), logits.shape);
  const losses = sub(logSumExp(logits, 2), sum(mul(logits, chosen), 2));
  return sum(mul(reshape(losses, [targets.length]), tensor1d(batch.weights)));
}

/** The same masks, call after call in the same order, as often as `restart` is called. */
function repeatingMasks(probability: number, randoms: readonly Random[]) {
  const mask = dropoutMasks(probability, randoms);
  const drawn: Tensor[] = [];
  let at = 0;
  return {
    restart: () => {
      at = 0;
    },
    mask:
      mask &&
      ((shape: readonly number[]) => {
        if (at === drawn.length) drawn.push(engine().keep(mask(shape)));
        expect(drawn[at]!.shape).toEqual(shape);
        return drawn[at++]!;
      }),
    dispose: () => engine().dispose(drawn),
  };
}

describe("the descent of a whole model", () => {
  test("has the loss and the gradients of automatic differentiation, with dropout and padding", () => {
    const before = aliveTensors();
    fc.assert(
      fc.property(
        sizes,
        fc.record({
          replicates: fc.integer({ min: 1, max: 3 }),
          texts: fc.integer({ min: 1, max: 3 }),
          length: fc.integer({ min: 2, max: 9 }),
          probability: fc.constantFrom(0, 0.3),
          isPadded: fc.boolean(),
          seed: fc.nat(),
        }),
        (size, { replicates, texts, length, probability, isPadded, seed }) => {
          const random = createRandom(seed);
          const forks = (label: string) =>
            Array.from({ length: replicates }, (_, r) => random.fork(label).fork(r));
          const { configuration } = drawnModel(size, random);
          const own = forks("texts").map((one) => drawnTexts(texts, length, size.vocabularySize, one));
          const outputs = repeatingMasks(probability, forks("outputs"));
          const attentions = repeatingMasks(probability, forks("attention"));
          const plain = learningBatch(own);
          // The first token of the first text is padding: nobody sees it, and it predicts nothing.
          const mask = new Uint8Array(plain.targets.length).fill(1);
          if (isPadded) mask[0] = plain.weights[0] = 0;
          const batch: LearningBatch = {
            ...plain,
            inputs: { ...plain.inputs, mask: isPadded ? mask : undefined },
            outputDropout: outputs.mask,
            attentionDropout: attentions.mask,
          };
          engine().tidy(() => {
            const weights = stackedWeights(configuration, size, forks("weights"));
            const { gradients, lossOfRows } = optDescent(configuration, weights, batch);
            const names = Object.keys(weights);
            const scalar = (...values: Tensor[]) => {
              outputs.restart();
              attentions.restart();
              const named = Object.fromEntries(names.map((name, i) => [name, values[i]!]));
              return literalLoss(configuration, named, batch);
            };
            const values = names.map((name) => weights[name]!);
            expectNear(engine().sum(lossOfRows()), scalar(...values));
            const expected = engine().grads(scalar)(values);
            expect(Object.keys(gradients).sort()).toEqual(names.slice().sort());
            names.forEach((name, i) => {
              expectNear(gradients[name]!, expected[i]!, tolerance);
            });
          });
          outputs.dispose();
          attentions.dispose();
        },
      ),
      { numRuns: 40 },
    );
    expect(aliveTensors()).toBe(before);
  });
});
