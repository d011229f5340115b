import { fitLinearRegression } from "../fitters/linear-regression/fit";
import type { Estimate } from "./summaries";

export interface CurveMinimumOptions {
  /** Degree of the polynomial. Default 4. */
  readonly degree?: number;
}

/**
 * Where a measured curve is lowest, between its first and last x: the minimum of the polynomial that fits the mean of the
 * replicates' curves best, with the standard error of the jackknife over replicates. Replicates that share their
 * randomness along a curve make it far surer than the curve's own height. Biased where the curve is no such polynomial:
 * apply it to a known curve to see how much. O(replicates × (x × degree + 200)).
 * @throws RangeError for fewer than three replicates, x that do not increase or are not more than the degree, curves of other
 *   lengths, or a minimum at an end, which is none
 *
 * @example
 * import { curveMinimum } from "model-collapse";
 * const x = [0, 1, 2, 3, 4, 5];
 * const curves = [-0.1, 0, 0.1].map((shift) => x.map((value) => (value - 2 - shift) ** 2));
 * curveMinimum(x, curves).measured; // → 2
 */
export function curveMinimum(
  x: readonly number[],
  curves: readonly (readonly number[])[],
  options: CurveMinimumOptions = {},
): Estimate {
  const { degree = 4 } = options;
  requireCurves(x, curves, degree);
  const count = curves.length;
  const solve = polynomialFit(x, degree);
  const total = x.map((_, i) => curves.reduce((sum, curve) => sum + curve[i]!, 0));
  const whole = lowest(solve(total.map((value) => value / count)));
  if (whole === 0 || whole === 1) {
    throw new RangeError(
      `curveMinimum needs a curve that rises on both sides of its minimum, got the lowest point at ` +
        `${whole === 0 ? x[0] : x[x.length - 1]}, an end: widen x`,
    );
  }
  const without = curves.map((curve) =>
    lowest(solve(total.map((value, i) => (value - curve[i]!) / (count - 1)))),
  );
  const mean = without.reduce((sum, place) => sum + place, 0) / count;
  const squares = without.reduce((sum, place) => sum + (place - mean) ** 2, 0);
  const span = x[x.length - 1]! - x[0]!;
  return {
    measured: x[0]! + span * whole,
    standardError: span * Math.sqrt(((count - 1) / count) * squares),
    replicates: count,
  };
}

/** Coefficients, from constant to highest, of the best polynomial in (x − first) / span, as a linear map of the curve. */
function polynomialFit(x: readonly number[], degree: number): (y: readonly number[]) => number[] {
  const terms = degree + 1;
  const span = x[x.length - 1]! - x[0]!;
  const values = Float64Array.from({ length: x.length * terms }, (_, at) => {
    return ((x[Math.floor(at / terms)]! - x[0]!) / span) ** (at % terms);
  });
  const points = { values, rows: x.length, columns: terms };
  const responses = x.map(
    (_, i) =>
      fitLinearRegression(
        points,
        x.map((_, j) => Number(i === j)),
      ).coefficients,
  );
  return (y) =>
    Array.from({ length: terms }, (_, term) =>
      y.reduce((sum, value, i) => sum + value * responses[i]![term]!, 0),
    );
}

/** Where a polynomial is lowest on [0, 1]: the best of 101 places, then golden-section search beside it. */
function lowest(coefficients: readonly number[]): number {
  const at = (place: number) => coefficients.reduceRight((sum, coefficient) => sum * place + coefficient, 0);
  let best = 0;
  for (let step = 1; step <= 100; step++) if (at(step / 100) < at(best)) best = step / 100;
  if (best === 0 || best === 1) return best;
  let [low, high] = [best - 0.01, best + 0.01];
  const ratio = (Math.sqrt(5) - 1) / 2;
  while (high - low > 1e-9) {
    const [left, right] = [high - ratio * (high - low), low + ratio * (high - low)];
    if (at(left) < at(right)) high = right;
    else low = left;
  }
  return (low + high) / 2;
}

function requireCurves(x: readonly number[], curves: readonly (readonly number[])[], degree: number): void {
  if (!(Number.isInteger(degree) && degree >= 2 && x.length > degree)) {
    throw new RangeError(
      `curveMinimum needs a whole degree of at least 2 and more x than it, got degree ${degree} and ${x.length} x`,
    );
  }
  if (x.some((value, i) => !Number.isFinite(value) || (i > 0 && value <= x[i - 1]!))) {
    throw new RangeError(`curveMinimum needs x that increase, got ${x.join(", ")}`);
  }
  if (curves.length < 3)
    throw new RangeError(`curveMinimum needs at least 3 replicates, got ${curves.length}`);
  const other = curves.find((curve) => curve.length !== x.length);
  if (other)
    throw new RangeError(`curveMinimum needs curves of ${x.length} numbers, got one of ${other.length}`);
}
