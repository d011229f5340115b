import type { Points } from "../../data/points";
import { type Job, type OpenCrew, withCrew } from "../../fitters/crew";
import { type Cloud, columnsOf, rowsOf } from "../clouds";
import { type BlockRange, createPairKernel, type PairFunction } from "./pair-kernel";

/** For every point, those of the first set before those of the second: sums of a function of pairs, itself included. */
export interface PairSums {
  readonly firstRows: number;
  readonly secondRows: number;
  /** Sums over the first set. */
  readonly toFirst: Float64Array;
  /** Sums over the second set. */
  readonly toSecond: Float64Array;
}

interface PairSumsInput {
  readonly pairFunction: PairFunction;
  /** Both sets, one behind the other, row-major. */
  readonly values: Float64Array;
  readonly columns: number;
  readonly firstRows: number;
  readonly secondRows: number;
}

/** Sums over all pairs of two sets of points. O(rows² × columns) time, O(rows × columns) memory. */
export function pairSums(
  open: OpenCrew,
  pairFunction: PairFunction,
  first: Points,
  second: Points,
): PairSums {
  const values = new Float64Array(first.values.length + second.values.length);
  values.set(first.values);
  values.set(second.values, first.values.length);
  const sizes = { firstRows: first.rows, secondRows: second.rows };
  const input = { pairFunction, values, columns: first.columns, ...sizes };
  return withCrew(open, pairSumsJob, input, (crew) => {
    const tiles = tilesOf(input);
    return { ...sizes, ...gather(input, tiles, crew.pass(0, tiles.length)) };
  });
}

/** About how many steps the sums take. */
export function pairOperations(x: Cloud, y: Cloud): number {
  return ((rowsOf(x) + rowsOf(y)) ** 2 / 2) * (columnsOf(x) + 10);
}

/** A part is a tile: the sums of its rows over its points, then those of its points over its rows. */
export const pairSumsJob: Job<PairSumsInput> = {
  name: "pair sums",
  size: (input) => ({ parts: tilesOf(input).length, stride: 2 * blockRowsOf(input) }),
  open(input) {
    const { pairFunction, values, columns } = input;
    const capacity = blockRowsOf(input);
    const kernel = createPairKernel(pairFunction, capacity, columns);
    const tiles = tilesOf(input);
    return (part, _, out) => {
      const { left, right } = tiles[part]!;
      kernel.addSums(values, left, right, out.subarray(0, capacity), out.subarray(capacity));
    };
  },
};

interface Block extends BlockRange {
  /** Whether it belongs to the first set. */
  readonly first: boolean;
}

interface Tile {
  readonly left: Block;
  readonly right: Block;
}

/**
 * Each set is cut into at most so many blocks, whatever the number of threads: digits do not depend on it, tiles are
 * enough to share, and what they give is 34 numbers a point.
 */
const mostBlocks = 8;
const leastBlockRows = 64;

function blockRowsOf({ firstRows, secondRows }: PairSumsInput): number {
  return Math.max(leastBlockRows, Math.ceil(Math.max(firstRows, secondRows) / mostBlocks));
}

/** Every pair of blocks once; a block with itself too. */
function tilesOf(input: PairSumsInput): Tile[] {
  const { firstRows, secondRows } = input;
  const blockRows = blockRowsOf(input);
  const blocks: Block[] = [];
  for (const [start, rows] of [
    [0, firstRows],
    [firstRows, secondRows],
  ] as const) {
    for (let from = 0; from < rows; from += blockRows) {
      const to = start + Math.min(rows, from + blockRows);
      blocks.push({ from: start + from, to, first: start === 0 });
    }
  }
  return blocks.flatMap((left, i) => blocks.slice(0, i + 1).map((right) => ({ left, right })));
}

function gather(input: PairSumsInput, tiles: readonly Tile[], results: Float64Array) {
  const { firstRows, secondRows } = input;
  const capacity = blockRowsOf(input);
  const toFirst = new Float64Array(firstRows + secondRows);
  const toSecond = new Float64Array(firstRows + secondRows);
  const add = (block: Block, over: Block, at: number): void => {
    const sums = over.first ? toFirst : toSecond;
    for (let r = block.from; r < block.to; r++) sums[r]! += results[at + r - block.from]!;
  };
  tiles.forEach(({ left, right }, part) => {
    add(left, right, 2 * part * capacity);
    // A block with itself has both orders of every pair in its rows already.
    if (left !== right) add(right, left, (2 * part + 1) * capacity);
  });
  return { toFirst, toSecond };
}
