import { availableParallelism } from "node:os";
import { tokenBlocks } from "../../data/token-blocks";
import { createStepTexts } from "../../fitters/opt/training-texts";
import type { LearningBatch } from "../../nets/opt/descent";
import { createOptTrainer } from "../../nets/opt/trainer";
import { adamW } from "../../nets/optimizers/adam";
import { tensorsReady } from "../../nets/ready";
import { createRandom } from "../../random/create-random";
import { drawTexts, modelForPeer, type OptBenchSize, untrainedOpt } from "./opt-models";
import type { PreparedWorkload, Workload } from "./workload";

/** How a language model is trained on the clock. */
export interface OptTrainingSize extends OptBenchSize {
  readonly texts: number;
  /** Tokens of a text: each but the first is foretold. */
  readonly length: number;
  /** Optimiser steps of every replicate in one run. */
  readonly steps: number;
  /** Models that are trained side by side. */
  readonly replicates: number;
  /** Whether the peer begins with our weights. Those of a large model are too many to send: it draws its own. */
  readonly sameStart: boolean;
}

const learningRate = 1e-3;

/** Steps before the clock starts; the loss at the last is what both sides have to agree on. */
const firstSteps = 3;

/**
 * Steps of AdamW on one batch of random texts: forward pass, gradients, update. Times are of one step of one replicate.
 * Before the clock starts both sides take the same three steps. With the same weights to begin with, their losses are
 * then the same within 0.1 %, else within 5 %.
 */
export function optTraining(name: string, summary: string, size: OptTrainingSize): Workload {
  const { vocabularySize, texts: count, length, steps, replicates, sameStart } = size;
  return {
    name,
    summary,
    async prepare(): Promise<PreparedWorkload> {
      await tensorsReady();
      const random = createRandom(name);
      const model = untrainedOpt(size, random.fork("model"));
      const texts = drawTexts(vocabularySize, count, length, random.fork("texts"));
      const start = Array.from({ length: replicates }, () => model.parameters);
      const trainer = createOptTrainer(model.configuration, start, { optimizer: adamW({ learningRate }) });
      const batches = batchesOf(texts, replicates);
      let loss = Number.NaN;
      for (let step = 0; step < firstSteps; step++) loss = trainer.measuredStep(batches)[0]!;
      return {
        async run() {
          for (let step = 0; step < steps; step++) trainer.step(batches);
          return loss;
        },
        tolerance: sameStart ? 1e-3 : 0.05,
        count: steps * replicates,
        problem: {
          ...modelForPeer(model, sameStart ? "with weights" : "without weights"),
          texts,
          learning_rate: learningRate,
          first_steps: firstSteps,
          steps: steps * replicates,
          threads: availableParallelism(),
        },
        end: () => trainer.dispose(),
      };
    },
  };
}

/** A step on all texts at once, the same for every replicate. */
function batchesOf(texts: readonly number[][], replicates: number): LearningBatch[] {
  const blocks = tokenBlocks(Int32Array.from(texts.flat()), texts[0]!.length);
  const each = Array.from({ length: replicates }, () => blocks);
  const plan = { batchSize: texts.length, textsAtOnce: texts.length, blocksPerText: 1 };
  const loaded = createStepTexts(each, plan, []);
  const all = Int32Array.from(texts, (_, text) => text);
  each.forEach((_, replicate) => {
    loaded.load(replicate, all);
  });
  return loaded.parts();
}
