import type { LabelledPoints, Points } from "../../data/points";
import { improve, type LinearRegressionModel, leastSquares } from "./fit";
import { factorNormalEquations, gramMatrix } from "./normal-equations";

/**
 * Least squares (no intercept) for training sets that mostly are a fixed design relabelled, once or several
 * times over, as in a chain that accumulates. XᵀX of the design is formed once; a training set of r copies
 * is recognised by comparing its inputs with the design and costs one comparison an entry, not columns / 2
 * multiplications. Any other training set, one with weights too, takes the general way, to the same solution up to
 * rounding.
 * @returns a function that throws RangeError for linearly dependent columns
 */
export function leastSquaresOver(
  design: Points,
  ridge: number,
): (data: LabelledPoints) => LinearRegressionModel {
  const gram = gramMatrix(design.values, design.columns, new Float64Array(design.columns));
  return (data) => {
    const copies = data.weights ? 0 : copiesOf(design, data.points);
    return copies === 0 ? leastSquares(data, ridge, false) : fitCopies(design, gram, data, copies, ridge);
  };
}

/** How many times over the points are the design, in its order; 0 when they are something else. */
function copiesOf(design: Points, points: Points): number {
  if (points === design || points.values === design.values) return 1;
  const { values } = points;
  const size = design.values.length;
  if (points.columns !== design.columns || values.length === 0 || values.length % size !== 0) return 0;
  for (let start = 0; start < values.length; start += size) {
    for (let i = 0; i < size; i++) if (values[start + i] !== design.values[i]) return 0;
  }
  return values.length / size;
}

/** Minimises (1 / copies) Σ residual² + (ridge / copies) ‖coefficients‖² through the mean target of each row. */
function fitCopies(
  design: Points,
  gram: Float64Array,
  { points, targets }: LabelledPoints,
  copies: number,
  ridge: number,
): LinearRegressionModel {
  const { rows, columns } = design;
  const equations = factorNormalEquations(gram, columns, ridge / copies);
  if (!equations) return leastSquares({ points, targets }, ridge, false);
  const means = meanTargets(targets, rows, copies);
  const coefficients = new Float64Array(columns);
  let predictions: Float64Array = new Float64Array(rows);
  for (let step = 0; step < 2; step++) {
    improve(coefficients, gradientAt(design, means, predictions), equations, ridge / copies);
    predictions = predict(design, coefficients);
  }
  let squares = 0;
  for (let start = 0; start < targets.length; start += rows) {
    for (let row = 0; row < rows; row++) squares += (targets[start + row]! - predictions[row]!) ** 2;
  }
  return { coefficients, intercept: 0, residualVariance: squares / targets.length };
}

function meanTargets(targets: Float64Array, rows: number, copies: number): Float64Array {
  const means = targets.slice(0, rows);
  for (let start = rows; start < targets.length; start += rows) {
    for (let row = 0; row < rows; row++) means[row]! += targets[start + row]!;
  }
  for (let row = 0; row < rows; row++) means[row]! /= copies;
  return means;
}

function gradientAt(
  { values, rows, columns }: Points,
  targets: Float64Array,
  predictions: Float64Array,
): Float64Array {
  const gradient = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    const residual = targets[row]! - predictions[row]!;
    for (let c = 0; c < columns; c++) gradient[c]! += residual * values[row * columns + c]!;
  }
  return gradient;
}

/** Coefficients · x for every row. */
export function predict({ values, rows, columns }: Points, coefficients: Float64Array): Float64Array {
  const predictions = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let prediction = 0;
    for (let c = 0; c < columns; c++) prediction += values[row * columns + c]! * coefficients[c]!;
    predictions[row] = prediction;
  }
  return predictions;
}
