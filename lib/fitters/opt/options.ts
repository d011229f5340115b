import { adamW, type OptimizerSettings } from "../../nets/optimizers/adam";
import type { LinearSchedule } from "../../nets/optimizers/linear-schedule";
import { checkWholeNumber } from "../checks";
import { checkLength, stepCount, type TrainingLength } from "../training/length";

/** How a language model is trained, apart from what on. */
export interface OptTrainingOptions extends TrainingLength {
  /** Texts of an optimiser step. Default 8. */
  readonly batchSize?: number;
  /** Texts that are computed at once; a step adds up the gradients of as many parts as it takes. Default batchSize. */
  readonly textsAtOnce?: number;
  /** Consecutive blocks of the training set that make one text. Default 1. */
  readonly blocksPerText?: number;
  /** The highest learning rate of the schedule. Default 1e-3; the published fine-tuning of OPT-125m has 2e-5. */
  readonly learningRate?: number;
  /** AdamW's, taken off every parameter. Default 0.01. */
  readonly weightDecay?: number;
  /** Share of the steps over which the learning rate rises from 0. Default 0.05. */
  readonly warmUp?: number;
  /** What is left of the learning rate at the end; it falls in a line. Default 0. */
  readonly finalShare?: number;
  /** Longest gradient, over all parameters together. Default 1. */
  readonly maximumNorm?: number;
}

/** Options with their defaults. */
export interface OptTrainingPlan {
  readonly batchSize: number;
  readonly textsAtOnce: number;
  readonly blocksPerText: number;
  readonly length: TrainingLength;
  readonly optimizer: OptimizerSettings;
  readonly warmUp: number;
  readonly finalShare: number;
  readonly maximumNorm: number;
}

/** @throws RangeError in the name of `caller`, naming the option, the need and what came */
export function planOf(caller: string, options: OptTrainingOptions): OptTrainingPlan {
  const {
    batchSize = 8,
    blocksPerText = 1,
    learningRate = 1e-3,
    weightDecay = 0.01,
    epochs,
    steps,
  } = options;
  const { textsAtOnce = batchSize, warmUp = 0.05, finalShare = 0, maximumNorm = 1 } = options;
  checkLength(caller, options, batchSize);
  checkWholeNumber(caller, "textsAtOnce", textsAtOnce, 1);
  checkWholeNumber(caller, "blocksPerText", blocksPerText, 1);
  checkShare(caller, "warmUp", warmUp);
  checkShare(caller, "finalShare", finalShare);
  if (!(maximumNorm > 0)) throw new RangeError(`${caller} needs a positive maximumNorm, got ${maximumNorm}`);
  const optimizer = adamW({ learningRate, weightDecay }, caller);
  return {
    batchSize,
    textsAtOnce,
    blocksPerText,
    length: { epochs, steps },
    optimizer,
    warmUp,
    finalShare,
    maximumNorm,
  };
}

/** Steps and schedule for a training set of so many texts. */
export function scheduleOf(
  { length, batchSize, warmUp, finalShare }: OptTrainingPlan,
  texts: number,
): LinearSchedule {
  const steps = stepCount(length, texts, batchSize);
  return { steps, warmUpSteps: Math.ceil(warmUp * steps), finalShare };
}

function checkShare(caller: string, name: string, value: number): void {
  if (value >= 0 && value <= 1) return;
  throw new RangeError(`${caller} needs ${name} to be a share in [0, 1], got ${value}`);
}
