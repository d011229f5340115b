import { checkNotNegative, checkWholeNumber } from "../../fitters/checks";
import type { Cloud } from "../clouds";
import { costFiller } from "./cost-rows";
import { checkOrder } from "./order";
import { selfPotential } from "./self-potential";
import {
  type EntropicProblem,
  type SinkhornPotentials,
  type SinkhornStops,
  sinkhornPotentials,
} from "./sinkhorn-potentials";
import { type TransportWeights, weightedClouds } from "./weighted-clouds";

export interface SinkhornOptions extends TransportWeights {
  /**
   * Weight of the entropy, in units of cost: distance to the power of the order. A twentieth of a typical cost comes
   * close to exact transport; iterations grow as its inverse.
   */
  readonly regularization: number;
  /** The p of W_p, at least 1: cost is Euclidean distance to this power. Default 2. */
  readonly order?: number;
  /** Ends when what the plan takes from each point differs from the weights by this in sum. Default 1e-6. */
  readonly tolerance?: number;
  /** Default 10,000. */
  readonly maximumIterations?: number;
}

/**
 * Wasserstein distance by transport with entropy (Cuturi 2013), in data units: (Σ plan × cost)^(1/order) of the plan
 * that minimises cost − regularization × entropy. The cost is POT's `sinkhorn2`. Never below the exact distance (up to
 * the tolerance), and above 0 between equal clouds: where that matters take `sinkhornDivergence`.
 *
 * Stabilised, so that no regularization is too small for the numbers, only for patience. O(rows of x × rows of y) an
 * iteration, 1,000 × 1,000 points some milliseconds; memory O(rows), and up to 32 MB of kernel.
 * @throws RangeError as `optimalTransport`, for options out of range, or when iterations end before the tolerance
 *
 * @example
 * import { sinkhornDistance } from "model-collapse";
 * sinkhornDistance([0, 1], [2, 3], { regularization: 0.01 }); // → 2
 */
export function sinkhornDistance(x: Cloud, y: Cloud, options: SinkhornOptions): number {
  const { problem, stops, unit } = prepare("sinkhornDistance", x, y, options);
  const potentials = sinkhornPotentials("sinkhornDistance", problem, stops);
  return unit * planCost(problem, potentials) ** (1 / problem.order);
}

/**
 * Debiased transport with entropy, in units of cost: T(x, y) − T(x, x)/2 − T(y, y)/2, T the least cost plus
 * regularization × relative entropy of the plan to independence. 0 (within the tolerance) for equal clouds and, for
 * orders 1 and 2, positive for all others (Feydy et al. 2019). It goes to W_p^p as the regularization goes to 0; as
 * it grows, for order 2 to the squared distance of the means, for order 1 to half the energy distance. No root is
 * taken. Little more work than `sinkhornDistance`.
 *
 * Between samples it exceeds that of the distributions, but by O(1/√n) in any dimension, unlike exact transport
 * (Genevay et al. 2019); the constant grows as the regularization falls.
 * @throws RangeError as `sinkhornDistance`
 *
 * @example
 * import { sinkhornDivergence } from "model-collapse";
 * sinkhornDivergence([0, 1], [2, 3], { regularization: 1 }); // → 4
 */
export function sinkhornDivergence(x: Cloud, y: Cloud, options: SinkhornOptions): number {
  const caller = "sinkhornDivergence";
  const { problem, stops, unit } = prepare(caller, x, y, options);
  const { ofX, ofY } = sinkhornPotentials(caller, problem, stops);
  const ofYAlone = { ...problem, x: problem.y, xWeights: problem.yWeights };
  const [ownX, ownY] = [problem, ofYAlone].map((each) => selfPotential(caller, each, stops));
  // At the solution the dual value is the sum of both potentials' means; of a cloud to itself they are equal.
  const divergence =
    meanDifference(problem.xWeights, ofX, ownX!) + meanDifference(problem.yWeights, ofY, ownY!);
  return unit ** problem.order * Math.max(0, divergence);
}

interface Prepared {
  readonly problem: EntropicProblem;
  readonly stops: SinkhornStops;
  readonly unit: number;
}

function prepare(caller: string, x: Cloud, y: Cloud, options: SinkhornOptions): Prepared {
  const { regularization, order = 2, tolerance = 1e-6, maximumIterations = 10_000 } = options;
  checkOrder(caller, order);
  if (!(regularization > 0 && regularization < Infinity)) {
    throw new RangeError(
      `${caller} needs a regularization above 0, such as a twentieth of a typical cost, got ${regularization}`,
    );
  }
  checkNotNegative(caller, "tolerance", tolerance);
  checkWholeNumber(caller, "maximumIterations", maximumIterations, 1);
  const clouds = weightedClouds(caller, x, y, options);
  const share = (mass: number): number => mass / clouds.total;
  const problem = {
    ...{ x: clouds.x.points, xWeights: clouds.x.masses.map(share) },
    ...{ y: clouds.y.points, yWeights: clouds.y.masses.map(share) },
    ...{ order, regularization: regularization / clouds.unit ** order },
  };
  return { problem, stops: { tolerance, maximumIterations }, unit: clouds.unit };
}

/** Σ plan × cost. */
function planCost(problem: EntropicProblem, { ofX, ofY }: SinkhornPotentials): number {
  const { x, y, xWeights, yWeights, order, regularization } = problem;
  const fill = costFiller(x, y, order);
  const costs = new Float64Array(y.rows);
  let sum = 0;
  for (let i = 0; i < x.rows; i++) {
    fill(i, costs);
    let ofRow = 0;
    for (let j = 0; j < costs.length; j++) {
      ofRow += yWeights[j]! * Math.exp((ofX[i]! + ofY[j]! - costs[j]!) / regularization) * costs[j]!;
    }
    sum += xWeights[i]! * ofRow;
  }
  return sum;
}

function meanDifference(weights: Float64Array, a: Float64Array, b: Float64Array): number {
  return weights.reduce((sum, weight, i) => sum + weight * (a[i]! - b[i]!), 0);
}
