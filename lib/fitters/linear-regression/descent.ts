import type { LabelledPoints, Points } from "../../data/points";
import { checkedSample, checkPoints, checkWholeNumber } from "../checks";
import type { LinearRegressionModel } from "./fit";
import { type RegressionMoments, regressionMoments } from "./moments";

export interface DescentOptions {
  /** Steps of gradient descent from zero. */
  readonly steps: number;
  /** Length of a step on half the mean squared residual. */
  readonly learningRate: number;
  /**
   * Scale of every column: the descent sees column j times scale j, so a coefficient with a small scale is learned slowly,
   * by the factor scale². Default: 1 for all.
   */
  readonly scales?: readonly number[];
}

/**
 * Least squares stopped early: `steps` of plain gradient descent from zero, no intercept. With orthonormal columns
 * (mean products 1 and 0) coefficient j is the least-squares one times 1 − (1 − learningRate scale_j²)^steps, so what is
 * learned slowly is pulled towards zero. O(rows × columns² + steps × columns²).
 * @throws RangeError for data that do not fit or are not finite, options out of range, or steps so long that the descent
 *   diverges
 */
export function fitLinearRegressionByDescent(
  points: Points,
  targets: ArrayLike<number>,
  options: DescentOptions,
): LinearRegressionModel {
  checkPoints("fitLinearRegressionByDescent", points, 1);
  const checked = checkedSample("fitLinearRegressionByDescent", targets, 1);
  if (checked.length !== points.rows) {
    throw new RangeError(
      `fitLinearRegressionByDescent needs one target a row, got ${checked.length} targets for ${points.rows} rows`,
    );
  }
  checkDescent(options, points.columns);
  return descendLeastSquares({ points, targets: checked }, options);
}

/** @throws RangeError for an option out of range */
export function checkDescent({ steps, learningRate, scales }: DescentOptions, columns: number): void {
  checkWholeNumber("gradient descent", "steps", steps, 1);
  if (!(learningRate > 0 && Number.isFinite(learningRate))) {
    throw new RangeError(`gradient descent needs a positive, finite learningRate, got ${learningRate}`);
  }
  if (scales && (scales.length !== columns || scales.some((scale) => !Number.isFinite(scale)))) {
    throw new RangeError(
      `gradient descent needs one finite scale for each of ${columns} columns, got [${scales.join(", ")}]`,
    );
  }
}

/** The same on data known to be good. @throws RangeError when the descent diverges */
export function descendLeastSquares(
  { points, targets }: LabelledPoints,
  { steps, learningRate, scales }: DescentOptions,
): LinearRegressionModel {
  const { columns, rows } = points;
  const { gram, products } = meanMoments({ points, targets });
  const coefficients = new Float64Array(columns);
  const gradient = new Float64Array(columns);
  for (let step = 0; step < steps; step++) {
    for (let i = 0; i < columns; i++) {
      let slope = -products[i]!;
      for (let j = 0; j < columns; j++) slope += gram[i * columns + j]! * coefficients[j]!;
      gradient[i] = slope;
    }
    for (let i = 0; i < columns; i++) {
      coefficients[i]! -= learningRate * (scales ? scales[i]! ** 2 : 1) * gradient[i]!;
    }
  }
  const residualVariance = meanSquaredResidual(points, targets, coefficients);
  if (!Number.isFinite(residualVariance)) {
    throw new RangeError(
      `gradient descent diverged within ${steps} steps of ${learningRate} on ${rows} rows: lower learningRate`,
    );
  }
  return { coefficients, intercept: 0, residualVariance };
}

/** The moments of a row, the Gram matrix whole. */
function meanMoments(data: LabelledPoints): RegressionMoments {
  const { rows, gram, products } = regressionMoments(data);
  const { columns } = data.points;
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j <= i; j++) {
      gram[i * columns + j]! /= rows;
      gram[j * columns + i] = gram[i * columns + j]!;
    }
  }
  return { rows: 1, gram, products: products.map((sum) => sum / rows) };
}

function meanSquaredResidual(
  { values, columns, rows }: Points,
  targets: Float64Array,
  coefficients: Float64Array,
): number {
  let squares = 0;
  for (let row = 0; row < rows; row++) {
    let residual = targets[row]!;
    for (let c = 0; c < columns; c++) residual -= values[row * columns + c]! * coefficients[c]!;
    squares += residual * residual;
  }
  return squares / rows;
}
