import type { PenPath } from "./pen-path";

/** Scales to pixels: the longer side of the ink is as long as the box. */
export function fitInto(paths: readonly PenPath[], box: number, halfWidth: number): void {
  const [width, height] = [extentOf(paths, "right"), extentOf(paths, "down")];
  const scale = (box - 2 * halfWidth) / Math.max(width, height);
  for (const { right, down } of paths) {
    for (let at = 0; at < right.length; at++) {
      right[at]! *= scale;
      down[at]! *= scale;
    }
  }
}

function extentOf(paths: readonly PenPath[], axis: "right" | "down"): number {
  const [least, most] = reachOf(paths, axis, 0);
  return most - least;
}

/** From where to where the paths reach, with a share of half their width. */
function reachOf(
  paths: readonly PenPath[],
  axis: "right" | "down",
  widthShare: number,
): [least: number, most: number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const path of paths) {
    for (let at = 0; at < path[axis].length; at++) {
      const [place, half] = [path[axis][at]!, widthShare * path.halfWidth[at]!];
      if (place - half < least) least = place - half;
      if (place + half > most) most = place + half;
    }
  }
  return [least, most];
}

/** Moves the centre of the ink to (x, y), or as near as `margin` pixels of blank paper on every side allow. */
export function moveTo(paths: readonly PenPath[], x: number, y: number, side: number, margin: number): void {
  const [centreX, centreY] = centreOfInk(paths);
  move(paths, "right", x - centreX, side, margin);
  move(paths, "down", y - centreY, side, margin);
}

function move(
  paths: readonly PenPath[],
  axis: "right" | "down",
  distance: number,
  side: number,
  margin: number,
): void {
  const [least, most] = reachOf(paths, axis, 1);
  const kept = Math.max(margin - least, Math.min(side - margin - most, distance));
  for (const path of paths) for (let at = 0; at < path[axis].length; at++) path[axis][at]! += kept;
}

function centreOfInk(paths: readonly PenPath[]): [x: number, y: number] {
  let [ink, sumX, sumY] = [0, 0, 0];
  for (const { right, down, halfWidth } of paths) {
    for (let at = 1; at < right.length; at++) {
      const [dx, dy] = [right[at]! - right[at - 1]!, down[at]! - down[at - 1]!];
      const own = halfWidth[at]! * Math.sqrt(dx * dx + dy * dy);
      ink += own;
      sumX += own * (right[at]! - dx / 2);
      sumY += own * (down[at]! - dy / 2);
    }
  }
  return [sumX / ink, sumY / ink];
}
