import type { Tensor } from "@tensorflow/tfjs-node";
import { expect } from "vitest";
import { engine } from "../../lib/nets/engine";
import type { Layer, Tensors } from "../../lib/nets/layers/layer";
import { createRandom } from "../../lib/random/create-random";
import { normals, randomStack } from "./helpers";

/** Sums of up to some hundred terms in 32 bits, relative to the largest entry. */
const tolerance = 2e-5;

/**
 * The layer's gradients by its input and parameters, for a random gradient by its output, are those of automatic
 * differentiation.
 */
export function agrees(layer: Layer, shape: readonly number[], label: number): void {
  const random = createRandom(label);
  const { dispose, weights } = randomStack(layer, shape[0]!, random.fork("weights"));
  const { grads, mul, sum, tensor, tidy } = engine();
  tidy(() => {
    const size = shape.reduce((product, length) => product * length, 1);
    const input = tensor(normals(size, random.fork("input")), [...shape]);
    const pass = layer.forward(input, weights);
    const slopes = tensor(normals(pass.output.size, random.fork("slopes")), pass.output.shape);
    const gradients: Record<string, Tensor> = {};
    const byInput = pass.backward(slopes, gradients)();
    const names = Object.keys(weights);
    const scalar = (at: Tensor, ...parameters: Tensor[]) => {
      const named: Tensors = Object.fromEntries(names.map((name, i) => [name, parameters[i]!]));
      return sum(mul(layer.forward(at, named).output, slopes));
    };
    const [expectedByInput, ...expected] = grads(scalar)([input, ...names.map((name) => weights[name]!)]);
    expectNear(byInput, expectedByInput!);
    expect(Object.keys(gradients).sort()).toEqual(names.slice().sort());
    names.forEach((name, i) => {
      expectNear(gradients[name]!, expected[i]!);
    });
  });
  dispose();
}

/** Same shape, every entry within `relative` of the largest. */
export function expectNear(actual: Tensor, expected: Tensor, relative = tolerance): void {
  expect(actual.shape).toEqual(expected.shape);
  const [ours, theirs] = [actual, expected].map((tensor) => tensor.dataSync<"float32">()) as [
    Float32Array,
    Float32Array,
  ];
  const scale = theirs.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0.01);
  const error = ours.reduce((largest, value, i) => Math.max(largest, Math.abs(value - theirs[i]!)), 0);
  expect(error / scale).toBeLessThan(relative);
}
