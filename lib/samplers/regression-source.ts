import type { LabelledPoints } from "../data/points";
import { checkedSample, checkNotNegative, checkWholeNumber } from "../fitters/checks";
import type { RegressionMoments } from "../fitters/linear-regression/moments";
import { predict } from "../fitters/linear-regression/repeated-design";
import type { Random } from "../random/random";
import { productOfFactor, sampleWishartFactor } from "./wishart";

/** A source of rows (x, y): x standard normal in as many dimensions as there are coefficients, y = coefficients · x + noise. */
export interface RegressionSource {
  readonly coefficients: ArrayLike<number>;
  readonly noiseStandardDeviation: number;
}

/**
 * `count` rows of a source: all inputs first, then the noise of the targets.
 * @throws RangeError for a count that is not whole, coefficients that are not finite, or negative noise
 */
export function sampleRegression(source: RegressionSource, count: number, random: Random): LabelledPoints {
  const coefficients = checkedSource("sampleRegression", source, count);
  const columns = coefficients.length;
  const values = random.fillNormal(new Float64Array(count * columns));
  const points = { values, rows: count, columns };
  const targets = random.fillNormal(new Float64Array(count), 0, source.noiseStandardDeviation);
  predict(points, coefficients).forEach((prediction, row) => {
    targets[row]! += prediction;
  });
  return { points, targets };
}

/**
 * XᵀX and Xᵀy of `count` rows of a source, in distribution those of `sampleRegression` but drawn directly, at a cost that
 * does not grow with the count: XᵀX = L Lᵀ is Wishart, and Xᵀ noise is normal with covariance σ² L Lᵀ. O(d³ / 6).
 * @throws RangeError as `sampleRegression`
 */
export function sampleRegressionMoments(
  source: RegressionSource,
  count: number,
  random: Random,
): RegressionMoments {
  const coefficients = checkedSource("sampleRegressionMoments", source, count);
  const columns = coefficients.length;
  const factor = sampleWishartFactor(count, columns, random);
  const noise = random.fillNormal(new Float64Array(columns), 0, source.noiseStandardDeviation);
  // Xᵀy = L (Lᵀ coefficients + noise)
  const inner = noise.map((value, j) => {
    let sum = value;
    for (let i = j; i < columns; i++) sum += factor[i * columns + j]! * coefficients[i]!;
    return sum;
  });
  const products = inner.map((_, i) => {
    let sum = 0;
    for (let j = 0; j <= i; j++) sum += factor[i * columns + j]! * inner[j]!;
    return sum;
  });
  return { rows: count, gram: productOfFactor(factor, columns), products };
}

/**
 * Coefficients of a second source whose labels differ from the first's by `labelShift` c² in the mean square: the
 * difference is normal with covariance (c²/d) I, so that E (x · difference)² = c². Dohmatob et al. 2024 (arXiv 2410.04840)
 * call the covariance Δ, and c² the size of the shift between real and synthetic labels.
 * @throws RangeError for coefficients that are not finite or a negative shift
 */
export function shiftedCoefficients(
  coefficients: ArrayLike<number>,
  labelShift: number,
  random: Random,
): Float64Array {
  const first = checkedSample("shiftedCoefficients", coefficients, 1);
  checkNotNegative("shiftedCoefficients", "labelShift", labelShift);
  const step = Math.sqrt(labelShift / first.length);
  return first.map((coefficient) => coefficient + step * random.normal());
}

function checkedSource(caller: string, source: RegressionSource, count: number): Float64Array {
  checkWholeNumber(caller, "count", count, 0);
  checkNotNegative(caller, "noiseStandardDeviation", source.noiseStandardDeviation);
  return checkedSample(caller, source.coefficients, 1);
}
