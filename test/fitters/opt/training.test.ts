import { beforeAll, describe, expect, test } from "vitest";
import { tokenBlocks } from "../../../lib/data/token-blocks";
import { fitOpt } from "../../../lib/fitters/opt/fit";
import { createOptTrainer, type OptTrainerSettings } from "../../../lib/nets/opt/trainer";
import { adamW } from "../../../lib/nets/optimizers/adam";
import { shareOfRate } from "../../../lib/nets/optimizers/linear-schedule";
import type { Parameters } from "../../../lib/nets/parameters";
import { tensorsReady } from "../../../lib/nets/ready";
import { createRandom } from "../../../lib/random/create-random";
import { digestOf, digestRows } from "./digests";
import { type GoldenCurve, type GoldenModel, goldenModels, isKeyBias } from "./golden-models";
import { learningBatch } from "./learning-batches";

/**
 * Golden losses and ours both come of 32 bits, 6 to 11 nats, after up to five steps. Without clipping, warm-up, decay
 * or accumulation the last would be 0.02 to 1.3 nats away (`movedWithout` of the golden file).
 */
const lossTolerance = 5e-4;

beforeAll(tensorsReady);

function settingsOf({ learningRate, weightDecay, clippedNorm }: GoldenCurve): OptTrainerSettings {
  return { optimizer: adamW({ learningRate, weightDecay }), maximumNorm: clippedNorm };
}

/** All steps of the curve for each of `places`: where in the golden batches a replicate begins. */
function follow({ model, curve }: GoldenModel, places: readonly number[]) {
  const { batches, accumulation, learningRates, steps } = curve;
  const start = places.map(() => model.parameters);
  const trainer = createOptTrainer(model.configuration, start, settingsOf(curve));
  const batchAt = (index: number) =>
    learningBatch(
      places.map((place) => batches[(index + place) % batches.length]!),
      1 / accumulation,
    );
  const losses = Array.from({ length: steps }, (_, step) => {
    const own = Array.from({ length: accumulation }, (_, batch) => batchAt(step * accumulation + batch));
    return trainer.measuredStep(own, learningRates[step]);
  });
  const parameters = trainer.parameters();
  trainer.dispose();
  return { losses, parameters };
}

/** Mean loss of the batches of a step. */
function meanOfStep(losses: readonly number[], accumulation: number, step: number): number {
  const own = losses.slice(step * accumulation, (step + 1) * accumulation);
  return own.reduce((sum, loss) => sum + loss, 0) / accumulation;
}

/** Loss of the texts before any step. */
function lossOf(
  { model, curve }: GoldenModel,
  parameters: Parameters,
  texts: readonly (readonly number[])[],
): number {
  const trainer = createOptTrainer(model.configuration, [parameters], settingsOf(curve));
  const [loss] = trainer.measuredStep([learningBatch([texts])]);
  trainer.dispose();
  return loss!;
}

test("the learning rate rises and falls as transformers' linear schedule does", () => {
  for (const { curve } of goldenModels) {
    const { steps, warmUpSteps, learningRate, learningRates } = curve;
    learningRates.forEach((rate, step) => {
      const share = shareOfRate({ steps, warmUpSteps, finalShare: 0 }, step);
      expect(learningRate * share).toBeCloseTo(rate, 12);
    });
  }
});

describe.each(goldenModels)("the $name model learns as with PyTorch", (golden) => {
  test("a step of AdamW: by how much each parameter changes", () => {
    const { model, step, expected } = golden;
    const trainer = createOptTrainer(model.configuration, [model.parameters], {
      optimizer: adamW(step),
      maximumNorm: step.clippedNorm,
    });
    trainer.step([learningBatch([step.ids])]);
    const [after] = trainer.parameters();
    trainer.dispose();
    for (const { name, digest } of digestRows(model, expected["step.changes"]!)) {
      if (isKeyBias(name)) continue;
      const before = model.parameters[name]!.values;
      const change = digestOf(after![name]!.values.map((value, at) => value - before[at]!));
      expect(Math.abs(change.norm / digest.norm - 1), name).toBeLessThan(1e-4);
      change.entries.forEach((entry, at) => {
        expect(Math.abs(entry - digest.entries[at]!), `${name}, entry ${at}`).toBeLessThan(
          1e-3 * step.learningRate,
        );
      });
    }
    expect(Math.abs(lossOf(golden, after!, step.ids) - step.lossAfter)).toBeLessThan(lossTolerance);
  });

  test("steps with warm-up, decay, clipping and gradients of two batches", () => {
    const { curve } = golden;
    const { losses, parameters } = follow(golden, [0]);
    losses.forEach(([loss], step) => {
      const mean = meanOfStep(curve.losses, curve.accumulation, step);
      expect(Math.abs(loss! - mean), `step ${step}`).toBeLessThan(lossTolerance);
    });
    const after = lossOf(golden, parameters[0]!, curve.heldOut);
    expect(Math.abs(after - curve.lossAfter)).toBeLessThan(lossTolerance);
  });

  test("fitOpt, where the order of texts makes no difference", async () => {
    const { batches, accumulation, steps, warmUpSteps, learningRate, losses, heldOut, lossAfter } =
      golden.fit;
    const texts = batches.slice(0, accumulation).flat();
    const blocks = tokenBlocks(Int32Array.from(texts.flat()), texts[0]!.length);
    const options = {
      epochs: steps,
      batchSize: texts.length,
      textsAtOnce: texts.length / accumulation,
      warmUp: warmUpSteps / steps,
      learningRate,
    };
    const fitted = await fitOpt(golden.model, blocks, options, createRandom("any"));
    fitted.losses!.forEach((loss, step) => {
      expect(Math.abs(loss - meanOfStep(losses, accumulation, step)), `step ${step}`).toBeLessThan(
        lossTolerance,
      );
    });
    expect(fitted.losses).toHaveLength(steps);
    expect(Math.abs(lossOf(golden, fitted.parameters, heldOut) - lossAfter)).toBeLessThan(lossTolerance);
  });
});
