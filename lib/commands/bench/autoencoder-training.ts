import { availableParallelism } from "node:os";
import type { Images } from "../../data/images";
import { finish } from "../../fitters/finish";
import { fitAutoencodersTogether } from "../../fitters/variational-autoencoder/fit";
import { planOf, type VariationalAutoencoderOptions } from "../../fitters/variational-autoencoder/options";
import { countParameters } from "../../nets/parameters";
import { tensorsReady } from "../../nets/ready";
import { createRandom } from "../../random/create-random";
import type { Random } from "../../random/random";
import { drawDiscs } from "./discs";
import type { PreparedWorkload, Workload } from "./workload";

/** How an autoencoder is trained on the clock. */
export interface TrainingSize {
  readonly batchSize: number;
  /** Optimiser steps of every replicate in one run: a multiple of 4, since the loss is measured at every fourth. */
  readonly steps: number;
  /** Networks that are trained side by side. */
  readonly replicates: number;
}

/** Images to train on: the steps before the clock starts see each once. */
const rows = 4096;

/** More steps than any number of runs takes. */
const endless = 1e6;

/**
 * Steps of the loop that fits autoencoders in a chain: gathering the batch, drawing the noise, loss, gradients, Adam,
 * and at every fourth step the loss itself. Training goes on from run to run, so that to make networks and to take them
 * out is not timed. Times are of one step of one replicate. Both sides first see every image once: their mean loss has
 * to be the same within 10 %, which leaves room for other starts.
 */
export function autoencoderTraining(
  name: string,
  summary: string,
  options: VariationalAutoencoderOptions,
  { batchSize, steps, replicates }: TrainingSize,
): Workload {
  return {
    name,
    summary,
    async prepare(): Promise<PreparedWorkload> {
      await tensorsReady();
      const random = createRandom(name);
      const images = drawDiscs(rows, random.fork("images"));
      const once = { ...options, batchSize, steps: rows / batchSize };
      const training = train({ ...once, steps: endless }, images, replicates, random.fork("training"));
      const [model] = finish(train(once, images, 1, random.fork("first pass")));
      return {
        async run() {
          for (let step = 0; step < steps; step++) training.next();
          return model!.losses[0]!;
        },
        tolerance: 0.1,
        count: steps * replicates,
        problem: {
          images: images.values,
          batch: batchSize,
          weight_decay: options.weightDecay ?? 0,
          steps: steps * replicates,
          first_steps: once.steps,
          parameters: countParameters(model!.parameters),
          threads: availableParallelism(),
        },
        end: () => void training.return([]),
      };
    },
  };
}

function train(options: VariationalAutoencoderOptions, images: Images, replicates: number, random: Random) {
  const tasks = Array.from({ length: replicates }, (_, replicate) => ({
    data: images,
    random: random.fork(replicate),
  }));
  return fitAutoencodersTogether(planOf(options), tasks);
}
