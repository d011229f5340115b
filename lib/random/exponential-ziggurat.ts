import type { Random } from "./random";

/**
 * Ziggurat for the exponential with mean 1: 256 horizontal layers of equal area; layer 0 is the base with the tail.
 * Source: Marsaglia and Tsang, "The ziggurat method for generating random variables", 2000.
 */
const layers = 256;
/** Where the tail begins, and the area of every layer: the solution for which the layers end at the mode. */
const tailStart = 7.69711747013105;
const layerArea = 0.003949659822581557;

const widths = layerWidths();
const densities = widths.map((x) => Math.exp(-x));

/** What a 52-bit integer is multiplied by to lie within the layer. */
export const exponentialScale: Float64Array = widths.slice(0, layers).map((width) => width / 2 ** 52);

/** Draws whose upper 20 bits are below this lie wholly under the density: accepted at once. */
export const exponentialAccepted: Int32Array = Int32Array.from(
  widths.slice(0, layers),
  (width, layer) => (widths[layer + 1]! / width) * 2 ** 20,
);

/** Decides the draws (1.1 %) that `exponentialAccepted` does not: `x` lies in `layer`, uniformly. */
export function finishExponential(layer: number, x: number, random: Random): number {
  if (x < widths[layer + 1]!) return x;
  // The exponential has no memory: its tail is itself, moved.
  if (layer === 0) return tailStart + random.exponential();
  const height = densities[layer]! + random.next() * (densities[layer + 1]! - densities[layer]!);
  return height < Math.exp(-x) ? x : random.exponential();
}

function layerWidths(): Float64Array {
  const result = new Float64Array(layers + 1);
  result[0] = layerArea / Math.exp(-tailStart);
  result[1] = tailStart;
  for (let layer = 2; layer < layers; layer++) {
    const below = result[layer - 1]!;
    result[layer] = -Math.log(layerArea / below + Math.exp(-below));
  }
  return result;
}
