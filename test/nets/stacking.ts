import type { Tensor } from "@tensorflow/tfjs-node";
import { expect } from "vitest";
import { engine } from "../../lib/nets/engine";
import type { Layer, Tensors } from "../../lib/nets/layers/layer";
import { sizeOfShape } from "../../lib/nets/parameters";
import { createRandom } from "../../lib/random/create-random";
import { normals, randomStack } from "./helpers";

/** One replicate of a stacked tensor, as a stack of one. */
export function replicateOf(stacked: Tensor, replicate: number): Tensor {
  return engine().slice(
    stacked,
    stacked.shape.map((_, axis) => (axis === 0 ? replicate : 0)),
    [1, ...stacked.shape.slice(1)],
  );
}

/** The same replicate of each of several tensors. */
export function replicateOfAll(stacked: Tensors, replicate: number): Tensors {
  return Object.fromEntries(
    Object.entries(stacked).map(([name, tensor]) => [name, replicateOf(tensor, replicate)]),
  );
}

/** What `compute` makes of a stack is, for each replicate and bit by bit, what it makes of that replicate alone. */
export function expectOwnDigits(
  stacked: Tensors,
  compute: (stacked: Tensors, replicate?: number) => Tensors,
) {
  const replicates = Object.values(stacked)[0]!.shape[0]!;
  const together = compute(stacked);
  for (let replicate = 0; replicate < replicates; replicate++) {
    const alone = compute(replicateOfAll(stacked, replicate), replicate);
    expect(Object.keys(alone)).toEqual(Object.keys(together));
    for (const [name, tensor] of Object.entries(alone)) {
      const own = replicateOf(together[name]!, replicate);
      expect(differences(own, tensor), `${name} of replicate ${replicate}`).toBe(0);
    }
  }
}

/** The same for a layer's output and gradients, of inputs of this shape. */
export function expectOwnDigitsOf(layer: Layer, shape: readonly number[], label: number): void {
  const random = createRandom(label);
  const { weights, dispose } = randomStack(layer, shape[0]!, random.fork("weights"));
  const { tensor, tidy } = engine();
  tidy(() => {
    const draw = (name: string, of: readonly number[]) =>
      tensor(normals(sizeOfShape(of), random.fork(name)), [...of]);
    const input = draw("input", shape);
    const slopes = draw("slopes", layer.forward(input, weights).output.shape);
    expectOwnDigits({ ...weights, input, slopes }, (stacked) => {
      const pass = layer.forward(stacked.input!, stacked);
      const gradients: Record<string, Tensor> = {};
      const byInput = pass.backward(stacked.slopes!, gradients)();
      return { ...gradients, output: pass.output, byInput };
    });
  });
  dispose();
}

function differences(a: Tensor, b: Tensor): number {
  expect(a.shape).toEqual(b.shape);
  const [left, right] = [a.dataSync<"float32">(), b.dataSync<"float32">()];
  return left.reduce((count, value, at) => count + (Object.is(value, right[at]) ? 0 : 1), 0);
}
