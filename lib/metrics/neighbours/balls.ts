import type { Points } from "../../data/points";
import type { Job } from "../../fitters/crew";
import { looseness, visitNearPairs } from "./near-pairs";
import { limitToNeighbours } from "./neighbour-limits";
import { type PackedPoints, packTwo, setLimit, squaredDistance } from "./packed-points";

interface BallsInput {
  readonly neighbours: number;
  readonly columns: number;
  readonly real: Float64Array;
  readonly synthetic: Float64Array;
  /** Squared radii, which the first pass finds and the second needs. */
  readonly realLimits: Float64Array;
  readonly syntheticLimits: Float64Array;
}

export const kinds = {
  /** Part 0 gives the squared radii of the real points, part 1 those of the synthetic ones. */
  radii: 0,
  /**
   * A part gives for its share of the real points: memberships; a mark for each synthetic point that is in one of
   * their balls; marks of those in a synthetic ball; marks of those whose ball holds a synthetic point.
   */
  pairs: 1,
} as const;

/** Real rows of one of at most 16 parts: a multiple of four, as the search wants it. */
export const ballShare = (rows: number): number => Math.max(256, 4 * Math.ceil(rows / 64));

/** Balls around real and synthetic points, and who is in them. */
export const ballsJob: Job<BallsInput> = {
  name: "balls",
  size({ realLimits, syntheticLimits }) {
    const [realRows, syntheticRows] = [realLimits.length, syntheticLimits.length];
    const share = ballShare(realRows);
    return {
      parts: Math.max(2, Math.ceil(realRows / share)),
      stride: Math.max(realRows, 1 + syntheticRows + 2 * share),
    };
  },
  open({ neighbours, columns, real, synthetic, realLimits, syntheticLimits }) {
    const pointsOf = (values: Float64Array): Points => ({ values, rows: values.length / columns, columns });
    const sets = packTwo("precisionRecall", pointsOf(real), pointsOf(synthetic));
    return (part, kind, out) => {
      if (kind === kinds.radii) {
        const set = sets[part]!;
        limitToNeighbours(set, neighbours);
        out.set(set.limits);
        return;
      }
      realLimits.forEach((limit, row) => {
        setLimit(sets[0], row, limit);
      });
      syntheticLimits.forEach((limit, row) => {
        setLimit(sets[1], row, limit);
      });
      markBalls(sets[0], sets[1], part, out);
    };
  },
};

function markBalls(real: PackedPoints, synthetic: PackedPoints, part: number, out: Float64Array): void {
  const share = ballShare(real.rows);
  const from = part * share;
  const recalledAt = 1 + synthetic.rows - from;
  const coveredAt = recalledAt + share;
  const { nearness } = real.kernel;
  const loose = looseness(real.columns);
  const visit = (i: number, j: number, at: number): void => {
    const least = -2 * nearness[at]!;
    const most = least + loose.factor * (real.squares[i]! + synthetic.squares[j]!) + loose.least;
    const realLimit = real.limits[i]!;
    const syntheticLimit = synthetic.limits[j]!;
    const undecided =
      (least < realLimit && most >= realLimit) || (least < syntheticLimit && most >= syntheticLimit);
    const square = undecided ? squaredDistance(real, i, synthetic, j) : most;
    if (square < realLimit) {
      out[0]!++;
      out[1 + j] = 1;
      out[coveredAt + i] = 1;
    }
    if (square < syntheticLimit) out[recalledAt + i] = 1;
  };
  visitNearPairs(real, synthetic, visit, { from, to: Math.min(real.rows, from + share) });
}
