import type { Random } from "../../random/random";
import { engine } from "../engine";
import type { DropoutMask } from "./dropout";

/**
 * Masks that drop with the given probability; the first axis of a shape is shared out among the streams, one a
 * replicate. Draws one uniform a number. Undefined where nothing is dropped.
 */
export function dropoutMasks(probability: number, randoms: readonly Random[]): DropoutMask | undefined {
  if (probability === 0) return undefined;
  const kept = 1 / (1 - probability);
  return (shape) => {
    const size = shape.reduce((product, length) => product * length, 1);
    const factors = new Float32Array(size);
    const each = size / randoms.length;
    randoms.forEach((random, replicate) => {
      const uniforms = random.fillUniform(new Float64Array(each));
      for (let at = 0; at < each; at++)
        factors[replicate * each + at] = uniforms[at]! < probability ? 0 : kept;
    });
    return engine().tensor(factors, [...shape]);
  };
}
