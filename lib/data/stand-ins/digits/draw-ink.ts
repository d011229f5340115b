import type { PenPath } from "./pen-path";

/**
 * Draws pen paths on a square of `side` × `side` pixels and returns how far every pixel's centre lies inside the ink
 * in pixels: positive inside, negative outside, `-Infinity` where nothing is near. O(length × width of the lines).
 */
export function inkDepth(paths: readonly PenPath[], side: number, reach: number): Float64Array {
  const depth = new Float64Array(side * side).fill(Number.NEGATIVE_INFINITY);
  for (const path of paths) {
    for (let at = 1; at < path.right.length; at++) drawPiece(depth, side, path, at, reach);
  }
  return depth;
}

/** The straight piece of a path that ends at `at`. */
function drawPiece(depth: Float64Array, side: number, path: PenPath, at: number, reach: number): void {
  const { right, down } = path;
  const [fromX, fromY] = [right[at - 1]!, down[at - 1]!];
  const [dx, dy] = [right[at]! - fromX, down[at]! - fromY];
  const halfWidth = (path.halfWidth[at - 1]! + path.halfWidth[at]!) / 2;
  const [firstColumn, lastColumn] = pixelsNear(fromX, dx, halfWidth + reach, side);
  const [firstRow, lastRow] = pixelsNear(fromY, dy, halfWidth + reach, side);
  const squaredLength = dx * dx + dy * dy;
  for (let row = firstRow; row <= lastRow; row++) {
    for (let column = firstColumn; column <= lastColumn; column++) {
      const [x, y] = [column + 0.5 - fromX, row + 0.5 - fromY];
      const along = squaredLength > 0 ? Math.min(1, Math.max(0, (x * dx + y * dy) / squaredLength)) : 0;
      const [awayX, awayY] = [x - along * dx, y - along * dy];
      const inside = halfWidth - Math.sqrt(awayX * awayX + awayY * awayY);
      const pixel = row * side + column;
      if (inside > depth[pixel]!) depth[pixel] = inside;
    }
  }
}

/** First and last pixel whose centre is within `margin` of the way from `from` to `from + way`. */
function pixelsNear(from: number, way: number, margin: number, side: number): [first: number, last: number] {
  const first = Math.ceil(from + Math.min(way, 0) - margin - 0.5);
  const last = Math.floor(from + Math.max(way, 0) + margin - 0.5);
  return [Math.max(0, first), Math.min(side - 1, last)];
}
