import { runChain } from "../../chain/executors/run-chain";
import type { TrainingSet } from "../../data/points";
import type { Family } from "../../fitters/family";
import type { GaussianModel } from "../../fitters/gaussian";
import { publishedArchitecture } from "../../fitters/variational-autoencoder/options";
import { frechetDistance } from "../../metrics/frechet-distance";
import { energyDistance } from "../../metrics/threads/energy-distance";
import { klDivergenceByNeighbours } from "../../metrics/threads/kl-divergence-by-neighbours";
import { maximumMeanDiscrepancy } from "../../metrics/threads/maximum-mean-discrepancy";
import { createRandom } from "../../random/create-random";
import { replace } from "../../regimes/replace";
import { gaussian } from "../../samplers/gaussian";
import { gaussianMixture } from "../../samplers/gaussian-mixture";
import { gaussianStatistics } from "../../samplers/statistics/gaussian";
import { autoencoderSampling } from "./autoencoder-sampling";
import { autoencoderTraining } from "./autoencoder-training";
import { kernelDensities } from "./kernel-densities";
import { drawBlobs, mixtureFit } from "./mixture-fit";
import { neighbourManifolds } from "./neighbour-manifolds";
import { optTraining } from "./opt-training";
import { optWriting } from "./opt-writing";
import { entropicTransport, exactTransport, slicedTransport } from "./transport";
import { twoSamples } from "./two-samples";
import { randomWorkload, type Workload } from "./workload";

const smallOpt = { hiddenSize: 128, layers: 2, vocabularySize: 4096, positions: 128 };
const mediumOpt = { ...smallOpt, hiddenSize: 256, layers: 4 };
/** opt-125m has 2048 positions; its other sizes are these. */
const largeOpt = { hiddenSize: 768, layers: 12, vocabularySize: 50_272, positions: 256 };

