import type { Images } from "../../data/images";
import { initialParameters } from "../../nets/initialization";
import { explainMemory } from "../../nets/out-of-memory";
import { tensorsReady } from "../../nets/ready";
import { variationalNetwork } from "../../nets/variational/network";
import { createVariationalTrainer } from "../../nets/variational/trainer";
import type { Random } from "../../random/random";
import type { FitTask, Gradual } from "../family";
import { finishInTurns, type TurnSettings } from "../finish";
import { FitError } from "../fit-error";
import { gatherRows } from "../training/batches";
import { inGroups } from "../training/groups";
import { stepCount } from "../training/length";
import { fillNoise } from "../training/noise";
import { requireFiniteParameters, type StackedTraining, trainTogether } from "../training/train-together";
import { checkTrainingImages, smallerNetwork } from "./checks";
import type { VariationalAutoencoderModel } from "./model";
import { planOf, type VariationalAutoencoderOptions, type VariationalAutoencoderPlan } from "./options";

type Task = FitTask<Images, VariationalAutoencoderModel>;

const caller = "fitVariationalAutoencoder";

/**
 * Variational autoencoder of grey images (Kingma & Welling 2014): Bernoulli pixels, standard normal prior, one draw of
 * the latents an image, Adam on the negative evidence lower bound summed over the batch, as the authors of Shumailov
 * et al. 2024 train theirs. Every fit starts afresh, from uniform weights on ±1/√fan-in.
 *
 * Cost on two cores: about 6 ms a step for the dense network of 400 hidden units at batch 128, 4 ms each where five
 * replicates are fitted together; about 120 ms for the convolutional one of 647,081 parameters at batch 256.
 *
 * @throws RangeError for no images, images of the wrong size (a convolutional network halves them twice), pixels
 *   outside [0, 1] or impossible options; FitError when the loss is not finite; Error when memory lacks
 *
 * @example
 * import { createRandom, fitVariationalAutoencoder, loadDataset, sampleVariationalAutoencoder } from "model-collapse";
 * const digits = await loadDataset("mnist", { rows: { train: 200, test: 10 }, download: false });
 * const random = createRandom("example");
 * const model = await fitVariationalAutoencoder(
 *   digits.train.images,
 *   { architecture: { kind: "dense", hidden: 32, latent: 4 }, steps: 20 },
 *   random.fork("fit"),
 * );
 * const drawn = sampleVariationalAutoencoder(model, 5, random.fork("sample"));
 * drawn.count; // → 5
 */
export async function fitVariationalAutoencoder(
  images: Images,
  options: VariationalAutoencoderOptions & TurnSettings,
  random: Random,
): Promise<VariationalAutoencoderModel> {
  const plan = planOf(options);
  checkTrainingImages(caller, images, plan.architecture);
  await tensorsReady();
  const [model] = await finishInTurns(fitAutoencodersTogether(plan, [{ data: images, random }]), options);
  return model!;
}

/**
 * Fits a network to each task's images; networks with equally many images are trained side by side.
 * @throws FitError naming a task whose images cannot be fitted, or whose loss is not finite; Error when memory lacks
 */
export function* fitAutoencodersTogether(
  plan: VariationalAutoencoderPlan,
  tasks: readonly Task[],
): Gradual<VariationalAutoencoderModel[]> {
  tasks.forEach(({ data }, task) => {
    checkTask(plan, data, task);
  });
  const { batchSize, architecture } = plan;
  try {
    return yield* inGroups(
      tasks,
      ({ data }) => `${data.count} ${data.height} ${data.width}`,
      (group) => fitGroup(plan, group),
    );
  } catch (error) {
    throw explainMemory(
      caller,
      `a smaller batchSize (${batchSize}) or ${smallerNetwork(architecture)}`,
      error,
    );
  }
}

function checkTask({ architecture }: VariationalAutoencoderPlan, images: Images, task: number): void {
  try {
    checkTrainingImages(caller, images, architecture);
  } catch (error) {
    throw new FitError((error as Error).message, task, { cause: error });
  }
}

function* fitGroup(
  plan: VariationalAutoencoderPlan,
  tasks: readonly Task[],
): Gradual<VariationalAutoencoderModel[]> {
  const { architecture, batchSize, optimizer } = plan;
  const { count, height, width } = tasks[0]!.data;
  const network = variationalNetwork(architecture, height, width);
  const parts = { parameters: { ...network.encoder.parameters, ...network.decoder.parameters } };
  const pixels = new Float32Array(tasks.length * batchSize * network.pixels);
  const noise = new Float32Array(tasks.length * batchSize * network.latent);
  const noises = tasks.map(({ random }) => random.fork("noise"));
  const initial = tasks.map(({ random }) => initialParameters(parts, random.fork("parameters")));
  const trainer = createVariationalTrainer(network, initial, optimizer);
  const training: StackedTraining = {
    name: caller,
    rows: count,
    batchSize,
    steps: stepCount(plan.length, count, batchSize),
    learningRate: optimizer.learningRate,
    load(replicate, indices) {
      const start = replicate * batchSize;
      gatherRows(tasks[replicate]!.data.values, network.pixels, indices, pixels, start);
      fillNoise(noise, start * network.latent, batchSize * network.latent, noises[replicate]!);
    },
    step: () => trainer.step({ pixels, noise }),
    measuredStep: () => trainer.measuredStep({ pixels, noise }),
  };
  try {
    const orders = tasks.map(({ random }) => random.fork("order"));
    const curves = yield* trainTogether(training, orders);
    const trained = trainer.parameters();
    requireFiniteParameters(training, trained);
    return trained.map((parameters, task) => ({
      architecture,
      height,
      width,
      parameters,
      losses: curves[task]!,
    }));
  } finally {
    trainer.dispose();
  }
}
