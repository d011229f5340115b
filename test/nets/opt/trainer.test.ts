import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { OptModel } from "../../../lib/fitters/opt/model";
import { dropoutMasks } from "../../../lib/nets/layers/dropout-masks";
import type { LearningBatch } from "../../../lib/nets/opt/descent";
import { createOptTrainer, type OptTrainer } from "../../../lib/nets/opt/trainer";
import { adamW } from "../../../lib/nets/optimizers/adam";
import type { Parameters } from "../../../lib/nets/parameters";
import { tensorsReady } from "../../../lib/nets/ready";
import { createRandom } from "../../../lib/random/create-random";
import { expectSameParameters } from "../../fitters/images";
import { learningBatch } from "../../fitters/opt/learning-batches";
import { aliveTensors, isNative } from "../helpers";
import { drawnModel, drawnTexts, sizes } from "./models";

const native = await isNative("Digits of language models that are trained side by side, bit by bit");

beforeAll(tensorsReady);

const optimizer = adamW({ learningRate: 0.01 });
const whole = (max: number, min = 1) => fc.integer({ min, max });

const small = { vocabularySize: 23, hiddenSize: 12, layers: 2, heads: 2, positions: 16 };

/** Training of these models, each on texts of its own: what `run` makes of it, and the parameters afterwards. */
function training<Result>(
  models: readonly OptModel[],
  maximumNorm: number | undefined,
  run: (trainer: OptTrainer) => Result,
): { result: Result; parameters: Parameters[] } {
  const start = models.map(({ parameters }) => parameters);
  const trainer = createOptTrainer(models[0]!.configuration, start, { optimizer, maximumNorm });
  try {
    return { result: run(trainer), parameters: trainer.parameters() };
  } finally {
    trainer.dispose();
  }
}

describe("replicates", () => {
  test.skipIf(!native)("have the parameters and losses that each has alone, whatever the sizes", () => {
    const options = fc.record({
      replicates: whole(4, 2),
      texts: whole(4),
      length: whole(12, 2),
      batches: whole(3),
      maximumNorm: fc.constantFrom(undefined, 0.1, 3),
      probability: fc.constantFrom(0, 0.2),
      seed: fc.nat(),
    });
    fc.assert(
      fc.property(sizes, options, (size, { replicates, texts, length, batches, maximumNorm, ...rest }) => {
        const random = createRandom(rest.seed);
        // Each of its own scale, so that some gradients are clipped and others are not.
        const models = Array.from({ length: replicates }, (_, r) =>
          scaled(drawnModel(size, random.fork(r)), 3 / (1 + r)),
        );
        const run = (which: readonly number[]) => {
          const forks = (label: string) => which.map((r) => random.fork(label).fork(r));
          const outputDropout = dropoutMasks(rest.probability, forks("outputs"));
          const attentionDropout = dropoutMasks(rest.probability, forks("attention"));
          const own = forks("texts").map((one) =>
            drawnTexts(texts * batches, length, size.vocabularySize, one),
          );
          const parts = Array.from({ length: batches }, (_, batch) => ({
            ...learningBatch(
              own.map((all) => all.slice(batch * texts, (batch + 1) * texts)),
              1 / batches,
            ),
            outputDropout,
            attentionDropout,
          }));
          const { result, parameters } = training(
            which.map((r) => models[r]!),
            maximumNorm,
            (trainer) => Array.from({ length: 3 }, () => trainer.measuredStep(parts)),
          );
          return which.map((_, at) => ({
            losses: result.map((step) => step[at]!),
            parameters: parameters[at]!,
          }));
        };
        const together = run(models.map((_, r) => r));
        together.forEach(({ losses, parameters }, r) => {
          const [alone] = run([r]);
          expect(losses).toEqual(alone!.losses);
          expectSameParameters(parameters, alone!.parameters);
        });
      }),
      { numRuns: 25 },
    );
  });

  test.skipIf(!native)("have them at a size of the notebooks, with logits in parts", () => {
    const size = { vocabularySize: 2048, hiddenSize: 64, layers: 1, heads: 2, positions: 32 };
    const random = createRandom("notebook");
    const models = [0, 1].map((r) => drawnModel(size, random.fork(r)));
    const texts = models.map((_, r) => drawnTexts(40, 33, 2048, random.fork("texts").fork(r)));
    const run = (which: readonly number[]) =>
      training(
        which.map((r) => models[r]!),
        1,
        (trainer) => [1, 2].map(() => trainer.measuredStep([learningBatch(which.map((r) => texts[r]!))])),
      );
    const together = run([0, 1]);
    for (const r of [0, 1]) {
      const alone = run([r]);
      expect(together.result.map((losses) => losses[r])).toEqual(alone.result.map(([loss]) => loss));
      expectSameParameters(together.parameters[r]!, alone.parameters[0]!);
    }
  });
});

