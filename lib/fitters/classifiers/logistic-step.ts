import {
  addGauge,
  addRow,
  gaugeWeight,
  type LogisticProblem,
  type Objective,
  scoresOf,
} from "./logistic-objective";

/**
 * Solves Hessian × step = gradient by conjugate gradients, preconditioned by the Hessian's diagonal. `decrement` is
 * √(stepᵀ gradient), about the length of the step in standard errors. Ends when no more than `leftOver` of the gradient,
 * scaled by the diagonal, is left.
 */
export function newtonStep(
  problem: LogisticProblem,
  { gradient, probabilities }: Objective,
  leftOver: number,
): { step: Float64Array; decrement: number } {
  const diagonal = hessianDiagonal(problem, probabilities);
  const step = new Float64Array(gradient.length);
  const residual = gradient.slice();
  const direction = residual.map((value, i) => value / diagonal[i]!);
  let size = dot(residual, direction);
  const enough = size * leftOver ** 2;
  for (let iteration = 0; iteration < 2 * gradient.length + 10 && size > enough; iteration++) {
    const image = hessianTimes(problem, probabilities, direction);
    const curvature = dot(direction, image);
    if (!(curvature > 0)) break;
    const length = size / curvature;
    for (let i = 0; i < step.length; i++) {
      step[i]! += length * direction[i]!;
      residual[i]! -= length * image[i]!;
    }
    const scaled = residual.map((value, i) => value / diagonal[i]!);
    const next = dot(residual, scaled);
    for (let i = 0; i < step.length; i++) direction[i] = scaled[i]! + (next / size) * direction[i]!;
    size = next;
  }
  return { step, decrement: Math.sqrt(Math.max(0, dot(step, gradient))) };
}

/** Σ over the rows of x (diag p − p pᵀ) xᵀ, the penalty and the gauge, times a vector. */
function hessianTimes(
  problem: LogisticProblem,
  probabilities: Float64Array,
  vector: Float64Array,
): Float64Array {
  const { points, scores, penalty } = problem;
  const image = new Float64Array(vector.length);
  const row = new Float64Array(scores);
  for (let r = 0; r < points.rows; r++) {
    scoresOf(points, r, vector, row);
    let mean = 0;
    for (let s = 0; s < scores; s++) mean += probabilities[r * scores + s]! * row[s]!;
    for (let s = 0; s < scores; s++) row[s] = probabilities[r * scores + s]! * (row[s]! - mean);
    addRow(points, r, row, image);
  }
  for (let i = 0; i < points.columns * scores; i++) image[i]! += penalty * vector[i]!;
  addGauge(problem, vector, image);
  return image;
}

function hessianDiagonal(problem: LogisticProblem, probabilities: Float64Array): Float64Array {
  const { points, scores, penalty } = problem;
  const { values, rows, columns } = points;
  const diagonal = new Float64Array((columns + 1) * scores);
  for (let r = 0; r < rows; r++) {
    for (let s = 0; s < scores; s++) {
      const probability = probabilities[r * scores + s]!;
      const weight = probability * (1 - probability);
      for (let j = 0; j < columns; j++) diagonal[j * scores + s]! += weight * values[r * columns + j]! ** 2;
      diagonal[columns * scores + s]! += weight;
    }
  }
  for (let i = 0; i < diagonal.length; i++) {
    const input = Math.floor(i / scores);
    diagonal[i]! += gaugeWeight(problem, input) + (input < columns ? penalty : 0);
    // An input that is 0 in every row keeps its coefficient of 0.
    if (diagonal[i] === 0) diagonal[i] = 1;
  }
  return diagonal;
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! * y[i]!;
  return sum;
}
