import type { Points } from "../data/points";
import { checkPoints, checkWholeNumber } from "../fitters/checks";

export interface ModesCoveredOptions {
  /** How far from a centre a point still belongs to its mode, such as 3 standard deviations. */
  readonly radius: number;
  /** A mode counts as covered by so many points. Default 1. */
  readonly minimumCount?: number;
}

export interface ModesCovered {
  /** Number of modes that are covered. */
  readonly covered: number;
  /** Share of points that belong to a mode: "high-quality samples" in the literature on mode collapse. */
  readonly nearShare: number;
  /** Points of each mode, in the order of the centres: see `effectiveNumberOfModes`. */
  readonly counts: Float64Array;
}

/**
 * Which modes of a known mixture points still reach: each point goes to its nearest centre (the first of equals), and
 * belongs to that mode when it is no farther than the radius. As for the grids and rings of Gaussians with which mode
 * collapse is studied (Metz et al. 2017; Srivastava et al. 2017). O(points × centres × columns).
 * @throws RangeError without points or centres, for numbers that are not finite, different dimensions, or options out
 *   of range
 *
 * @example
 * import { modesCovered, pointsFrom } from "model-collapse";
 * const centres = pointsFrom([[0, 0], [4, 0], [8, 0]]);
 * modesCovered(pointsFrom([[0.1, 0], [4, 0.2], [6, 0]]), centres, { radius: 1 }).covered; // → 2
 */
export function modesCovered(points: Points, centres: Points, options: ModesCoveredOptions): ModesCovered {
  const { radius, minimumCount = 1 } = options;
  check(points, centres, radius, minimumCount);
  const counts = new Float64Array(centres.rows);
  for (let row = 0; row < points.rows; row++) {
    const [mode, square] = nearest(points, row, centres);
    if (square <= radius * radius) counts[mode]!++;
  }
  const near = counts.reduce((sum, count) => sum + count, 0);
  const covered = counts.filter((count) => count >= minimumCount).length;
  return { covered, nearShare: near / points.rows, counts };
}

function nearest(points: Points, row: number, centres: Points): [mode: number, square: number] {
  let [mode, least] = [0, Infinity];
  for (let centre = 0; centre < centres.rows; centre++) {
    let square = 0;
    for (let c = 0; c < points.columns; c++) {
      square +=
        (points.values[row * points.columns + c]! - centres.values[centre * points.columns + c]!) ** 2;
    }
    if (square < least) [mode, least] = [centre, square];
  }
  return [mode, least];
}

function check(points: Points, centres: Points, radius: number, minimumCount: number): void {
  checkPoints("modesCovered", points, 1);
  checkPoints("modesCovered", centres, 1);
  if (points.columns !== centres.columns) {
    throw new RangeError(
      `modesCovered needs points and centres of the same dimensions, got ${points.columns} and ${centres.columns} columns`,
    );
  }
  if (!(radius > 0)) throw new RangeError(`modesCovered needs a radius above 0, got ${radius}`);
  checkWholeNumber("modesCovered", "minimumCount", minimumCount, 1);
}
