import type { Random } from "../../../random/random";
import type { LabelledImages } from "../../images";
import { inkDepth } from "./draw-ink";
import { type Glyph, glyphs } from "./glyphs";
import { writeGlyph } from "./handwriting";

/** As MNIST's images; the margin keeps the outermost pixels blank. */
const paper = { side: 28, box: 20, margin: 1.7 };
const { side } = paper;

/**
 * Handwritten digits drawn here, 28 × 28 pixels of 256 greys, in the manner of MNIST: classes equally likely, several
 * ways to write most of them. Image i depends on the stream and i alone, not on how many are drawn. Some 40 µs each.
 * @throws RangeError unless the count is a whole number of at least 0
 *
 * @example
 * import { createRandom, drawDigits } from "model-collapse";
 * const { images, labels } = drawDigits(3, createRandom("example"));
 * images.values.length; // → 2352
 * labels; // → [7, 0, 5]
 */
export function drawDigits(count: number, random: Random): LabelledImages {
  if (!(Number.isInteger(count) && count >= 0)) {
    throw new RangeError(`drawDigits needs a whole number of digits, at least 0, got ${count}`);
  }
  const values = new Float32Array(count * side * side);
  const labels = new Int32Array(count);
  for (let image = 0; image < count; image++) {
    const own = random.fork(image);
    labels[image] = own.integer(glyphs.length);
    drawDigit(labels[image]!, values.subarray(image * side * side, (image + 1) * side * side), own);
  }
  return { images: { values, count, height: side, width: side }, labels };
}

function drawDigit(digit: number, pixels: Float32Array, random: Random): void {
  const paths = writeGlyph(chooseGlyph(glyphs[digit]!, random), paper, random);
  const edge = 0.7 + 0.6 * random.next(); // pixels from paper to full ink
  const depth = inkDepth(paths, side, edge / 2);
  for (let at = 0; at < pixels.length; at++) {
    const cover = Math.min(1, 0.5 + depth[at]! / edge);
    if (cover <= 0) continue;
    const ink = cover * (1 - 0.1 * random.next());
    // In whole steps of a byte: what arithmetic leaves in the last place of a number cannot be seen.
    pixels[at] = Math.round(255 * Math.min(1, 1.07 * ink)) / 255;
  }
}

function chooseGlyph(ways: readonly Glyph[], random: Random): Glyph {
  const level = random.next();
  let sum = 0;
  for (const way of ways) {
    sum += way.share;
    if (level < sum) return way;
  }
  return ways.at(-1)!; // shares that sum to a little less than 1 after rounding
}
