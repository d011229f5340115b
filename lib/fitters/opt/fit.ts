import type { TokenBlocks } from "../../data/token-blocks";
import { dropoutMasks } from "../../nets/layers/dropout-masks";
import type { OptConfiguration } from "../../nets/opt/configuration";
import { createOptTrainer } from "../../nets/opt/trainer";
import { shareOfRate } from "../../nets/optimizers/linear-schedule";
import { explainMemory } from "../../nets/out-of-memory";
import { tensorsReady } from "../../nets/ready";
import type { Random } from "../../random/random";
import type { FitTask, Gradual } from "../family";
import { finishInTurns, type TurnSettings } from "../finish";
import { FitError } from "../fit-error";
import { inGroups } from "../training/groups";
import { requireFiniteParameters, type StackedTraining, trainTogether } from "../training/train-together";
import type { OptModel } from "./model";
import { type OptTrainingOptions, type OptTrainingPlan, planOf, scheduleOf } from "./options";
import { checkIds } from "./texts";
import { createStepTexts, textCount } from "./training-texts";

type Task = FitTask<TokenBlocks, OptModel>;

const caller = "fitOpt";

/**
 * Trains an OPT model further on blocks of tokens: AdamW on the mean cross-entropy of every token but the first of a
 * text, with a linear warm-up and decay of the learning rate, gradients clipped by their norm, and the dropout of the
 * model's configuration. `createOpt` makes a model to begin with, `loadOpt` reads one.
 *
 * Cost on two cores: about 50 ms a step for 16 texts of 64 tokens with 128 hidden units, 2 layers and 4,096 words;
 * 1.3 s for 2 texts of 128 tokens with OPT-125m.
 *
 * @throws RangeError for no blocks, ids outside the vocabulary, texts longer than the model's positions or impossible
 *   options; FitError when the loss is not finite; Error when memory lacks
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
  options: OptTrainingOptions & TurnSettings,
  random: Random,
): Promise<OptModel> {
  const plan = planOf(caller, options);
  checkBlocks(base, blocks, plan);
  await tensorsReady();
  const [model] = await finishInTurns(fitOptsTogether(base, plan, [{ data: blocks, random }]), options);
  return model!;
}

/**
 * Trains the same model further on each task's blocks; models with equally many blocks are trained side by side.
 * @throws FitError naming a task whose blocks cannot be fitted, or whose loss is not finite; Error when memory lacks
 */
export function* fitOptsTogether(
  base: OptModel,
  plan: OptTrainingPlan,
  tasks: readonly Task[],
): Gradual<OptModel[]> {
  tasks.forEach(({ data }, task) => {
    try {
      checkBlocks(base, data, plan);
    } catch (error) {
      throw new FitError((error as Error).message, task, { cause: error });
    }
  });
  try {
    return yield* inGroups(
      tasks,
      ({ data }) => `${data.count} ${data.length}`,
      (group) => fitGroup(base, plan, group),
    );
  } catch (error) {
    throw explainMemory(caller, `a smaller textsAtOnce (${plan.textsAtOnce})`, error);
  }
}

function* fitGroup(base: OptModel, plan: OptTrainingPlan, tasks: readonly Task[]): Gradual<OptModel[]> {
  const { configuration } = base;
  const fork = (label: string) => tasks.map(({ random }) => random.fork(label));
  const sets = tasks.map(({ data }) => data);
  const texts = createStepTexts(sets, plan, fork("starts"));
  const trainer = createOptTrainer(
    configuration,
    tasks.map(() => base.parameters),
    plan,
  );
  const masks = masksOf(configuration, fork("dropout"), fork("attention dropout"));
  const schedule = scheduleOf(plan, textCount(sets[0]!, plan));
  const { learningRate } = plan.optimizer;
  let step = 0;
  const parts = () => texts.parts().map((part) => ({ ...part, ...masks }));
  const rate = () => learningRate * shareOfRate(schedule, step++);
  const training: StackedTraining = {
    name: caller,
    rows: textCount(sets[0]!, plan),
    batchSize: plan.batchSize,
    steps: schedule.steps,
    learningRate,
    load: texts.load,
    step: () => trainer.step(parts(), rate()),
    // The loss is a mean already: of every text, for those who divide by their number.
    measuredStep: () => trainer.measuredStep(parts(), rate()).map((loss) => loss * plan.batchSize),
  };
  try {
    const curves = yield* withSpeed(
      trainTogether(training, fork("order")),
      schedule.steps,
      tokensOf(sets, plan),
    );
    const trained = trainer.parameters();
    requireFiniteParameters(training, trained);
    return trained.map((parameters, task) => ({ configuration, parameters, losses: curves[task]! }));
  } finally {
    trainer.dispose();
  }
}

function masksOf({ dropout, attentionDropout }: OptConfiguration, outputs: Random[], attention: Random[]) {
  return {
    outputDropout: dropoutMasks(dropout, outputs),
    attentionDropout: dropoutMasks(attentionDropout, attention),
  };
}

/** Tokens that all replicates learn from in a step. */
function tokensOf(sets: readonly TokenBlocks[], { batchSize, blocksPerText }: OptTrainingPlan): number {
  return sets.length * batchSize * blocksPerText * sets[0]!.length;
}

/** The same work, whose notes say how many tokens a second it takes. */
function* withSpeed<Result>(work: Gradual<Result>, steps: number, tokens: number): Gradual<Result> {
  const start = performance.now();
  try {
    for (;;) {
      const { done, value } = work.next();
      if (done) return value;
      const speed = (1000 * value.share * steps * tokens) / Math.max(1, performance.now() - start);
      yield { ...value, note: `${value.note}, ${Math.round(speed).toLocaleString("en")} tokens/s` };
    }
  } finally {
    work.return(undefined as never);
  }
}

/** @throws RangeError for blocks that the model cannot learn from */
function checkBlocks(base: OptModel, blocks: TokenBlocks, { blocksPerText }: OptTrainingPlan): void {
  const { tokens, count, length } = blocks;
  const { positions } = base.configuration;
  if (count < blocksPerText) {
    throw new RangeError(
      `${caller} needs at least ${blocksPerText} blocks (blocksPerText), got ${count}: give more text, or shorter blocks`,
    );
  }
  // The last token of a text is foretold and not read.
  const longest = length * blocksPerText;
  if (longest < 2 || longest - 1 > positions) {
    throw new RangeError(
      `${caller} needs texts of 2 to ${positions + 1} tokens, as the model has ${positions} positions, got ${longest} ` +
        `(${blocksPerText} × ${length}): cut the text into other blocks`,
    );
  }
  checkIds(caller, base, tokens, length);
}
