import type { Tensor } from "@tensorflow/tfjs-node";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { engine } from "../../lib/nets/engine";
import { convolution } from "../../lib/nets/layers/convolution";
import { dense } from "../../lib/nets/layers/dense";
import { sequential } from "../../lib/nets/layers/layer";
import { relu } from "../../lib/nets/layers/relu";
import { reshape } from "../../lib/nets/layers/reshape";
import { transposedConvolution } from "../../lib/nets/layers/transposed-convolution";
import { bernoulliCrossEntropy } from "../../lib/nets/losses/bernoulli";
import { gaussianLatents } from "../../lib/nets/losses/gaussian-latents";
import { softmaxCrossEntropy } from "../../lib/nets/losses/softmax";
import { tensorsReady } from "../../lib/nets/ready";
import { createRandom } from "../../lib/random/create-random";
import { agrees, expectNear } from "./gradients";
import { aliveTensors, normals, randomStack } from "./helpers";

beforeAll(tensorsReady);

const count = fc.integer({ min: 1, max: 3 });
const size = fc.integer({ min: 1, max: 9 });
const seed = fc.nat();
/** Sides that a stride of 2 divides, and the sizes of a convolution. */
const convolved = fc.record({
  sizes: fc.record({
    inputChannels: count,
    outputChannels: count,
    kernel: fc.constantFrom(3, 4),
    stride: fc.constantFrom(1, 2),
  }),
  height: fc.constantFrom(4, 6, 8),
  width: fc.constantFrom(4, 8),
});

describe("gradients are those of automatic differentiation", () => {
  test("dense", () => {
    fc.assert(
      fc.property(count, size, size, size, seed, (replicates, rows, inputs, outputs, label) => {
        agrees(dense("d", inputs, outputs), [replicates, rows, inputs], label);
      }),
    );
  });

  test("convolution and its transpose", () => {
    fc.assert(
      fc.property(count, count, convolved, seed, (replicates, rows, { sizes, height, width }, label) => {
        const shape = [replicates, rows, height, width, sizes.inputChannels];
        agrees(convolution("c", sizes), shape, label);
        agrees(transposedConvolution("t", sizes), shape, label);
      }),
      { numRuns: 30 },
    );
  });

  test("relu, reshape and layers one after the other", () => {
    fc.assert(
      fc.property(count, size, seed, (replicates, rows, label) => {
        const network = sequential(
          dense("first", 4, 6),
          relu(),
          reshape(3, 2),
          reshape(6),
          dense("second", 6, 2),
          relu(),
        );
        agrees(network, [replicates, rows, 4], label);
      }),
      { numRuns: 30 },
    );
  });

  test("a gradient that nobody asks for is not computed, and nothing stays behind", () => {
    const before = aliveTensors();
    const layer = dense("d", 3, 2);
    const { weights, dispose } = randomStack(layer, 2, createRandom(3));
    engine().tidy(() => {
      const gradients: Record<string, Tensor> = {};
      const pass = layer.forward(engine().ones([2, 4, 3]), weights);
      const computed = aliveTensors();
      const byInput = pass.backward(pass.output, gradients);
      expect(Object.keys(gradients).sort()).toEqual(["d.bias", "d.weights"]);
      const withGradients = aliveTensors();
      expect(withGradients).toBeGreaterThan(computed);
      expect(byInput().shape).toEqual([2, 4, 3]);
      expect(aliveTensors()).toBeGreaterThan(withGradients);
    });
    dispose();
    expect(aliveTensors()).toBe(before);
  });
});

describe("losses", () => {
  const shape = fc.tuple(count, size, size);

  test("cross-entropy of pixels", () => {
    fc.assert(
      fc.property(shape, seed, (dimensions, label) => {
        const { logits, targets } = drawn(dimensions, label);
        const pixels = engine().sigmoid(targets);
        // − Σ x log p + (1 − x) log(1 − p), taken literally.
        const literal = (l: Tensor) => {
          const { add, log, mul, neg, sigmoid, sub, sum } = engine();
          const means = sigmoid(l);
          return neg(sum(add(mul(pixels, log(means)), mul(sub(1, pixels), log(sub(1, means)))), 2));
        };
        lossAgrees((l) => bernoulliCrossEntropy(l, pixels), literal, logits);
      }),
      { numRuns: 40 },
    );
  });

  test("cross-entropy of classes", () => {
    fc.assert(
      fc.property(shape, seed, (dimensions, label) => {
        const { logits, targets } = drawn(dimensions, label);
        const probabilities = engine().softmax(targets);
        const literal = (l: Tensor) => {
          const { log, mul, neg, softmax, sum } = engine();
          return neg(sum(mul(probabilities, log(softmax(l))), 2));
        };
        lossAgrees((l) => softmaxCrossEntropy(l, probabilities), literal, logits);
      }),
      { numRuns: 40 },
    );
  });

  test("extreme logits give no infinity", () => {
    engine().tidy(() => {
      const logits = engine().tensor3d([1000, -1000, 1000, -1000], [1, 1, 4]);
      const pixels = engine().tensor3d([1, 0, 0, 1], [1, 1, 4]);
      const loss = bernoulliCrossEntropy(logits, pixels);
      expect([...loss.ofRows().dataSync()]).toEqual([2000]);
      expect([...loss.gradient.dataSync()]).toEqual([0, 0, 1, -1]);
    });
  });

  test("latents, their divergence and the gradient by the statistics", () => {
    fc.assert(
      fc.property(shape, seed, ([replicates, rows, dimensions], label) => {
        const random = createRandom(label);
        const { add, exp, grad, mul, split, sub, sum, square, tensor } = engine();
        engine().tidy(() => {
          const draw = (name: string, columns: number) =>
            tensor(normals(replicates * rows * columns, random.fork(name)), [replicates, rows, columns]);
          const statistics = draw("statistics", 2 * dimensions);
          const [noise, slopes] = [draw("noise", dimensions), draw("slopes", dimensions)];
          const literal = (by: Tensor) => {
            const [means, logVariances] = split(by, 2, 2) as [Tensor, Tensor];
            const latents = add(means, mul(noise, exp(mul(logVariances, 0.5))));
            const divergence = mul(sub(sub(add(square(means), exp(logVariances)), logVariances), 1), 0.5);
            return sum(add(mul(latents, slopes), divergence));
          };
          const ours = gaussianLatents(statistics, noise);
          expectNear(ours.backward(slopes), grad(literal)(statistics));
          const total = add(sum(mul(ours.latents, slopes)), sum(ours.divergenceOfRows()));
          expectNear(total, literal(statistics));
        });
      }),
      { numRuns: 40 },
    );
  });
});

function drawn(dimensions: [number, number, number], label: number) {
  const random = createRandom(label);
  const entries = dimensions[0] * dimensions[1] * dimensions[2];
  const [logits, targets] = ["logits", "targets"].map((name) =>
    engine().tensor3d(normals(entries, random.fork(name)), dimensions),
  );
  return { logits: logits!, targets: targets! };
}

function lossAgrees(
  loss: (logits: Tensor) => { readonly gradient: Tensor; ofRows(): Tensor },
  literal: (logits: Tensor) => Tensor,
  logits: Tensor,
): void {
  engine().tidy(() => {
    const ours = loss(logits);
    expectNear(ours.ofRows(), literal(logits));
    expectNear(ours.gradient, engine().grad((l) => engine().sum(literal(l)))(logits));
  });
}
