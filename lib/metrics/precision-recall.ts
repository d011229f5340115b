import type { Points } from "../data/points";
import { checkPoints, checkWholeNumber } from "../fitters/checks";
import { type OpenCrew, openAlone, withCrew } from "../fitters/crew";
import { ballShare, ballsJob, kinds } from "./neighbours/balls";

export interface PrecisionRecallOptions {
  /** Which nearest neighbour gives the radius of a point's ball. Default 5. */
  readonly neighbours?: number;
}

/** Shares in [0, 1], except `density`, which may exceed 1. */
export interface PrecisionRecall {
  /** Share of synthetic points in the ball of at least one real point. */
  readonly precision: number;
  /** Share of real points in the ball of at least one synthetic point. */
  readonly recall: number;
  /** Mean number of real balls around a synthetic point, over `neighbours`. */
  readonly density: number;
  /** Share of real points whose ball holds at least one synthetic point. */
  readonly coverage: number;
}

/** `precisionRecall` on the calling thread alone, which runs anywhere. */
export function precisionRecall(
  real: Points,
  synthetic: Points,
  options: PrecisionRecallOptions = {},
): PrecisionRecall {
  return precisionRecallWith(openAlone, real, synthetic, options);
}

export function precisionRecallWith(
  open: OpenCrew,
  real: Points,
  synthetic: Points,
  { neighbours = 5 }: PrecisionRecallOptions,
): PrecisionRecall {
  check(real, synthetic, neighbours);
  const found = visitBalls(open, real, synthetic, neighbours);
  return {
    precision: share(found.looksReal),
    recall: share(found.recalled),
    density: found.memberships / (neighbours * synthetic.rows),
    coverage: share(found.covered),
  };
}

/** The radii of both sets, a thread each, then one pass over all pairs, which both kinds of balls share. */
function visitBalls(open: OpenCrew, real: Points, synthetic: Points, neighbours: number) {
  const input = {
    ...{ neighbours, columns: real.columns, real: real.values, synthetic: synthetic.values },
    realLimits: new Float64Array(real.rows),
    syntheticLimits: new Float64Array(synthetic.rows),
  };
  const { stride } = ballsJob.size(input);
  return withCrew(open, ballsJob, input, (crew) => {
    const limits = crew.pass(kinds.radii, 2);
    crew.input.realLimits.set(limits.subarray(0, real.rows));
    crew.input.syntheticLimits.set(limits.subarray(stride, stride + synthetic.rows));
    const length = ballShare(real.rows);
    const parts = Math.ceil(real.rows / length);
    return gather(crew.pass(kinds.pairs, parts), stride, real.rows, synthetic.rows);
  });
}

/** Joins the parts: numbers as `kinds.pairs` lays them out. */
function gather(results: Float64Array, stride: number, realRows: number, syntheticRows: number) {
  const looksReal = new Float64Array(syntheticRows);
  const [recalled, covered] = [new Float64Array(realRows), new Float64Array(realRows)];
  const length = ballShare(realRows);
  let memberships = 0;
  for (let from = 0, at = 0; from < realRows; from += length, at += stride) {
    memberships += results[at]!;
    for (let j = 0; j < syntheticRows; j++) looksReal[j] = Math.max(looksReal[j]!, results[at + 1 + j]!);
    const marks = at + 1 + syntheticRows;
    const count = Math.min(length, realRows - from);
    recalled.set(results.subarray(marks, marks + count), from);
    covered.set(results.subarray(marks + length, marks + length + count), from);
  }
  return { looksReal, recalled, covered, memberships };
}

function share(marks: Float64Array): number {
  return marks.reduce((marked, mark) => marked + mark, 0) / marks.length;
}

function check(real: Points, synthetic: Points, neighbours: number): void {
  checkPoints("precisionRecall", real, 1);
  checkPoints("precisionRecall", synthetic, 1);
  if (real.columns !== synthetic.columns) {
    throw new RangeError(
      `precisionRecall needs points of the same dimensions, got ${real.columns} and ${synthetic.columns} columns`,
    );
  }
  checkWholeNumber("precisionRecall", "neighbours", neighbours, 1);
  const fewest = Math.min(real.rows, synthetic.rows);
  if (fewest <= neighbours) {
    throw new RangeError(
      `precisionRecall needs more than neighbours = ${neighbours} points in each set, ` +
        `got ${real.rows} and ${synthetic.rows}. Ask for fewer neighbours`,
    );
  }
}
