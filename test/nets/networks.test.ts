import type { Tensor } from "@tensorflow/tfjs-node";
import { beforeAll, describe, expect, test } from "vitest";
import { publishedArchitecture } from "../../lib/fitters/variational-autoencoder/options";
import { createClassifierEvaluator } from "../../lib/nets/classifier/evaluator";
import { classifierDescent, classifierNetwork } from "../../lib/nets/classifier/network";
import { engine } from "../../lib/nets/engine";
import { initialParameters } from "../../lib/nets/initialization";
import { loadParameters } from "../../lib/nets/load-parameters";
import { gaussianLatents } from "../../lib/nets/losses/gaussian-latents";
import { countParameters, type Parameters } from "../../lib/nets/parameters";
import { tensorsReady } from "../../lib/nets/ready";
import type { Descent } from "../../lib/nets/training/stacked-trainer";
import type { Architecture } from "../../lib/nets/variational/architecture";
import { createVariationalEvaluator } from "../../lib/nets/variational/evaluator";
import { variationalNetwork } from "../../lib/nets/variational/network";
import { variationalDescent } from "../../lib/nets/variational/trainer";
import { createRandom } from "../../lib/random/create-random";
import { expectClose, readGolden } from "../fitters/helpers";
import { aliveTensors, expectParameters, type GoldenParameters, parametersFrom } from "./helpers";

interface Golden {
  readonly variational: readonly {
    readonly kind: Architecture;
    readonly side: number;
    readonly latent: number;
    readonly rows: number;
    readonly parameters: GoldenParameters;
    readonly pixels: readonly number[];
    readonly noise: readonly number[];
    readonly statistics: readonly number[];
    readonly latents: readonly number[];
    readonly logits: readonly number[];
    readonly reconstruction: readonly number[];
    readonly divergence: readonly number[];
    readonly gradients: GoldenParameters;
  }[];
  readonly classifier: {
    readonly sizes: readonly [number, number, number, number];
    readonly rows: number;
    readonly parameters: GoldenParameters;
    readonly pixels: readonly number[];
    readonly labels: readonly number[];
    readonly features: readonly number[];
    readonly logits: readonly number[];
    readonly probabilities: readonly number[];
    readonly losses: readonly number[];
    readonly gradients: GoldenParameters;
  };
}

const golden = readGolden<Golden>("networks");

/** Golden numbers are exact, ours come of 32 bits. */
const tolerance = 1e-5;

beforeAll(tensorsReady);

describe.each(golden.variational)("the $kind.kind autoencoder computes what PyTorch does", (one) => {
  const network = () => variationalNetwork(one.kind, one.side, one.side);
  const parameters = parametersFrom(one.parameters);
  const [pixels, noise] = [Float32Array.from(one.pixels), Float32Array.from(one.noise)];

  test("its parameters have the shapes of the golden ones", () => {
    const { encoder, decoder } = network();
    const shapes = Object.entries({ ...encoder.parameters, ...decoder.parameters });
    expect(Object.fromEntries(shapes.map(([name, { shape }]) => [name, shape]))).toEqual(
      Object.fromEntries(Object.entries(one.parameters).map(([name, { shape }]) => [name, shape])),
    );
  });

  test("statistics, latents, logits and both terms of the bound", () => {
    const { encoder, decoder } = network();
    const { weights, dispose } = loadParameters(parameters);
    engine().tidy(() => {
      const statistics = encoder.forward(stacked(pixels, one.rows), weights).output;
      expectClose(statistics.dataSync(), one.statistics, tolerance);
      const { latents, divergenceOfRows } = gaussianLatents(statistics, stacked(noise, one.rows));
      expectClose(latents.dataSync(), one.latents, tolerance);
      expectClose(decoder.forward(latents, weights).output.dataSync(), one.logits, tolerance);
      expectClose(divergenceOfRows().dataSync(), one.divergence, tolerance);
    });
    dispose();
  });

  test("the evaluator's statistics, means of pixels and bound", () => {
    const before = aliveTensors();
    const evaluator = createVariationalEvaluator(network(), parameters);
    expectClose(evaluator.encode(pixels), one.statistics, tolerance);
    const means = one.logits.map((logit) => 1 / (1 + Math.exp(-logit)));
    expectClose(evaluator.decode(Float32Array.from(one.latents)), means, tolerance);
    const { reconstruction, divergence } = evaluator.bound(pixels, noise);
    expectClose(reconstruction, one.reconstruction, tolerance);
    expectClose(divergence, one.divergence, tolerance);
    evaluator.dispose();
    expect(aliveTensors()).toBe(before);
  });

  test("losses and the gradient of every parameter", () => {
    const { losses, gradients } = descended(parameters, (weights) =>
      variationalDescent(network(), weights, stacked(pixels, one.rows), stacked(noise, one.rows)),
    );
    const total = one.reconstruction.map((term, image) => term + one.divergence[image]!);
    expectClose(losses, total, tolerance);
    expectParameters(gradients, one.gradients, tolerance);
  });
});

describe("the classifier computes what PyTorch does", () => {
  const { sizes, rows, labels, ...one } = golden.classifier;
  const network = () => classifierNetwork(...sizes);
  const parameters = parametersFrom(one.parameters);
  const pixels = Float32Array.from(one.pixels);

  test("features and probabilities", () => {
    const before = aliveTensors();
    const evaluator = createClassifierEvaluator(network(), parameters);
    const { features, probabilities } = evaluator.classify(pixels, rows);
    expectClose(features, one.features, tolerance);
    expectClose(probabilities, one.probabilities, tolerance);
    evaluator.dispose();
    expect(aliveTensors()).toBe(before);
  });

  test("losses and the gradient of every parameter", () => {
    const classes = sizes[3];
    const targets = new Float32Array(rows * classes);
    labels.forEach((label, row) => {
      targets[row * classes + label] = 1;
    });
    const { losses, gradients } = descended(parameters, (weights) =>
      classifierDescent(network(), weights, stacked(pixels, rows), stacked(targets, rows)),
    );
    expectClose(losses, one.losses, tolerance);
    expectParameters(gradients, one.gradients, tolerance);
  });
});

describe("the sizes of the experiments", () => {
  test.each<[string, Architecture, number]>([
    ["published", publishedArchitecture, 647_081],
    ["784–400–20", { kind: "dense", hidden: 400, latent: 20 }, 652_824],
  ])("%s", (_, architecture, size) => {
    const { encoder, decoder } = variationalNetwork(architecture, 28, 28);
    const parts = { parameters: { ...encoder.parameters, ...decoder.parameters } };
    expect(countParameters(initialParameters(parts, createRandom(1)))).toBe(size);
  });
});

/** Rows of one replicate as a tensor. */
function stacked(values: Float32Array, rows: number): Tensor {
  return engine().tensor3d(values, [1, rows, values.length / rows]);
}

/** Loss of every row and the gradients of one network's pass; frees all it made. */
function descended(parameters: Parameters, descend: (weights: Record<string, Tensor>) => Descent) {
  const before = aliveTensors();
  const { weights, dispose } = loadParameters(parameters);
  let losses: ArrayLike<number> = [];
  let gradients: Parameters = {};
  engine().tidy(() => {
    const descent = descend(weights);
    losses = descent.lossOfRows().dataSync();
    gradients = Object.fromEntries(
      Object.entries(descent.gradients).map(([name, gradient]) => [
        name,
        { shape: gradient.shape.slice(1), values: gradient.dataSync<"float32">() },
      ]),
    );
  });
  dispose();
  expect(aliveTensors()).toBe(before);
  return { losses, gradients };
}
