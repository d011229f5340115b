import type { Points } from "../../data/points";
import { costFiller, matrixRows } from "./cost-rows";
import { innerProduct } from "./inner-product";

/** Transport between weighted points with entropy: weights sum to 1. */
export interface EntropicProblem {
  readonly x: Points;
  readonly y: Points;
  readonly xWeights: Float64Array;
  readonly yWeights: Float64Array;
  readonly order: number;
  readonly regularization: number;
}

export interface SinkhornStops {
  readonly tolerance: number;
  readonly maximumIterations: number;
}

/** Potentials f and g: the plan is xWeights × yWeights × exp((f + g − cost)/regularization). */
export interface SinkhornPotentials {
  readonly ofX: Float64Array;
  readonly ofY: Float64Array;
}

/** Scalings of a kept kernel beyond this, or their inverses, are taken into the potentials. */
const largestScaling = 1e40;

/**
 * Sinkhorn's iterations, stabilised: the kernel is computed with the potentials in it (absorption, Schmitzer 2019),
 * so that it cannot vanish. One pass through its rows updates both sides. A kernel of up to 32 MB is kept from pass to
 * pass, a larger one is computed again, row by row: O(rows) memory. Each pass O(rows of x × rows of y).
 * @throws RangeError naming the remedy when the plan's marginals are still wrong after all iterations
 */
export function sinkhornPotentials(
  caller: string,
  problem: EntropicProblem,
  stops: SinkhornStops,
): SinkhornPotentials {
  const { x, y, order, regularization } = problem;
  const costs = costFiller(x, y, order);
  let potentials = startOf(problem, new Float64Array(y.rows));
  let [iterations, violation] = [0, Infinity];
  for (;;) {
    const { ofX, ofY } = potentials;
    const kernel = matrixRows(x.rows, y.rows, (i, target) => {
      costs(i, target);
      const own = ofX[i]!;
      for (let j = 0; j < target.length; j++) {
        target[j] = Math.exp((own + ofY[j]! - target[j]!) / regularization);
      }
    });
    const scalings = { ofX: new Float64Array(x.rows).fill(1), ofY: new Float64Array(y.rows).fill(1) };
    do {
      violation = updateBoth(problem, kernel, scalings);
      iterations++;
      if (!(violation <= stops.tolerance) && iterations >= stops.maximumIterations) {
        throw notConverged(caller, stops, violation);
      }
    } while (violation > stops.tolerance && kernel.isKept && areModest(scalings));
    const next = absorbed(potentials, scalings, regularization);
    potentials = isFinitePair(next) ? next : startOf(problem, ofY);
    if (violation <= stops.tolerance) return potentials;
  }
}

/** Both potentials, exact whatever the sizes of the numbers: of x for those of y, then of y for these. */
function startOf(problem: EntropicProblem, start: Float64Array): SinkhornPotentials {
  const { x, y, xWeights, yWeights, order, regularization } = problem;
  const ofX = softMinima(x, y, yWeights, start, order, regularization);
  return { ofX, ofY: softMinima(y, x, xWeights, ofX, order, regularization) };
}

/** −ε ln Σ weight exp((potential − cost)/ε) over all others, for each point. */
function softMinima(
  points: Points,
  others: Points,
  weights: Float64Array,
  potential: Float64Array,
  order: number,
  regularization: number,
): Float64Array {
  const costs = costFiller(points, others, order);
  const row = new Float64Array(others.rows);
  return Float64Array.from({ length: points.rows }, (_, i) => {
    costs(i, row);
    let largest = -Infinity;
    for (let j = 0; j < row.length; j++) {
      row[j] = potential[j]! - row[j]!;
      if (row[j]! > largest) largest = row[j]!;
    }
    let sum = 0;
    for (let j = 0; j < row.length; j++) sum += weights[j]! * Math.exp((row[j]! - largest) / regularization);
    return -largest - regularization * Math.log(sum);
  });
}

/**
 * Scales rows, then columns, to their weights. Returns by how much the rows were off before, Σ |row sum − weight|;
 * the columns were right then.
 */
function updateBoth(
  { xWeights, yWeights }: EntropicProblem,
  kernel: { row(i: number): Float64Array },
  { ofX, ofY }: SinkhornPotentials,
): number {
  const weights = yWeights.map((weight, j) => weight * ofY[j]!);
  const received = new Float64Array(ofY.length);
  let violation = 0;
  for (let i = 0; i < ofX.length; i++) {
    const row = kernel.row(i);
    const sum = innerProduct(row, weights);
    violation += xWeights[i]! * Math.abs(ofX[i]! * sum - 1);
    ofX[i] = 1 / sum;
    const sent = xWeights[i]! / sum;
    for (let j = 0; j < row.length; j++) received[j]! += sent * row[j]!;
  }
  for (let j = 0; j < ofY.length; j++) ofY[j] = 1 / received[j]!;
  return violation;
}

function areModest({ ofX, ofY }: SinkhornPotentials): boolean {
  const isModest = (scaling: number): boolean => scaling < largestScaling && scaling > 1 / largestScaling;
  return ofX.every(isModest) && ofY.every(isModest);
}

function absorbed(
  { ofX, ofY }: SinkhornPotentials,
  scalings: SinkhornPotentials,
  regularization: number,
): SinkhornPotentials {
  return {
    ofX: ofX.map((potential, i) => potential + regularization * Math.log(scalings.ofX[i]!)),
    ofY: ofY.map((potential, j) => potential + regularization * Math.log(scalings.ofY[j]!)),
  };
}

function isFinitePair({ ofX, ofY }: SinkhornPotentials): boolean {
  return ofX.every(Number.isFinite) && ofY.every(Number.isFinite);
}

export function notConverged(caller: string, stops: SinkhornStops, violation: number): RangeError {
  return new RangeError(
    `${caller} did not converge: after ${stops.maximumIterations} iterations the masses are off by ` +
      `${violation.toPrecision(2)} in sum, the tolerance is ${stops.tolerance}. ` +
      "Raise regularization, maximumIterations or tolerance, or take optimalTransport",
  );
}
