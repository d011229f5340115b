import type { Tensor } from "@tensorflow/tfjs-node";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { engine } from "../../../lib/nets/engine";
import { sequential } from "../../../lib/nets/layers/layer";
import { linear } from "../../../lib/nets/layers/linear";
import { relu } from "../../../lib/nets/layers/relu";
import { residual } from "../../../lib/nets/layers/residual";
import { tensorsReady } from "../../../lib/nets/ready";
import { agrees } from "../gradients";
import { isNative } from "../helpers";
import { expectOwnDigitsOf } from "../stacking";

const native = await isNative("Digits of linear layers that are stacked, bit by bit");

beforeAll(tensorsReady);

const count = fc.integer({ min: 1, max: 3 });
const size = fc.integer({ min: 1, max: 9 });
const seed = fc.nat();

describe("linear", () => {
  test("is input × weightsᵀ + bias, in PyTorch's layout", () => {
    const layer = linear("l", 2, 3);
    expect(layer.parameters).toEqual({
      "l.weight": { shape: [3, 2], fanIn: 2 },
      "l.bias": { shape: [1, 3], fanIn: 2 },
    });
    const { tensor, tidy } = engine();
    tidy(() => {
      const weights = {
        "l.weight": tensor([1, 2, 3, 4, 5, 6], [1, 3, 2]),
        "l.bias": tensor([0.5, 0, -1], [1, 1, 3]),
      };
      const { output } = layer.forward(tensor([1, 10, -1, 2], [1, 2, 2]), weights);
      expect(output.shape).toEqual([1, 2, 3]);
      expect([...output.dataSync()]).toEqual([21.5, 43, 64, 3.5, 5, 6]);
    });
    expect(Object.keys(linear("l", 2, 3, "no bias").parameters)).toEqual(["l.weight"]);
  });

  test("has the gradients of automatic differentiation", () => {
    fc.assert(
      fc.property(count, size, size, size, seed, (replicates, rows, inputs, outputs, label) => {
        agrees(linear("l", inputs, outputs), [replicates, rows, inputs], label);
        agrees(linear("l", inputs, outputs, "no bias"), [replicates, rows, inputs], label);
      }),
      { numRuns: 40 },
    );
  });

  test.skipIf(!native)("gives each replicate its own digits", () => {
    const wide = fc.integer({ min: 1, max: 90 });
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 4 }),
        wide,
        wide,
        wide,
        seed,
        (replicates, rows, ins, outs, s) => {
          expectOwnDigitsOf(linear("l", ins, outs), [replicates, rows, ins], s);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("residual", () => {
  test("adds the input to what the layer makes of it, with its gradients", () => {
    fc.assert(
      fc.property(count, size, size, seed, (replicates, rows, width, label) => {
        const inner = sequential(linear("a", width, 5), relu(), linear("b", 5, width));
        agrees(residual(inner), [replicates, rows, width], label);
        agrees(
          sequential(residual(inner), residual(linear("c", width, width))),
          [replicates, rows, width],
          label,
        );
      }),
      { numRuns: 30 },
    );
  });

  test("around a layer that gives 0 is the identity, both ways", () => {
    const layer = residual(linear("l", 3, 3));
    engine().tidy(() => {
      const { tensor, zeros } = engine();
      const input = tensor([1, -2, 3, 4, 5, 6], [1, 2, 3]);
      const pass = layer.forward(input, { "l.weight": zeros([1, 3, 3]), "l.bias": zeros([1, 1, 3]) });
      const gradients: Record<string, Tensor> = {};
      const byInput = pass.backward(input, gradients)();
      expect([...pass.output.dataSync()]).toEqual([...input.dataSync()]);
      expect([...byInput.dataSync()]).toEqual([...input.dataSync()]);
      expect([...gradients["l.bias"]!.dataSync()]).toEqual([5, 3, 9]);
    });
  });
});
