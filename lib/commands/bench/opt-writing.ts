import { availableParallelism } from "node:os";
import { optLoss } from "../../fitters/opt/evaluate";
import type { OptModel } from "../../fitters/opt/model";
import { tensorsReady } from "../../nets/ready";
import { createRandom } from "../../random/create-random";
import { generate } from "../../samplers/generate";
import { drawTexts, modelForPeer, type OptBenchSize, untrainedOpt } from "./opt-models";
import type { Workload } from "./workload";

/** What a language model writes on the clock. */
export interface OptWritingSize extends OptBenchSize {
  readonly prompts: number;
  /** Tokens of a prompt. */
  readonly promptLength: number;
  readonly newTokens: number;
  /** 1 draws every token from the model's distribution, more search. */
  readonly beams: number;
}

/**
 * New tokens after prompts of random tokens. Both sides use the same model, and how surprising it finds their first
 * texts, in nats a token, has to be the same: within 0.1 % where they search, and 1 % where they draw.
 */
export function optWriting(name: string, summary: string, size: OptWritingSize): Workload {
  const { vocabularySize, prompts: count, promptLength, newTokens, beams } = size;
  return {
    name,
    summary,
    async prepare() {
      await tensorsReady();
      const random = createRandom(name);
      const model = sharper(untrainedOpt(size, random.fork("model")));
      const prompts = drawTexts(vocabularySize, count, promptLength, random.fork("prompts"));
      const settings = {
        maximumNewTokens: newTokens,
        minimumNewTokens: newTokens,
        ...(beams > 1 ? { beams } : { temperature: 1 }),
      };
      let runs = 0;
      let surprise: number | undefined;
      return {
        async run() {
          const written = generate(model, prompts, settings, random.fork("draws").fork(runs++));
          // Once: the first run is not counted.
          surprise ??= optLoss(
            model,
            prompts.map((prompt, index) => [...prompt, ...written[index]!]),
          );
          return surprise;
        },
        tolerance: beams > 1 ? 1e-3 : 0.01,
        problem: {
          ...modelForPeer(model, "with weights"),
          prompts,
          beams,
          new_tokens: newTokens,
          threads: availableParallelism(),
        },
      };
    },
  };
}

/** The same model with five times its logits, which before training hardly differ. */
function sharper({ configuration, parameters }: OptModel): OptModel {
  const words = "model.decoder.embed_tokens.weight";
  const { shape, values } = parameters[words]!;
  return {
    configuration,
    parameters: { ...parameters, [words]: { shape, values: values.map((value) => 5 * value) } },
  };
}
