import type { Random } from "./random";

/**
 * Ziggurat for the standard normal: 256 horizontal layers of equal area; layer 0 is the base with the tail.
 * The 52 bits that place a draw within its layer are independent of the 8 that choose the layer.
 *
 * Sources: Marsaglia and Tsang, "The ziggurat method for generating random variables", 2000;
 * Doornik, "An improved ziggurat method to generate normal random samples", 2005.
 */
const layers = 256;
/** Where the tail begins, and the area of every layer: the solution for which the layers end at the mode. */
const tailStart = 3.6541528853610088;
const layerArea = 0.004928673233974655;

const halfWidths = layerHalfWidths();
const densities = halfWidths.map(density);

/** What a signed 52-bit integer is multiplied by to lie within the layer. */
export const normalScale: Float64Array = halfWidths.slice(0, layers).map((width) => width / 2 ** 52);

/** Draws whose upper 20 bits of magnitude are below this lie wholly under the density: accepted at once. */
export const normalAccepted: Int32Array = Int32Array.from(
  halfWidths.slice(0, layers),
  (width, layer) => (halfWidths[layer + 1]! / width) * 2 ** 20,
);

/** Decides the draws (1.2 %) that `normalAccepted` does not: `x` lies in `layer`, uniformly. */
export function finishNormal(layer: number, x: number, random: Random): number {
  if (Math.abs(x) < halfWidths[layer + 1]!) return x;
  if (layer === 0) return Math.sign(x) * drawTail(random);
  const height = densities[layer]! + random.next() * (densities[layer + 1]! - densities[layer]!);
  return height < density(x) ? x : random.normal();
}

/** Marsaglia's tail method; its two exponentials come from their own ziggurat, so no logarithm is taken. */
function drawTail(random: Random): number {
  for (;;) {
    const excess = random.exponential() / tailStart;
    if (2 * random.exponential() > excess * excess) return tailStart + excess;
  }
}

function layerHalfWidths(): Float64Array {
  const widths = new Float64Array(layers + 1);
  widths[0] = layerArea / density(tailStart);
  widths[1] = tailStart;
  for (let layer = 2; layer < layers; layer++) {
    const below = widths[layer - 1]!;
    widths[layer] = Math.sqrt(-2 * Math.log(layerArea / below + density(below)));
  }
  return widths;
}

/** Not normalised: 1 at the mode. */
function density(x: number): number {
  return Math.exp(-0.5 * x * x);
}
