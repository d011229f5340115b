import { costFiller, matrixRows } from "./cost-rows";
import { innerProduct } from "./inner-product";
import { type EntropicProblem, notConverged, type SinkhornStops } from "./sinkhorn-potentials";

/**
 * The potential of the points of x, with entropy, to themselves: both sides share it. Each iteration takes the mean of
 * the old one and of what Sinkhorn's step makes of it, which settles in some tens of iterations whatever the
 * regularization (Feydy et al. 2019, §3.1). It lies between 0 and −ε ln weight, so that nothing overflows. O(rows²)
 * an iteration; memory as `sinkhornPotentials`.
 * @throws RangeError as `sinkhornPotentials`
 */
export function selfPotential(
  caller: string,
  { x, xWeights, order, regularization }: EntropicProblem,
  stops: SinkhornStops,
): Float64Array {
  const costs = costFiller(x, x, order);
  const kernel = matrixRows(x.rows, x.rows, (i, target) => {
    costs(i, target);
    for (let j = 0; j < target.length; j++) target[j] = Math.exp(-target[j]! / regularization);
  });
  const scaling = new Float64Array(x.rows).fill(1);
  let violation = Infinity;
  for (let iteration = 0; violation > stops.tolerance; iteration++) {
    if (iteration === stops.maximumIterations) throw notConverged(caller, stops, violation);
    const weights = xWeights.map((weight, j) => weight * scaling[j]!);
    violation = 0;
    for (let i = 0; i < x.rows; i++) {
      const sum = innerProduct(kernel.row(i), weights);
      violation += Math.abs(weights[i]! * sum - xWeights[i]!);
      scaling[i] = Math.sqrt(scaling[i]! / sum);
    }
  }
  return scaling.map((value) => regularization * Math.log(value));
}
