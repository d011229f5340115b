import { selectRows } from "../data/collection";
import type { LabelledPoints, Points } from "../data/points";
import { checkNotNegative, checkPoints, checkWholeNumber } from "../fitters/checks";
import type { Family } from "../fitters/family";
import type { LinearRegressionModel } from "../fitters/linear-regression/fit";
import { leastSquaresOver, predict } from "../fitters/linear-regression/repeated-design";
import { portable } from "../fitters/portable";
import type { Random } from "../random/random";
import { gaussianLogDensity } from "./gaussian";

export interface LinearRegressionFamilyOptions {
  /** The inputs, the same in every generation. */
  readonly design: Points;
  /** Standard deviation of the noise added to every label, in target units. */
  readonly noiseStandardDeviation: number;
  /** As in `fitLinearRegression`. Default 0: ordinary least squares. */
  readonly ridge?: number;
}

/**
 * Labels `count` rows of the design with the model and fresh noise, one normal each. Row i of the result is
 * row i modulo the number of design rows, so any count is allowed: fewer rows are the first of the design,
 * more go round again.
 */
export function sampleLinearRegression(
  model: LinearRegressionModel,
  options: Pick<LinearRegressionFamilyOptions, "design" | "noiseStandardDeviation">,
  count: number,
  random: Random,
): LabelledPoints {
  const { design, noiseStandardDeviation } = options;
  const predictions = predict(design, model.coefficients);
  const targets = random.fillNormal(new Float64Array(count), model.intercept, noiseStandardDeviation);
  for (let row = 0; row < count; row++) targets[row]! += predictions[row % design.rows]!;
  return { points: designRows(design, count), targets };
}

function designRows(design: Points, count: number): Points {
  if (count === design.rows) return design;
  return selectRows(
    design,
    Int32Array.from({ length: count }, (_, row) => row % design.rows),
  );
}

/**
 * Linear regression without intercept on a fixed design, relabelled by each generation's model: the setting of
 * Gerstgrasser et al. 2024 (theorems 1 and 2). A training set that is the design, once or several times over, is fitted from XᵀX
 * formed once. Fitting throws RangeError when the rows of a training set do not determine the coefficients.
 * @throws RangeError for a design that is empty or not finite, or a negative noise or ridge
 */
export function linearRegression(
  options: LinearRegressionFamilyOptions,
): Family<LabelledPoints, LinearRegressionModel> {
  const { design, noiseStandardDeviation, ridge = 0 } = options;
  checkPoints("linearRegression", design, 1);
  checkNotNegative("linearRegression", "noiseStandardDeviation", noiseStandardDeviation);
  checkNotNegative("linearRegression", "ridge", ridge);
  const fit = leastSquaresOver(design, ridge);
  return portable<Family<LabelledPoints, LinearRegressionModel>>(
    {
      name: "linear regression",
      fit: (data) => fit(data),
      sample(model, count, random) {
        checkWholeNumber("linearRegression", "the number of samples", count, 1);
        return sampleLinearRegression(model, options, count, random);
      },
      logDensity: (model, data) => labelLogDensity(model, noiseStandardDeviation, data),
    },
    "linearRegression",
    options,
  );
}

/** Log density of every target given its inputs. */
function labelLogDensity(
  { coefficients, intercept }: LinearRegressionModel,
  standardDeviation: number,
  { points, targets }: LabelledPoints,
): Float64Array {
  const predictions = predict(points, coefficients);
  const residuals = targets.map((target, row) => target - intercept - predictions[row]!);
  return gaussianLogDensity({ mean: 0, standardDeviation }, residuals);
}
