import type { LabelledPoints } from "../../data/points";
import { checkNotNegative } from "../checks";
import { solveCholesky } from "../linear-algebra/triangular";
import { factorNormalEquations, gramMatrix } from "./normal-equations";
import { scaledByWeights } from "./weights";

/** All that least squares without intercept needs of a data set, however many rows it has. */
export interface RegressionMoments {
  /** Number of rows; where moments were added with weights, the sum of the weights. */
  readonly rows: number;
  /** XᵀX, row-major columns × columns; only the lower triangle is read. */
  readonly gram: Float64Array;
  /** Xᵀy. */
  readonly products: Float64Array;
}

/** XᵀX and Xᵀy of labelled rows, with their weights when they have some. O(rows × columns² / 2). */
export function regressionMoments(labelled: LabelledPoints): RegressionMoments {
  if (labelled.weights) {
    const { data, totalWeight } = scaledByWeights(labelled, labelled.weights, false);
    return { ...regressionMoments(data), rows: totalWeight };
  }
  const { points, targets } = labelled;
  const { values, rows, columns } = points;
  const products = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    for (let c = 0; c < columns; c++) products[c]! += values[row * columns + c]! * targets[row]!;
  }
  return { rows, gram: gramMatrix(values, columns, new Float64Array(columns)), products };
}

/**
 * Moments of several data sets taken as one, each counted with its weight (default 1): `Σ weight × moments`.
 * @throws RangeError when there are none, their columns differ, or the weights are not as many
 */
export function addMoments(
  parts: readonly RegressionMoments[],
  weights: readonly number[] = parts.map(() => 1),
): RegressionMoments {
  const sizes = parts.map(({ products }) => products.length);
  const columns = sizes[0] ?? 0;
  if (columns === 0 || sizes.some((size) => size !== columns) || weights.length !== sizes.length) {
    throw new RangeError(
      "addMoments needs moments of equally many columns and a weight for each, " +
        `got columns ${sizes.join(", ") || "none"} and ${weights.length} weights`,
    );
  }
  const gram = new Float64Array(columns ** 2);
  const products = new Float64Array(columns);
  let rows = 0;
  parts.forEach((part, index) => {
    const weight = weights[index]!;
    rows += weight * part.rows;
    for (let i = 0; i < gram.length; i++) gram[i]! += weight * part.gram[i]!;
    for (let i = 0; i < columns; i++) products[i]! += weight * part.products[i]!;
  });
  return { rows, gram, products };
}

/**
 * Least squares, ordinary or ridge, from moments alone: minimises Σ residual² + ridge ‖coefficients‖², without an
 * intercept. Agrees with `fitLinearRegression` up to rounding, which here grows with the square of the condition number.
 * O(columns³ / 6).
 * @throws RangeError for linearly dependent columns without ridge, or a negative ridge
 */
export function fitRegressionMoments(
  { gram, products }: RegressionMoments,
  options: { readonly ridge?: number } = {},
): { coefficients: Float64Array } {
  const { ridge = 0 } = options;
  checkNotNegative("fitRegressionMoments", "ridge", ridge);
  const columns = products.length;
  const equations = factorNormalEquations(gram, columns, ridge);
  if (!equations) {
    throw new RangeError(
      `fitRegressionMoments needs moments of ${columns} linearly independent columns: draw more rows or set a positive ridge`,
    );
  }
  const { scale, factor } = equations;
  const coefficients = solveCholesky(
    factor,
    columns,
    products.map((product, c) => product * scale[c]!),
  );
  return { coefficients: coefficients.map((value, c) => value * scale[c]!) };
}