/** Every workload of `npm run bench`, in the order they run. */
export const workloads: readonly Workload[] = [
  normals("normals_1e7", 1e7),
  mixtureFit("gmm_fit_1e5_2d_k3_50it", { rows: 100_000, columns: 2, components: 3, iterations: 50 }),
  mixtureFit("gmm_fit_1e5_10d_k10_20it", { rows: 100_000, columns: 10, components: 10, iterations: 20 }),
  randomWorkload(
    "gmm_chain_1e3_2d_k3_100gen",
    "a mixture of 3 components, n=1000, 100 times sampled and fitted again from the previous fit",
    mixtureChain,
  ),
  randomWorkload(
    "gaussian_chains_1000x_m100_2000gen",
    "1000 Gaussian chains, M=100, 2000 generations, unbiased variance",
    () => gaussianChains(gaussian({ unbiased: true })),
  ),
  randomWorkload(
    "gaussian_statistics_1000x_2000gen",
    "the same chains, their means and scatters drawn in place of data: at any M the same",
    () => gaussianChains(gaussianStatistics({ unbiased: true })),
  ),
  kernelDensities("kde_logpdf_1e4_on_1e4_1d", 10_000),
  slicedTransport("sliced_w2_1e4_10d_200proj", 10_000, 10, 200),
  exactTransport("ot_exact_1e3_2d", 1000, 2),
  entropicTransport("sinkhorn_1e3_2d", 1000, 2, 1),
  neighbourManifolds("prdc_5e3_64d", 5000, 64),
  twoSamples("mmd_5e3_2d", "maximum mean discrepancy", { rows: 5000, columns: 2 }, (x, y) =>
    maximumMeanDiscrepancy(x, y, { bandwidth: 1 }),
  ),
  twoSamples("energy_5e3_2d", "energy distance", { rows: 5000, columns: 2 }, (x, y) => energyDistance(x, y)),
  twoSamples("kl_neighbours_5e4_3d", "KL divergence by neighbours", { rows: 50_000, columns: 3 }, (x, y) =>
    klDivergenceByNeighbours(x, y, { neighbours: 5 }),
  ),
  twoSamples("frechet_2e3_512d", "Fréchet distance", { rows: 2000, columns: 512 }, frechetDistance),
  autoencoderTraining(
    "vae_train_step_784_400_20_b128",
    "a step of training an autoencoder, 784 pixels, 400 hidden units, 20 latent dimensions, batches of 128",
    {},
    { batchSize: 128, steps: 200, replicates: 1 },
  ),
  autoencoderTraining(
    "vae_train_step_784_400_20_b128_r5",
    "the same for each of five replicates side by side; the peer trains one after the other",
    {},
    { batchSize: 128, steps: 40, replicates: 5 },
  ),
  autoencoderTraining(
    "vae_conv_train_step_647081_b256",
    "a step of training the published convolutional autoencoder of 647,081 parameters, batches of 256",
    { architecture: publishedArchitecture, weightDecay: 1e-5 },
    { batchSize: 256, steps: 8, replicates: 1 },
  ),
  autoencoderSampling("vae_sample_784_400_20", 10_000),
  optTraining(
    "opt_train_step_d128_l2_b16_t64",
    "a step of training an OPT of width 128, 2 layers, 4096 tokens, on 16 texts of 64",
    { ...smallOpt, texts: 16, length: 64, steps: 10, replicates: 1, sameStart: true },
  ),
  optTraining(
    "opt_train_step_d128_l2_b16_t64_r5",
    "the same for each of five replicates side by side; the peer trains one after the other",
    { ...smallOpt, texts: 16, length: 64, steps: 2, replicates: 5, sameStart: true },
  ),
  optTraining(
    "opt_train_step_d256_l4_b16_t64",
    "a step of training an OPT of width 256, 4 layers, on 16 texts of 64",
    { ...mediumOpt, texts: 16, length: 64, steps: 4, replicates: 1, sameStart: true },
  ),
  optTraining(
    "opt_train_step_125m_b2_t128",
    "a step of training an OPT of the size of opt-125m on 2 texts of 128",
    { ...largeOpt, texts: 2, length: 128, steps: 1, replicates: 1, sameStart: false },
  ),
  optWriting(
    "opt_sample_d256_l4_b64_64new",
    "64 tokens drawn after each of 64 prompts of 64 by an OPT of width 256, 4 layers",
    { ...mediumOpt, prompts: 64, promptLength: 64, newTokens: 64, beams: 1 },
  ),
  optWriting(
    "opt_beam5_d256_l4_b16_64new",
    "64 tokens found by five beams after each of 16 prompts of 64 by an OPT of width 256, 4 layers",
    { ...mediumOpt, prompts: 16, promptLength: 64, newTokens: 64, beams: 5 },
  ),
  optWriting("opt_beam5_d128_l2_b16_64new", "the same by an OPT of width 128, 2 layers", {
    ...smallOpt,
    prompts: 16,
    promptLength: 64,
    newTokens: 64,
    beams: 5,
  }),
];

/** Fills memory that is there already, as the peer does: what is timed is the drawing. */
function normals(name: string, count: number): Workload {
  const fill = () => {
    const random = createRandom(name);
    const target = new Float64Array(count);
    return async () => {
      random.fillNormal(target);
      return undefined;
    };
  };
  return {
    name,
    summary: `${count} standard normals, drawn into an array`,
    prepare: () => ({ run: fill(), problem: {} }),
  };
}

async function mixtureChain(): Promise<void> {
  const random = createRandom("mixture chain");
  await runChain({
    family: gaussianMixture({ components: 3, maximumIterations: 20, tolerance: 0, start: "previous" }),
    regime: replace,
    real: drawBlobs(1000, 2, 3, random.fork("real")).points,
    generations: 100,
    random,
  }).collect();
}

async function gaussianChains<Data extends TrainingSet>(family: Family<Data, GaussianModel>): Promise<void> {
  await runChain({
    family,
    regime: replace,
    real: { model: { mean: 0, standardDeviation: 1 }, count: 100 },
    generations: 2000,
    replicates: 1000,
    recordedGenerations: [2000],
    random: createRandom("gaussian chains"),
  }).collect();
}
