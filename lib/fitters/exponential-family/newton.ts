import { choleskyInto } from "../linear-algebra/cholesky";
import { solveCholesky } from "../linear-algebra/triangular";

/** ln Z of an exponential family at some parameters, with its first two derivatives. */
export interface Expectations {
  readonly logPartition: number;
  /** Means of the sufficient statistics. */
  readonly means: Float64Array;
  /** Their covariances, row-major. */
  readonly covariance: Float64Array;
}

export interface MomentProblem {
  /** Means of the sufficient statistics that the model shall have. */
  readonly targets: Float64Array;
  /** c ≥ 0: the objective loses (c/2)|θ|². */
  readonly penalty: number;
  /** Largest difference between a mean and its target (plus the penalty's pull) that counts as none. */
  readonly tolerance: number;
  evaluate(parameters: Float64Array): Expectations;
}

const mostSteps = 500;

/**
 * Parameters θ that maximise θ·targets − ln Z(θ) − (c/2)|θ|², by Newton's method with halved steps. The objective is concave.
 * Where its maximum lies at infinity, means come ever nearer to their targets, by a factor a step, and the search ends as
 * soon as they are within the tolerance, at large finite parameters.
 * @throws RangeError when the tolerance is not met within 500 steps
 */
export function ascend(start: Float64Array, problem: MomentProblem): Float64Array {
  const { targets, penalty, tolerance } = problem;
  let parameters = start;
  let state = problem.evaluate(parameters);
  let value = objectiveOf(parameters, state, problem);
  for (let step = 0; step < mostSteps; step++) {
    const gradient = targets.map((target, i) => target - state.means[i]! - penalty * parameters[i]!);
    if (gradient.every((slope) => Math.abs(slope) <= tolerance)) return parameters;
    const direction = newtonDirection(state.covariance, penalty, gradient);
    const slope = direction.reduce((sum, change, i) => sum + change * gradient[i]!, 0);
    let size = 1;
    for (;;) {
      const next = parameters.map((parameter, i) => parameter + size * direction[i]!);
      const nextState = problem.evaluate(next);
      const nextValue = objectiveOf(next, nextState, problem);
      // Near the maximum the gain is lost in rounding; a step that is too small to lose anything is taken.
      if (nextValue >= value + 1e-4 * size * slope - 1e-13 * (1 + Math.abs(value)) || size < 1e-10) {
        [parameters, state, value] = [next, nextState, nextValue];
        break;
      }
      size /= 2;
    }
  }
  throw new RangeError(
    `matching moments did not converge in ${mostSteps} steps: the data leave a parameter undecided. Add a prior or a ridge`,
  );
}

function objectiveOf(
  parameters: Float64Array,
  { logPartition }: Expectations,
  problem: MomentProblem,
): number {
  let value = -logPartition;
  for (let i = 0; i < parameters.length; i++) {
    value += parameters[i]! * (problem.targets[i]! - 0.5 * problem.penalty * parameters[i]!);
  }
  return value;
}

/** (covariance + c I)⁻¹ gradient, with as much added to the diagonal as it takes to be definite. */
function newtonDirection(covariance: Float64Array, penalty: number, gradient: Float64Array): Float64Array {
  const order = gradient.length;
  const factor = new Float64Array(order * order);
  let trace = 0;
  for (let i = 0; i < order; i++) trace += covariance[i * order + i]!;
  for (let added = 0; ; added = added === 0 ? 1e-14 * (trace / order) + 1e-300 : added * 10) {
    const matrix = Float64Array.from(covariance);
    for (let i = 0; i < order; i++) matrix[i * order + i]! += penalty + added;
    if (choleskyInto(matrix, order, factor)) return solveCholesky(factor, order, Float64Array.from(gradient));
  }
}
