import type { LabelledImages } from "../../data/images";
import { requireImages } from "../../data/images";
import { classifierDescent, classifierNetwork } from "../../nets/classifier/network";
import { initialParameters } from "../../nets/initialization";
import { adam } from "../../nets/optimizers/adam";
import type { Parameters } from "../../nets/parameters";
import { tensorsReady } from "../../nets/ready";
import { createStackedTrainer, stackedRows } from "../../nets/training/stacked-trainer";
import type { Random } from "../../random/random";
import type { Gradual } from "../family";
import { finishInTurns, type TurnSettings } from "../finish";
import { gatherRows } from "../training/batches";
import { checkLength, stepCount, type TrainingOptions } from "../training/length";
import { trainTogether } from "../training/train-together";

/** A trained classifier of grey images. */
export interface ImageClassifierModel {
  readonly height: number;
  readonly width: number;
  readonly hidden: number;
  readonly features: number;
  readonly classes: number;
  readonly parameters: Parameters;
  /** Mean cross-entropy of every pass over the training set, in nats an image. */
  readonly losses: Float64Array;
}

export interface ImageClassifierOptions extends TrainingOptions, TurnSettings {
  readonly classes: number;
  /** Units of the first hidden layer. Default 256. */
  readonly hidden?: number;
  /** Units of the second, whose activations serve as features of an image. Default 64. */
  readonly features?: number;
}

const caller = "fitImageClassifier";

/**
 * A small classifier, pixels – 256 – 64 – classes with ReLU, trained by Adam on the cross-entropy (defaults: batches
 * of 64, learning rate 1e-3). It judges what generators write: shares of the classes, ambiguity, and distances
 * between images in its features. With 4,000 MNIST digits and 10 epochs it gets 95 to 96 % of new ones right in about
 * two seconds.
 *
 * @throws RangeError for no images, pixels outside [0, 1], labels that are no class, or impossible options
 */
export async function fitImageClassifier(
  data: LabelledImages,
  options: ImageClassifierOptions,
  random: Random,
): Promise<ImageClassifierModel> {
  checkLabelled(data, options);
  await tensorsReady();
  return finishInTurns(train(data, options, random), options);
}

function* train(
  { images, labels }: LabelledImages,
  options: ImageClassifierOptions,
  random: Random,
): Gradual<ImageClassifierModel> {
  const { classes, hidden = 256, features = 64, batchSize = 64, learningRate = 1e-3, weightDecay } = options;
  const { count, height, width } = images;
  const pixelCount = height * width;
  const network = classifierNetwork(pixelCount, hidden, features, classes);
  const parts = { parameters: { ...network.features.parameters, ...network.head.parameters } };
  const batch = {
    pixels: new Float32Array(batchSize * pixelCount),
    targets: new Float32Array(batchSize * classes),
  };
  const trainer = createStackedTrainer<typeof batch>(
    [initialParameters(parts, random.fork("parameters"))],
    adam({ learningRate, weightDecay }),
    (weights, { pixels, targets }) =>
      classifierDescent(
        network,
        weights,
        stackedRows(pixels, 1, pixelCount),
        stackedRows(targets, 1, classes),
      ),
  );
  try {
    const [losses] = yield* trainTogether(
      {
        name: caller,
        rows: count,
        batchSize,
        steps: stepCount(options, count, batchSize),
        learningRate,
        load(_, indices) {
          gatherRows(images.values, pixelCount, indices, batch.pixels, 0);
          batch.targets.fill(0);
          indices.forEach((index, row) => {
            batch.targets[row * classes + labels[index]!] = 1;
          });
        },
        step: () => trainer.step(batch),
        measuredStep: () => trainer.measuredStep(batch),
      },
      [random.fork("order")],
    );
    const [parameters] = trainer.parameters();
    return { height, width, hidden, features, classes, parameters: parameters!, losses: losses! };
  } finally {
    trainer.dispose();
  }
}

function checkLabelled({ images, labels }: LabelledImages, options: ImageClassifierOptions): void {
  const { classes, batchSize = 64 } = options;
  checkLength(caller, options, batchSize);
  requireImages(caller, images);
  if (images.count === 0) throw new RangeError(`${caller} needs at least one image, got none`);
  if (labels.length !== images.count) {
    throw new RangeError(`${caller} needs a label for each of ${images.count} images, got ${labels.length}`);
  }
  if (!(Number.isInteger(classes) && classes >= 2)) {
    throw new RangeError(`${caller} needs at least 2 classes, got ${classes}`);
  }
  const wrong = labels.findIndex((label) => label < 0 || label >= classes);
  if (wrong >= 0) {
    throw new RangeError(
      `${caller} needs labels from 0 to ${classes - 1} (classes − 1): label ${wrong} is ${labels[wrong]}`,
    );
  }
}
