import type { TokenBlocks } from "../../data/token-blocks";
import { explainMemory } from "../../nets/out-of-memory";
import { tensorsReady } from "../../nets/ready";
import type { Random } from "../../random/random";
import { checkTokenBlocks } from "../checks";
import type { FitTask, Gradual } from "../family";
import { finishInTurns, type TurnSettings } from "../finish";
import { FitError } from "../fit-error";
import { inGroups } from "../training/groups";
import type { WorkKeeper } from "../work-keeper";
import type { OptModel } from "./model";
import { type OptTrainingOptions, type OptTrainingPlan, planOf } from "./options";
import { checkIds } from "./texts";
import { trainGroup } from "./train-group";

type Task = FitTask<TokenBlocks, OptModel>;

const caller = "fitOpt";

/** The fit that keeps nothing; see `fitOpt` of `model-collapse`, which equals it. */
export async function fitOpt(
  base: OptModel,
  blocks: TokenBlocks,
  options: OptTrainingOptions & TurnSettings,
  random: Random,
): Promise<OptModel> {
  const plan = checkedPlan(base, blocks, options);
  await tensorsReady();
  const [model] = await finishInTurns(fitOptsTogether(base, plan, [{ data: blocks, random }]), options);
  return model!;
}

/** @throws RangeError for impossible options, and blocks that the model cannot learn from */
export function checkedPlan(
  base: OptModel,
  blocks: TokenBlocks,
  options: OptTrainingOptions,
): OptTrainingPlan {
  const plan = planOf(caller, options);
  checkBlocks(base, blocks, plan);
  return plan;
}

/**
 * Trains the same model further on each task's blocks; models with equally many blocks are trained side by side.
 * With a keeper that holds a state of the same work it goes on there, with the same digits.
 * @throws FitError naming a task whose blocks cannot be fitted, or whose loss is not finite; Error when memory lacks
 */
export function* fitOptsTogether(
  base: OptModel,
  plan: OptTrainingPlan,
  tasks: readonly Task[],
  keeper?: WorkKeeper,
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
      (group, key) => trainGroup(caller, base, plan, group, keeper && { keeper, part: key }),
    );
  } catch (error) {
    throw explainMemory(caller, `a smaller textsAtOnce (${plan.textsAtOnce})`, error);
  }
}

/** @throws TypeError for what is no blocks, RangeError for blocks that the model cannot learn from */
function checkBlocks(base: OptModel, blocks: TokenBlocks, { blocksPerText }: OptTrainingPlan): void {
  checkTokenBlocks(caller, "blocks", blocks);
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
