import type { Tensor } from "@tensorflow/tfjs-node";

/**
 * Tensors by parameter name. All tensors of a network have the replicates as their first axis: weights of R networks
 * are [R, inputs, outputs], so that one batched matrix product serves them all.
 */
export type Tensors = Readonly<Record<string, Tensor>>;

/** What a layer computed, and how gradients go back through it. */
export interface Pass {
  readonly output: Tensor;
  /**
   * Takes the gradient of the loss by the output and enters those by the layer's parameters into `gradients`.
   * Returns what computes the gradient by the input: nobody calls it for the first layer.
   */
  backward(outputGradient: Tensor, gradients: Record<string, Tensor>): () => Tensor;
}

/** The shape of a parameter of one replicate, and the number of inputs each output sums over. */
export interface ParameterShape {
  readonly shape: readonly number[];
  readonly fanIn: number;
}

/**
 * A differentiable function with hand-derived gradients: automatic differentiation costs a closure and several
 * small operations for every step of the arithmetic. All calls happen inside a `tidy` of the caller.
 */
export interface Layer {
  readonly parameters: Readonly<Record<string, ParameterShape>>;
  forward(input: Tensor, weights: Tensors): Pass;
}

/** Layers one after the other. */
export function sequential(...layers: readonly Layer[]): Layer {
  return {
    parameters: Object.assign({}, ...layers.map(({ parameters }) => parameters)),
    forward(input, weights) {
      const passes: Pass[] = [];
      let output = input;
      for (const layer of layers) {
        const pass = layer.forward(output, weights);
        passes.push(pass);
        output = pass.output;
      }
      return { output, backward: (gradient, gradients) => backThrough(layers, passes, gradient, gradients) };
    },
  };
}

/** A layer without parameters is gone through only if somebody asks what comes out: nobody does before the first with. */
function backThrough(
  layers: readonly Layer[],
  passes: readonly Pass[],
  outputGradient: Tensor,
  gradients: Record<string, Tensor>,
): () => Tensor {
  let gradient = () => outputGradient;
  for (let index = layers.length - 1; index >= 0; index--) {
    const [pass, behind] = [passes[index]!, gradient];
    const learns = Object.keys(layers[index]!.parameters).length > 0;
    gradient = learns ? pass.backward(behind(), gradients) : () => pass.backward(behind(), gradients)();
  }
  return gradient;
}
