import type { Place } from "./glyphs";

/** The way of the pen in pixels: `right[i]`, `down[i]`, and half the width of the line there. */
export interface PenPath {
  readonly right: Float64Array;
  readonly down: Float64Array;
  readonly halfWidth: Float64Array;
}

/** Straight pieces between two places of a glyph. */
const pieces = 4;

/** A Catmull–Rom curve through the places, as straight pieces; it breaks at corners. */
export function penPath(places: readonly Place[], halfWidths: readonly number[]): PenPath {
  const last = places.length - 1;
  const length = last * pieces + 1;
  const path: PenPath = {
    right: new Float64Array(length),
    down: new Float64Array(length),
    halfWidth: new Float64Array(length),
  };
  for (let at = 0; at < last; at++) {
    const [from, to] = [places[at]!, places[at + 1]!];
    const isCorner = isSame(from, to);
    const before = isCorner || at === 0 ? from : places[at - 1]!;
    const after = isCorner || at + 1 === last ? to : places[at + 2]!;
    for (let piece = 0; piece <= pieces; piece++) {
      const t = piece / pieces;
      const index = at * pieces + piece;
      path.right[index] = curve(before[0], from[0], to[0], after[0], t);
      path.down[index] = curve(before[1], from[1], to[1], after[1], t);
      path.halfWidth[index] = halfWidths[at]! + t * (halfWidths[at + 1]! - halfWidths[at]!);
    }
  }
  return path;
}

/** Whether two places are one: a corner, where they follow each other. */
export function isSame(one: Place, other: Place): boolean {
  return one[0] === other[0] && one[1] === other[1];
}

/** Catmull–Rom between `from` (t = 0) and `to` (t = 1). */
function curve(before: number, from: number, to: number, after: number, t: number): number {
  const [cubic, square] = [3 * (from - to) + after - before, 2 * before - 5 * from + 4 * to - after];
  return from + 0.5 * t * (to - before + t * (square + t * cubic));
}
