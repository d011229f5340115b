import type { Points } from "../../data/points";
import { type Job, type OpenCrew, withCrew } from "../../fitters/crew";
import { type Cloud, columnsOf, rowsOf } from "../clouds";
import type { BlockRange } from "../pairs/pair-kernel";
import { createTreeSearch } from "./nearest-in-tree";
import { limitToNeighbours, limitToOthers } from "./neighbour-limits";
import { packTwo, unitOf } from "./packed-points";
import { createPointTree, type PointTree } from "./point-tree";

/** Squared distances of the points of x, in one unit, the same for both. */
export interface NeighbourSquares {
  /** To the k-th nearest other point of x. */
  readonly within: Float64Array;
  /** To the k-th nearest point of y. */
  readonly across: Float64Array;
}

/**
 * Whether trees find neighbours sooner than going through all pairs, four at a time, does: what a tree has to look at
 * doubles with every column (measured: 5,000 rows in 5 columns, 100,000 in 9 are where both take as long).
 */
function areTreesQuicker(columns: number, rows: number): boolean {
  return columns <= Math.max(3, Math.log2(rows / 150));
}

/** Exact. About O(rows log rows) in few columns, O(rows² × columns) in many; O(rows × (columns + neighbours)) memory. */
export function neighbourSquares(
  caller: string,
  open: OpenCrew,
  x: Points,
  y: Points,
  neighbours: number,
): NeighbourSquares {
  if (areTreesQuicker(x.columns, x.rows)) return squaresFromTrees(open, x, y, neighbours);
  return squaresOfAllPairs(caller, open, x, y, neighbours);
}

/** Rows that a thread takes from the trees at a time. */
const chunkRows = 256;

const rangeOf = (rows: number, length: number, part: number): BlockRange => ({
  from: part * length,
  to: Math.min(rows, (part + 1) * length),
});

interface TreesInput {
  readonly neighbours: number;
  readonly x: PointTree;
  readonly y: PointTree;
}

function squaresFromTrees(open: OpenCrew, x: Points, y: Points, neighbours: number): NeighbourSquares {
  const unit = unitOf(x, y);
  const scaled = (points: Points): Points => ({ ...points, values: points.values.map((v) => v / unit) });
  const input = { neighbours, x: createPointTree(scaled(x)), y: createPointTree(scaled(y)) };
  const chunks = Math.ceil(x.rows / chunkRows);
  const squares = withCrew(open, treesJob, input, (crew) => crew.pass(0, chunks));
  const [within, across] = [new Float64Array(x.rows), new Float64Array(x.rows)];
  input.x.order.forEach((row, place) => {
    const at = place + Math.floor(place / chunkRows) * chunkRows;
    within[row] = squares[at]!;
    across[row] = squares[at + chunkRows]!;
  });
  return { within, across };
}

/** A part is a chunk of x, in the order of its tree: squares within x, then those across to y. */
export const treesJob: Job<TreesInput> = {
  name: "neighbours from trees",
  size: ({ x }) => ({ parts: Math.ceil(x.rows / chunkRows), stride: 2 * chunkRows }),
  open({ x, y, neighbours }) {
    const [own, other] = [createTreeSearch(x, neighbours), createTreeSearch(y, neighbours)];
    return (part, _, out) => {
      const { from, to } = rangeOf(x.rows, chunkRows, part);
      for (let row = from; row < to; row++) {
        out[row - from] = own.squareTo(x.values, row * x.columns, row);
        out[chunkRows + row - from] = other.squareTo(x.values, row * x.columns, -1);
      }
    };
  },
};

/** Rows of one of at most 32 shares: a multiple of four, as the search wants it. */
const shareOf = (rows: number): number => Math.max(256, 4 * Math.ceil(rows / 128));

interface AllPairsInput {
  readonly caller: string;
  readonly neighbours: number;
  readonly columns: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

function squaresOfAllPairs(
  caller: string,
  open: OpenCrew,
  x: Points,
  y: Points,
  neighbours: number,
): NeighbourSquares {
  const input = { caller, neighbours, columns: x.columns, x: x.values, y: y.values };
  const { parts, stride } = allPairsJob.size(input);
  const squares = withCrew(open, allPairsJob, input, (crew) => crew.pass(0, parts));
  const across = new Float64Array(x.rows);
  for (let part = 1; part < parts; part++) {
    const { from, to } = rangeOf(x.rows, shareOf(x.rows), part - 1);
    across.set(squares.subarray(part * stride, part * stride + to - from), from);
  }
  return { within: squares.slice(0, x.rows), across };
}

/** Part 0 gives the squares within x, which one thread finds; the others those of a share of x across to y. */
export const allPairsJob: Job<AllPairsInput> = {
  name: "neighbours among all pairs",
  size({ x, columns }) {
    const rows = x.length / columns;
    return { parts: 1 + Math.ceil(rows / shareOf(rows)), stride: rows };
  },
  open({ caller, neighbours, columns, x, y }) {
    const pointsOf = (values: Float64Array): Points => ({ values, rows: values.length / columns, columns });
    const [points, others] = packTwo(caller, pointsOf(x), pointsOf(y));
    return (part, _, out) => {
      const { rows, limits } = points;
      const range = part === 0 ? { from: 0, to: rows } : rangeOf(rows, shareOf(rows), part - 1);
      if (part === 0) limitToNeighbours(points, neighbours);
      else limitToOthers(points, others, neighbours, range);
      out.set(limits.subarray(range.from, range.to));
    };
  },
};

/** About how many steps the search takes. */
export function neighbourOperations(x: Cloud, y: Cloud): number {
  const [rows, others] = [rowsOf(x), rowsOf(y)];
  const columns = columnsOf(x);
  if (areTreesQuicker(columns, rows)) return 2 * rows * 500 * 2 ** columns;
  return (rows * (rows / 2 + others) * columns) / 4;
}
