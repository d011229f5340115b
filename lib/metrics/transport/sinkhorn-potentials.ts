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

/** On the way to the regularization asked for: each level a quarter of the one before, not carried far. */
const annealing = { factor: 4, stops: { tolerance: 0.01, maximumIterations: 20 } };

/**
 * Sinkhorn's iterations, stabilised: the kernel is computed with the potentials in it (absorption, Schmitzer 2019),
 * so that it cannot vanish. They start with a regularization of the size of the largest costs and lower it: from cold
 * a small one takes a number of steps without bound. One pass through the kernel's rows updates both sides. A kernel of
 * up to 32 MB is kept from pass to pass, a larger one is computed again, row by row: O(rows) memory. Each pass O(rows
 * of x × rows of y).
 * @param problem Coordinates in a unit of about the size of both clouds together
 * @throws RangeError naming the remedy when the plan's marginals are still wrong after all iterations
 */
export function sinkhornPotentials(
  caller: string,
  problem: EntropicProblem,
  stops: SinkhornStops,
): SinkhornPotentials {
  let ofY: Float64Array = new Float64Array(problem.y.rows);
  for (
    let regularization = 1;
    regularization > 2 * problem.regularization;
    regularization /= annealing.factor
  ) {
    ({ ofY } = iterate({ ...problem, regularization }, ofY, annealing.stops).potentials);
  }
  const { potentials, violation } = iterate(problem, ofY, stops);
  if (violation <= stops.tolerance) return potentials;
  throw notConverged(caller, stops, violation);
}

/** Passes until the rows are off by the tolerance, or there were enough. */
function iterate(
  problem: EntropicProblem,
  start: Float64Array,
  stops: SinkhornStops,
): { potentials: SinkhornPotentials; violation: number } {
  const { x, y, regularization } = problem;
  const costs = costFiller(x, y, problem.order);
  let potentials = startOf(problem, start);
  for (let iterations = 0; ; ) {
    const { ofX, ofY } = potentials;
    const kernel = matrixRows(x.rows, y.rows, (i, target) => {
      costs(i, target);
      const own = ofX[i]!;
      for (let j = 0; j < target.length; j++) {
        target[j] = Math.exp((own + ofY[j]! - target[j]!) / regularization);
      }
    });
    const scalings = { ofX: new Float64Array(x.rows).fill(1), ofY: new Float64Array(y.rows).fill(1) };
    let [violation, isDone] = [Infinity, false];
    do {
      violation = updateBoth(problem, kernel, scalings);
      isDone = violation <= stops.tolerance || ++iterations >= stops.maximumIterations;
    } while (!isDone && kernel.isKept && areModest(scalings));
    const next = absorbed(potentials, scalings, regularization);
    potentials = isFinitePair(next) ? next : startOf(problem, ofY);
    if (isDone) return { potentials, violation };
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
