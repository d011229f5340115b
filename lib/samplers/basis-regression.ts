import type { LabelledPoints, Points } from "../data/points";
import { checkNotNegative, checkPoints, checkWholeNumber } from "../fitters/checks";
import type { Family } from "../fitters/family";
import { checkDescent, type DescentOptions, descendLeastSquares } from "../fitters/linear-regression/descent";
import type { LinearRegressionModel } from "../fitters/linear-regression/fit";
import { leastSquaresOver } from "../fitters/linear-regression/repeated-design";
import { portable } from "../fitters/portable";
import { sampleLinearRegression } from "./linear-regression";

export interface BasisRegressionOptions {
  /** A row an input, a column a basis function. A true model may use all of them. */
  readonly basis: Points;
  /** Standard deviation of the noise on every value; 0 gives what infinitely many values at each input average to. */
  readonly noiseStandardDeviation: number;
  /** How many of the functions, the first ones, the family has. Default: all. */
  readonly columns?: number;
  /** Stops the fit early. Default: least squares. */
  readonly descent?: DescentOptions;
}

/**
 * Regression of noisy values at fixed inputs on basis functions, in which each of the three errors can be switched on alone:
 * statistical by `noiseStandardDeviation`, expressivity by `columns` fewer than the truth uses, approximation by
 * `descent`. Models have a coefficient for every function of the basis, zero for those that the family lacks.
 * @throws RangeError for a basis that is empty or not finite, more columns than it has, or an option out of range
 */
export function basisRegression(
  options: BasisRegressionOptions,
): Family<LabelledPoints, LinearRegressionModel> {
  const { basis, noiseStandardDeviation, columns = basis.columns, descent } = options;
  checkPoints("basisRegression", basis, 1);
  checkNotNegative("basisRegression", "noiseStandardDeviation", noiseStandardDeviation);
  checkWholeNumber("basisRegression", "columns", columns, 1);
  if (columns > basis.columns) {
    throw new RangeError(
      `basisRegression needs at most the ${basis.columns} columns of its basis, got ${columns}`,
    );
  }
  if (descent) checkDescent(descent, columns);
  const own = firstColumns(basis, columns);
  const fitOwn = descent
    ? (data: LabelledPoints) => descendLeastSquares(data, descent)
    : leastSquaresOver(own, 0);
  const design = { design: basis, noiseStandardDeviation };
  return portable<Family<LabelledPoints, LinearRegressionModel>>(
    {
      name: "basis regression",
      fit({ points, targets }) {
        const fitted = fitOwn({ points: points === basis ? own : firstColumns(points, columns), targets });
        const coefficients = new Float64Array(basis.columns);
        coefficients.set(fitted.coefficients);
        return { ...fitted, coefficients };
      },
      sample: (model, count, random) => sampleLinearRegression(model, design, count, random),
    },
    "basisRegression",
    options,
  );
}

function firstColumns({ values, rows, columns }: Points, kept: number): Points {
  if (kept === columns) return { values, rows, columns };
  const own = new Float64Array(rows * kept);
  for (let row = 0; row < rows; row++) {
    own.set(values.subarray(row * columns, row * columns + kept), row * kept);
  }
  return { values: own, rows, columns: kept };
}
