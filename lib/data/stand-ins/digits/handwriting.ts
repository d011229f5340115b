import type { Random } from "../../../random/random";
import type { Glyph, Place, Stroke } from "./glyphs";
import { isSame, type PenPath, penPath } from "./pen-path";
import { fitInto, moveTo } from "./placement";

/** The square of paper, in pixels: its side, that of the square into which the ink is fitted, the blank margin. */
export interface Paper {
  readonly side: number;
  readonly box: number;
  readonly margin: number;
}

/**
 * One writing of a glyph, a path a stroke: places shaken, the whole bent, slanted, turned and stretched, then fitted
 * into the box with the centre of its ink in the middle of the paper, as MNIST's digits are. Only arithmetic and
 * square roots: the same digits on every platform.
 */
export function writeGlyph(glyph: Glyph, { side, box, margin }: Paper, random: Random): PenPath[] {
  const deform = deformation(random);
  const halfWidth = bounded(1.28 + 0.36 * random.normal(), 0.7, 2.3);
  const paths = glyph.strokes.map((stroke) => {
    const places = shake(stroke, random).map(deform);
    return penPath(places, pressure(places.length, halfWidth, random));
  });
  fitInto(paths, box * (1 - 0.08 * random.next()), halfWidth);
  // The middle as MNIST has it: the centre of the pixel half-way.
  const middle = (side + 1) / 2;
  moveTo(paths, middle + 0.2 * random.normal(), middle + 0.2 * random.normal(), side, margin);
  return paths;
}

/** Slant, turn, stretch, and two bends. */
function deformation(random: Random): (place: Place) => Place {
  const slant = 0.16 + 0.24 * random.normal();
  const width = bounded(1.16 + 0.22 * random.normal(), 0.6, 1.8);
  const [bend, sag, waist] = [0.17 * random.normal(), 0.17 * random.normal(), 0.24 * random.normal()];
  const tangent = 0.06 * random.normal(); // of half the angle: sine and cosine follow by arithmetic
  const [sine, cosine] = [2 * tangent, 1 - tangent * tangent].map((part) => part / (1 + tangent * tangent));
  return ([right, down]) => {
    const [x, y] = [width * (right - 0.3), down - 0.5];
    const bentX = x + 2 * bend * y * y - slant * y;
    const bentY = y + sag * x * (x + 0.4) + waist * (0.25 - y * y);
    return [cosine! * bentX - sine! * bentY, sine! * bentX + cosine! * bentY];
  };
}

/** Every place of its own; a corner's two places stay together. */
function shake(stroke: Stroke, random: Random): Place[] {
  const shaken: Place[] = [];
  stroke.forEach(([right, down], at) => {
    const before = stroke[at - 1];
    const isCorner = before !== undefined && isSame(before, [right, down]);
    const moved: Place = [right + 0.037 * random.normal(), down + 0.037 * random.normal()];
    shaken.push(isCorner ? shaken[at - 1]! : moved);
  });
  return shaken;
}

/** Half the width at every place: thinner where the pen is lifted or hurries. */
function pressure(count: number, halfWidth: number, random: Random): number[] {
  return Array.from({ length: count }, () => halfWidth * bounded(1 + 0.15 * random.normal(), 0.6, 1.4));
}

function bounded(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
