import type { BlockRange } from "../pairs/pair-kernel";
import { panelPoints, tileRows, tilesPerCall } from "./distance-kernel";
import { firstCoordinate, type PackedPoints, rounding, vanishing } from "./packed-points";

/**
 * Called with a point i of the left and a point j of the right set. `nearness[at]` of their kernel bounds their
 * squared distance: it is at least −2 × nearness, and exceeds that by at most `looseness`. (Numbers that are not
 * whole, as arguments, would each cost an allocation.)
 */
export type PairVisitor = (i: number, j: number, at: number) => void;

/**
 * Visits every pair whose squared distance is below the limit of either point, and maybe others. Within one set
 * (`left === right`) each pair comes once, i > j. The visitor may lower limits. No more than a few pairs are
 * ever held. `part` confines it to some rows of the left set; where it begins and ends are multiples of `tileRows`,
 * or the end of the set. O(rows × rows × columns).
 */
export function visitNearPairs(
  left: PackedPoints,
  right: PackedPoints,
  visit: PairVisitor,
  part: BlockRange = { from: 0, to: left.rows },
): void {
  const { kernel, columns } = left;
  const within = left === right;
  const panels = Math.ceil(right.rows / panelPoints);
  // As many panels as stay in the cache while all rows pass by.
  const blockPanels = Math.max(tilesPerCall, Math.floor(32768 / right.stride));
  for (let block = 0; block < panels; block += blockPanels) {
    const first = within ? Math.max(part.from, block * panelPoints) : part.from;
    for (let row = first; row < part.to; row += tileRows) {
      const end = Math.min(block + blockPanels, within ? Math.floor(row / panelPoints) + 1 : panels);
      for (let panel = block; panel < end; panel += tilesPerCall) {
        const tiles = Math.min(tilesPerCall, end - panel);
        const panelsAt = right.at + panel * right.stride;
        const near = kernel.compare(firstCoordinate(left, row), panelsAt, tiles, columns);
        if (near !== 0) visitTiles(left, row, panel * panelPoints, tiles, within, visit);
      }
    }
  }
}

function visitTiles(
  { kernel }: PackedPoints,
  row: number,
  point: number,
  tiles: number,
  within: boolean,
  visit: PairVisitor,
): void {
  for (let tile = 0; tile < tiles; tile++) {
    for (let mask = kernel.masks[tile]!; mask !== 0; mask &= mask - 1) {
      const bit = 31 - Math.clz32(mask & -mask);
      const i = row + (bit >> 3);
      const j = point + tile * panelPoints + (bit & 7);
      if (!within || j < i) visit(i, j, tile * tileRows * panelPoints + bit);
    }
  }
}

/** How far a squared distance may exceed its lower bound: this times the sum of both `squares`, and `least`. */
export function looseness(columns: number): { readonly factor: number; readonly least: number } {
  return { factor: 2 * (columns + 16) * rounding, least: 8 * vanishing(columns) };
}