describe("a step", () => {
  const random = createRandom("step");
  const model = drawnModel(small, random.fork("model"));
  const texts = drawnTexts(8, 13, small.vocabularySize, random.fork("texts"));
  const whole = [learningBatch([texts])];

  test.each([[[0, 4, 8]], [[0, 1, 3, 8]]])("of parts, from text %j, is that of all texts at once", (ends) => {
    const parts = ends
      .slice(1)
      .map((end, at) => learningBatch([texts.slice(ends[at], end)], (end - ends[at]!) / 8));
    const [together, apart] = [whole, parts].map((batches) =>
      training([model], 0.5, (trainer) => [1, 2, 3].map(() => trainer.measuredStep(batches)[0]!)),
    );
    together!.result.forEach((loss, step) => {
      expect(Math.abs(apart!.result[step]! - loss)).toBeLessThan(1e-4);
    });
    for (const [name, { values }] of Object.entries(together!.parameters[0]!)) {
      // Attention does not depend on the keys' biases: Adam makes steps of what is only rounding.
      if (name.endsWith("k_proj.bias")) continue;
      const other = apart!.parameters[0]![name]!.values;
      values.forEach((value, at) => {
        expect(Math.abs(other[at]! - value), name).toBeLessThan(1e-3);
      });
    }
  });

  test("that nobody measures changes the same as one that is measured", () => {
    const [silent, measured] = [
      training([model], 0.5, (trainer) => trainer.step(whole)),
      training([model], 0.5, (trainer) => trainer.measuredStep(whole)),
    ];
    expectSameParameters(silent.parameters[0]!, measured.parameters[0]!);
  });

  test("with learning rate 0 changes nothing, and the next one is measured as this one", () => {
    const { result, parameters } = training([model], 0.5, (trainer) => [
      ...trainer.measuredStep(whole, 0),
      ...trainer.measuredStep(whole, 0),
    ]);
    expect(result[1]).toBe(result[0]);
    expectSameParameters(parameters[0]!, model.parameters);
  });

  test("of 0 to 30 on the same texts learns them", () => {
    const { result } = training([model], 1, (trainer) =>
      Array.from({ length: 30 }, () => trainer.measuredStep(whole)[0]!),
    );
    expect(result.at(-1)).toBeLessThan(result[0]! / 2);
  });
});

describe("tensors", () => {
  test.each([undefined, 0.1])(
    "are as many after every step, and none afterwards (maximumNorm %s)",
    (most) => {
      const random = createRandom("tensors");
      const before = aliveTensors();
      const models = [0, 1].map((r) => drawnModel(small, random.fork(r)));
      const masks = dropoutMasks(0.1, [random.fork("a"), random.fork("b")]);
      const batch = (): LearningBatch => ({
        ...learningBatch(models.map(() => drawnTexts(3, 9, small.vocabularySize, random))),
        outputDropout: masks,
        attentionDropout: masks,
      });
      training(models, most, (trainer) => {
        trainer.measuredStep([batch(), batch()]);
        const alive = aliveTensors();
        for (let step = 0; step < 20; step++) {
          trainer.step(step % 2 === 0 ? [batch()] : [batch(), batch(), batch()]);
          expect(aliveTensors()).toBe(alive);
          trainer.measuredStep([batch()]);
          trainer.parameters();
          expect(aliveTensors()).toBe(alive);
        }
      });
      expect(aliveTensors()).toBe(before);
    },
  );
});

/** The same model with its words larger or smaller, which its gradients are, too. */
function scaled({ configuration, parameters }: OptModel, factor: number): OptModel {
  const name = "model.decoder.embed_tokens.weight";
  const { shape, values } = parameters[name]!;
  return {
    configuration,
    parameters: { ...parameters, [name]: { shape, values: values.map((x) => factor * x) } },
  };
}
