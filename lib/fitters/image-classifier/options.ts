import type { LabelledImages } from "../../data/images";
import { requireImages } from "../../data/images";
import { adam, type OptimizerSettings } from "../../nets/optimizers/adam";
import type { TurnSettings } from "../finish";
import { checkLength, checkSizes, type TrainingLength, type TrainingOptions } from "../training/length";

export interface ImageClassifierOptions extends TrainingOptions, TurnSettings {
  readonly classes: number;
  /** Units of the first hidden layer. Default 256. */
  readonly hidden?: number;
  /** Units of the second, whose activations serve as features of an image. Default 64. */
  readonly features?: number;
}

/** Options with their defaults. */
export interface ImageClassifierPlan {
  readonly classes: number;
  readonly hidden: number;
  readonly features: number;
  readonly batchSize: number;
  readonly length: TrainingLength;
  readonly optimizer: OptimizerSettings;
}

/** The fitter, for messages. */
export const caller = "fitImageClassifier";

/** @throws RangeError naming the option, the need and what came */
export function planOf(options: ImageClassifierOptions): ImageClassifierPlan {
  const { classes, hidden = 256, features = 64, batchSize = 64, learningRate = 1e-3, weightDecay } = options;
  checkLength(caller, options, batchSize);
  checkSizes(caller, { hidden, features });
  if (!(Number.isInteger(classes) && classes >= 2)) {
    throw new RangeError(`${caller} needs a whole number of at least 2 classes, got ${classes}`);
  }
  const { epochs, steps } = options;
  const optimizer = adam({ learningRate, weightDecay }, caller);
  return { classes, hidden, features, batchSize, length: { epochs, steps }, optimizer };
}

/**
 * Refuses what a classifier cannot be fitted to.
 * @throws RangeError naming the need and what came
 */
export function checkLabelled({ images, labels }: LabelledImages, classes: number): void {
  requireImages(caller, images);
  if (images.count === 0) throw new RangeError(`${caller} needs at least one image, got none`);
  if (labels.length !== images.count) {
    throw new RangeError(`${caller} needs a label for each of ${images.count} images, got ${labels.length}`);
  }
  const wrong = labels.findIndex((label) => !(Number.isInteger(label) && label >= 0 && label < classes));
  if (wrong >= 0) {
    throw new RangeError(
      `${caller} needs whole labels from 0 to ${classes - 1} (classes − 1): label ${wrong} is ${labels[wrong]}`,
    );
  }
}
