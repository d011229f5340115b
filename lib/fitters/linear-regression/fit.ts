import type { LabelledPoints, Points } from "../../data/points";
import { checkedSample, checkNotNegative, checkPoints } from "../checks";
import { solveCholesky } from "../linear-algebra/triangular";
import { columnMeans } from "../multivariate-gaussian";
import { factorNormalEquations, gramMatrix, type NormalEquations } from "./normal-equations";
import { scaledByWeights } from "./weights";

/** A fitted linear model: target = intercept + coefficients · x + noise. */
export interface LinearRegressionModel {
  readonly coefficients: Float64Array;
  /** 0 unless the fit was asked for one. */
  readonly intercept: number;
  /** Mean squared residual of the training rows, divided by n; where rows have weights, their weighted mean. */
  readonly residualVariance: number;
}

export interface LinearRegressionOptions {
  /** Penalty on the squared length of the coefficients: minimises Σ residual² + ridge ‖coefficients‖². Default 0. */
  readonly ridge?: number;
  /** Fit an intercept, which is not penalised. Default false. */
  readonly intercept?: boolean;
  /**
   * How much each row counts: minimises Σ weight × residual² + ridge ‖coefficients‖². A row of weight 2 is that row
   * twice, one of weight 0 is left out. Default: 1 each.
   */
  readonly weights?: ArrayLike<number>;
}

/**
 * Least squares, ordinary or ridge, by the normal equations with scaled columns, Cholesky, and one step of
 * iterative refinement against the data: coefficients agree with a QR solution to about 10⁻¹⁰ (relative to
 * the largest) for condition numbers up to 10⁵. O(rows × columns²).
 * @throws RangeError for fewer rows than coefficients without ridge, linearly dependent columns, targets or weights
 * that do not match the rows, weights that are negative or all 0, or numbers that are not finite
 *
 * @example
 * import { fitLinearRegression, pointsFrom } from "model-collapse";
 * const points = pointsFrom([[1], [1]]);
 * fitLinearRegression(points, [0, 4], { weights: [3, 1] }).coefficients[0]; // → 1
 */
export function fitLinearRegression(
  points: Points,
  targets: ArrayLike<number>,
  options: LinearRegressionOptions = {},
): LinearRegressionModel {
  const { ridge = 0, intercept = false } = options;
  checkNotNegative("fitLinearRegression", "ridge", ridge);
  checkPoints("fitLinearRegression", points, 1);
  const checkedTargets = checkedSample("fitLinearRegression", targets, 1);
  if (checkedTargets.length !== points.rows) {
    throw new RangeError(
      `fitLinearRegression needs one target a row, got ${checkedTargets.length} targets for ${points.rows} rows`,
    );
  }
  const unknowns = points.columns + (intercept ? 1 : 0);
  if (ridge === 0 && points.rows < unknowns) {
    throw new RangeError(
      `fitLinearRegression needs at least ${unknowns} rows for ${unknowns} coefficients, got ${points.rows}. ` +
        "Add rows or set a positive ridge",
    );
  }
  const data = { points, targets: checkedTargets };
  const { weights } = options;
  return leastSquares(
    weights ? { ...data, weights: checkedWeights(weights, points) } : data,
    ridge,
    intercept,
  );
}

function checkedWeights(weights: ArrayLike<number>, points: Points): Float64Array {
  const checked = checkedSample("fitLinearRegression", weights, 1);
  if (checked.length !== points.rows) {
    throw new RangeError(
      `fitLinearRegression needs one weight a row, got ${checked.length} weights for ${points.rows} rows`,
    );
  }
  const negative = checked.findIndex((weight) => weight < 0);
  if (negative >= 0 || checked.every((weight) => weight === 0)) {
    throw new RangeError(
      "fitLinearRegression needs weights of at least 0 and one above it, got " +
        (negative >= 0 ? `${checked[negative]} in row ${negative}` : "only zeros"),
    );
  }
  return checked;
}

/** The same on data known to be good, which may have weights. @throws RangeError for linearly dependent columns */
export function leastSquares(data: LabelledPoints, ridge: number, intercept: boolean): LinearRegressionModel {
  return data.weights
    ? weightedLeastSquares(data, data.weights, ridge, intercept)
    : plainLeastSquares(data, ridge, intercept);
}

function weightedLeastSquares(
  data: LabelledPoints,
  weights: Float64Array,
  ridge: number,
  intercept: boolean,
): LinearRegressionModel {
  const { data: scaled, centre, targetCentre, totalWeight } = scaledByWeights(data, weights, intercept);
  const { coefficients, residualVariance } = plainLeastSquares(scaled, ridge, false);
  const shift = centre.reduce((sum, mean, c) => sum + mean * coefficients[c]!, 0);
  return {
    coefficients,
    intercept: targetCentre - shift,
    residualVariance: (residualVariance * weights.length) / totalWeight,
  };
}

function plainLeastSquares(
  { points, targets }: LabelledPoints,
  ridge: number,
  intercept: boolean,
): LinearRegressionModel {
  const { values, columns } = points;
  const centre = intercept ? columnMeans(points) : new Float64Array(columns);
  const targetCentre = intercept ? columnMeans({ values: targets, rows: targets.length, columns: 1 })[0]! : 0;
  const equations = factorNormalEquations(gramMatrix(values, columns, centre), columns, ridge);
  if (!equations) throw dependentColumns(columns);
  const coefficients = new Float64Array(columns);
  for (let step = 0; step < 2; step++) {
    const { gradient } = residuals(values, targets, coefficients, centre, targetCentre);
    improve(coefficients, gradient, equations, ridge);
  }
  const { squares } = residuals(values, targets, coefficients, centre, targetCentre);
  const shift = centre.reduce((sum, mean, c) => sum + mean * coefficients[c]!, 0);
  return { coefficients, intercept: targetCentre - shift, residualVariance: squares / targets.length };
}

/** Adds the solution of (XᵀX + ridge) step = gradient − ridge × coefficients. */
export function improve(
  coefficients: Float64Array,
  gradient: Float64Array,
  { columns, scale, factor }: NormalEquations,
  ridge: number,
): void {
  for (let c = 0; c < columns; c++) gradient[c] = (gradient[c]! - ridge * coefficients[c]!) * scale[c]!;
  solveCholesky(factor, columns, gradient);
  for (let c = 0; c < columns; c++) coefficients[c]! += gradient[c]! * scale[c]!;
}

/** Xᵀ residual and the sum of squared residuals, in one sweep. */
function residuals(
  values: Float64Array,
  targets: Float64Array,
  coefficients: Float64Array,
  centre: Float64Array,
  targetCentre: number,
): { gradient: Float64Array; squares: number } {
  const columns = coefficients.length;
  const gradient = new Float64Array(columns);
  let squares = 0;
  for (let row = 0; row < targets.length; row++) {
    const at = row * columns;
    let residual = targets[row]! - targetCentre;
    for (let c = 0; c < columns; c++) residual -= (values[at + c]! - centre[c]!) * coefficients[c]!;
    for (let c = 0; c < columns; c++) gradient[c]! += residual * (values[at + c]! - centre[c]!);
    squares += residual * residual;
  }
  return { gradient, squares };
}

function dependentColumns(columns: number): RangeError {
  return new RangeError(
    `fitLinearRegression needs ${columns} linearly independent columns (after centring, with an intercept), ` +
      "but one is a combination of the others. Drop a column or set a positive ridge",
  );
}
