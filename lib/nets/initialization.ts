import type { Random } from "../random/random";
import type { Layer } from "./layers/layer";
import { type Parameters, sizeOfShape } from "./parameters";

/**
 * Fresh parameters of a network: weights and biases uniform on ±1/√fan-in, PyTorch's default for linear and
 * convolutional layers. Each parameter has a stream of its own, forked by its name.
 */
export function initialParameters(network: Pick<Layer, "parameters">, random: Random): Parameters {
  return Object.fromEntries(
    Object.entries(network.parameters).map(([name, { shape, fanIn }]) => {
      const bound = 1 / Math.sqrt(fanIn);
      const uniforms = random.fork(name).fillUniform(new Float64Array(sizeOfShape(shape)));
      return [name, { shape, values: Float32Array.from(uniforms, (u) => bound * (2 * u - 1)) }];
    }),
  );
}
