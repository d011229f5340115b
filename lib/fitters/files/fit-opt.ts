import { createRequire } from "node:module";
import { digestOf } from "../../data/sources/digest-of";
import type { TokenBlocks } from "../../data/token-blocks";
import { checkBackend } from "../../nets/backend";
import { tensorsReady } from "../../nets/ready";
import type { Random } from "../../random/random";
import { finishInTurns, type TurnSettings } from "../finish";
import { checkedPlan, fitOptsTogether } from "../opt/fit";
import type { OptModel } from "../opt/model";
import type { OptTrainingOptions, OptTrainingPlan } from "../opt/options";
import type { WorkKeeper } from "../work-keeper";
import { openKeeper } from "./open-keeper";

const { version } = createRequire(__filename)("model-collapse/package.json") as { version: string };

/** Where the state of a training is kept. */
export interface TrainingCheckpoint {
  readonly folder: string;
  /** Least time between two writes, in milliseconds. Default 60,000; more where a write takes more than a second. */
  readonly intervalMilliseconds?: number;
}

/** How `fitOpt` trains, reports, is stopped, and keeps its state. */
export interface FitOptOptions extends OptTrainingOptions, TurnSettings {
  /**
   * A folder that keeps the state of the training, in a file three times as large as the model: called again with the same
   * arguments after a kill at any moment, it goes on from there and ends with the same digits (on the same tensor engine).
   * Beside the training, memory holds the state once more while it is written. The file stays; remove it when the model is
   * saved.
   */
  readonly checkpoint?: string | TrainingCheckpoint;
  /** Told of a checkpoint that cannot be used. Default: written to the error stream. */
  readonly onWarning?: (message: string) => void;
}

/**
 * Trains an OPT model further on blocks of tokens: AdamW on the mean cross-entropy of every token but the first of a
 * text, with a linear warm-up and decay of the learning rate, gradients clipped by their norm, and the dropout of the
 * model's configuration. `createOpt` makes a model to begin with, `loadOpt` reads one.
 *
 * Cost on two cores: about 50 ms a step for 16 texts of 64 tokens with 128 hidden units, 2 layers and 4,096 words;
 * 1.3 s for 2 texts of 128 tokens with OPT-125m. A signal stops it when the part of a step under way is done: the fewer
 * `textsAtOnce`, the sooner.
 *
 * @throws RangeError for no blocks, ids outside the vocabulary, texts longer than the model's positions or impossible
 *   options; FitError when the loss is not finite; Error when memory lacks, or naming a checkpoint folder that cannot be
 *   used; the signal's reason when it aborts
 *
 * @example
 * import { createOpt, createRandom, fitOpt, optLoss, tokenBlocks } from "model-collapse";
 * const random = createRandom("example");
 * const size = { vocabularySize: 12, hiddenSize: 16, layers: 1, heads: 1, positions: 8 };
 * const counting = tokenBlocks(Int32Array.from({ length: 400 }, (_, at) => 3 + (at % 9)), 8);
 * const model = await fitOpt(createOpt(size, random), counting, { steps: 200, learningRate: 0.01 }, random.fork("fit"));
 * optLoss(model, [[3, 4, 5, 6, 7, 8, 9, 10]]) < 0.1; // → true
 */
export async function fitOpt(
  base: OptModel,
  blocks: TokenBlocks,
  options: FitOptOptions,
  random: Random,
): Promise<OptModel> {
  const plan = checkedPlan(base, blocks, options);
  await tensorsReady();
  const keeper = await keeperFor(base, blocks, plan, options, random);
  const work = fitOptsTogether(base, plan, [{ data: blocks, random }], keeper);
  const [model] = await finishInTurns(work, options);
  return model!;
}

/** What keeps this training, under the digest of all that its digits depend on. */
async function keeperFor(
  { configuration, parameters }: OptModel,
  blocks: TokenBlocks,
  plan: OptTrainingPlan,
  { checkpoint, onWarning }: FitOptOptions,
  random: Random,
): Promise<WorkKeeper | undefined> {
  if (checkpoint === undefined) return undefined;
  const { folder, intervalMilliseconds } =
    typeof checkpoint === "string" ? { folder: checkpoint } : checkpoint;
  const { name, description } = await checkBackend();
  const engine = { name, description };
  const base = { configuration, parameters };
  const digest = digestOf({ version, engine, base, blocks, plan, random: random.key });
  const warn = onWarning ?? ((message: string) => void process.stderr.write(`${message}\n`));
  return openKeeper({ caller: "fitOpt", folder, intervalMilliseconds, digest, warn });
}
