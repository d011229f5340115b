import type { TokenBlocks } from "../../data/token-blocks";
import { dropoutMasks } from "../../nets/layers/dropout-masks";
import { createOptTrainer, type OptTrainer, stackedParameters } from "../../nets/opt/trainer";
import { shareOfRate } from "../../nets/optimizers/linear-schedule";
import type { FitTask, Gradual } from "../family";
import {
  passCount,
  requireFiniteParameters,
  type StackedTraining,
  type TrainingProgress,
  trainTogether,
} from "../training/train-together";
import type { WorkKeeper, WorkState } from "../work-keeper";
import type { OptModel } from "./model";
import { type OptTrainingPlan, scheduleOf } from "./options";
import { type OptTrainingState, trainingStateOf, workStateOf } from "./training-state";
import { createStepTexts, textCount } from "./training-texts";
import { withSpeed } from "./with-speed";

type Task = FitTask<TokenBlocks, OptModel>;

/** Where the state of a training is kept, and under which name. */
export interface KeptTraining {
  readonly keeper: WorkKeeper;
  readonly part: string;
}

/**
 * Trains the same model further on each task's blocks, of which all have as many, side by side. A training that is kept
 * goes on where it was stopped.
 */
export function* trainGroup(
  caller: string,
  base: OptModel,
  plan: OptTrainingPlan,
  tasks: readonly Task[],
  kept?: KeptTraining,
): Gradual<OptModel[]> {
  const { configuration } = base;
  const { batchSize } = plan;
  const rows = textCount(tasks[0]!.data, plan);
  const { learningRate } = plan.optimizer;
  const length = { rows, batchSize, steps: scheduleOf(plan, rows).steps };
  const start = tasks.map(() => base.parameters);
  const state = kept && (yield* loaded(kept, base, tasks.length, length));
  const trainer = createOptTrainer(configuration, start, plan, state?.trainer);
  try {
    const training: StackedTraining = {
      name: caller,
      ...length,
      learningRate,
      from: state?.progress,
      ...stepsOf(base, plan, tasks, trainer, state?.progress.step ?? 0),
      ...(kept && { afterStep: keeping(kept, trainer) }),
    };
    const orders = tasks.map(({ random }) => random.fork("order"));
    const tokens = tasks.length * batchSize * plan.blocksPerText * tasks[0]!.data.length;
    const curves = yield* withSpeed(trainTogether(training, orders), length.steps * tokens);
    const trained = trainer.parameters();
    requireFiniteParameters(training, trained);
    return trained.map((parameters, task) => ({ configuration, parameters, losses: curves[task]! }));
  } finally {
    trainer.dispose();
  }
}

/** What a training learns from, and its steps from the one numbered `first` on. */
function stepsOf(
  { configuration }: OptModel,
  plan: OptTrainingPlan,
  tasks: readonly Task[],
  trainer: OptTrainer,
  first: number,
): Pick<StackedTraining, "load" | "step" | "measuredStep"> {
  const sets = tasks.map(({ data }) => data);
  const schedule = scheduleOf(plan, textCount(sets[0]!, plan));
  const fork = (label: string) => tasks.map(({ random }) => random.fork(label));
  const texts = createStepTexts(sets, plan, fork("starts"));
  const [outputs, weights] = [fork("dropout"), fork("attention dropout")];
  let step = first;
  const descend = (isMeasured: boolean) => {
    // Of each step's own, so that a training that goes on need not draw those of all steps before.
    const masks = {
      outputDropout: dropoutMasks(
        configuration.dropout,
        outputs.map((stream) => stream.fork(step)),
      ),
      attentionDropout: dropoutMasks(
        configuration.attentionDropout,
        weights.map((stream) => stream.fork(step)),
      ),
    };
    const parts = texts.parts().map((part) => ({ ...part, ...masks }));
    return trainer.descend(parts, plan.optimizer.learningRate * shareOfRate(schedule, step++), isMeasured);
  };
  return {
    load: texts.load,
    step: () => descend(false),
    *measuredStep() {
      const losses = yield* descend(true);
      // The loss is a mean already: of every text, for those who divide by their number.
      return losses.map((loss) => loss * plan.batchSize);
    },
  };
}

/** The state that was kept of a training of this length; undefined when there is none. */
function* loaded(
  { keeper, part }: KeptTraining,
  { configuration, parameters }: OptModel,
  replicates: number,
  length: Pick<StackedTraining, "rows" | "batchSize" | "steps">,
): Gradual<OptTrainingState | undefined> {
  const passes = passCount(length);
  const loading = keeper.load(part, (state) => {
    const copies = Array.from({ length: replicates }, () => parameters);
    const stacked = stackedParameters(configuration, copies);
    return trainingStateOf(state, { parameters: stacked, replicates, steps: length.steps, passes });
  });
  try {
    for (;;) {
      const { done, value } = loading.next();
      if (done) return value;
      yield { share: 0, note: "reading where the training was" };
    }
  } finally {
    loading.return(undefined);
  }
}

function keeping({ keeper, part }: KeptTraining, trainer: OptTrainer): StackedTraining["afterStep"] {
  return function* (progress) {
    if (keeper.isDue()) yield* keeper.keep(part, stateOf(progress, trainer));
  };
}

function* stateOf(progress: TrainingProgress, trainer: OptTrainer): Generator<void, WorkState, void> {
  return workStateOf({ progress, trainer: yield* trainer.state() });
}
