import type { Points } from "../../data/points";
import { checkNotNegative, checkWholeNumber } from "../checks";
import { checkedLabels } from "./labels";
import { type LogisticProblem, largestScoreChange, objectiveAt } from "./logistic-objective";
import { newtonStep } from "./logistic-step";

/** A multinomial logistic model: probabilities of classes ∝ exp(intercept + coefficients · x). */
export interface LogisticRegressionModel {
  readonly classes: number;
  readonly inputs: number;
  /** Row-major, classes × inputs. With two classes the first row is 0: the second has the log odds of class 1. */
  readonly coefficients: Float64Array;
  readonly intercepts: Float64Array;
  /** Mean natural log-likelihood of the training labels. */
  readonly meanLogLikelihood: number;
  /** Newton steps taken. */
  readonly iterations: number;
}

export interface LogisticRegressionOptions {
  /** Number of classes, when the largest label does not tell. */
  readonly classes?: number;
  /**
   * Minimises Σ cross-entropy + (penalty / 2) Σ coefficients²; intercepts are free. It is 1 / C of scikit-learn. Default
   * 0: maximum likelihood, which does not exist for classes that a plane separates.
   */
  readonly penalty?: number;
  /** Newton steps at most. Default 100. */
  readonly maximumIterations?: number;
}

const caller = "fitLogisticRegression";

/**
 * Change of a score, in nats, that the last step does not make unless it is on its way to infinity: where a plane separates
 * some rows every step adds about 1 to theirs, however little the likelihood then gains.
 */
const restlessness = 0.1;

/**
 * Standard errors that the last step may have been long: a thousandth of it is left. Scores of separated rows are then
 * below 33, where probabilities are not yet rounded to 1.
 */
const tolerance = 1e-7;

/**
 * Logistic regression for two classes or more, by Newton's method with conjugate gradients, until coefficients are exact
 * to about 10⁻⁹ of their standard errors. More than two classes have a row of coefficients each, all penalised, and rows
 * that sum to 0. A conjugate-gradient step costs O(rows × inputs × classes), zeros in the points nothing; where columns
 * are many and the penalty small there are hundreds, and thousands of images take minutes (`fitImageClassifier` and
 * `fitRandomFeatures` are quicker). Memory is that of the points.
 *
 * @example
 * import { classProbabilities, fitLogisticRegression, pointsFrom } from "model-collapse";
 * const points = pointsFrom([[0], [1], [2], [3]]);
 * const model = fitLogisticRegression(points, [0, 1, 0, 1]);
 * model.coefficients[1]; // → 0.908184
 * classProbabilities(model, pointsFrom([[1.5]])).values[1]; // → 0.5
 *
 * @throws RangeError for labels that are no classes or leave a class without rows, classes that a plane separates when
 * there is no penalty, and numbers that are not finite
 */
export function fitLogisticRegression(
  points: Points,
  labels: ArrayLike<number>,
  options: LogisticRegressionOptions = {},
): LogisticRegressionModel {
  const { penalty = 0, maximumIterations = 100 } = options;
  checkNotNegative(caller, "penalty", penalty);
  checkWholeNumber(caller, "maximumIterations", maximumIterations, 1);
  const checked = checkedLabels(caller, points, labels, options.classes, 1);
  const classes = checked.rowsOfClass.length;
  const scores = classes === 2 ? 1 : classes;
  const squares = sumsOfSquares(points);
  const problem = { points, labels: checked.labels, classes, scores, penalty, squares };
  return modelOf(minimize(problem, maximumIterations));
}

function sumsOfSquares({ values, rows, columns }: Points): Float64Array {
  const squares = new Float64Array(columns + 1);
  for (let i = 0; i < values.length; i++) squares[i % columns]! += values[i]! ** 2;
  squares[columns] = rows;
  return squares;
}

interface Minimum {
  readonly problem: LogisticProblem;
  readonly parameters: Float64Array;
  readonly loss: number;
  readonly iterations: number;
}

function minimize(problem: LogisticProblem, maximumIterations: number): Minimum {
  let parameters: Float64Array = new Float64Array((problem.points.columns + 1) * problem.scores);
  let current = objectiveAt(problem, parameters);
  let leftOver = 0.3;
  for (let iterations = 1; iterations <= maximumIterations; iterations++) {
    const { step, decrement } = newtonStep(problem, current, leftOver);
    // Far from the minimum a rough step does as well; near it each gains three digits.
    leftOver = Math.min(0.3, Math.max(1e-3, decrement));
    for (let length = 1; ; length /= 2) {
      const next = parameters.map((parameter, i) => parameter - length * step[i]!);
      const reached = objectiveAt(problem, next);
      // Rounding may hide the last gains.
      const least = current.value - 1e-4 * length * decrement ** 2 + 1e-13 * Math.abs(current.value);
      if (reached.value > least && length > 1e-8) continue;
      [parameters, current] = [next, reached];
      break;
    }
    if (problem.penalty === 0 && current.separates) throw separable();
    if (decrement > tolerance) continue;
    if (problem.penalty === 0 && largestScoreChange(problem, step) > restlessness) throw separable();
    return { problem, parameters, loss: current.loss, iterations };
  }
  if (problem.penalty === 0) throw separable();
  throw new RangeError(
    `${caller} needs more than ${maximumIterations} iterations here. Raise maximumIterations, or standardize the columns`,
  );
}

function modelOf({ problem, parameters, loss, iterations }: Minimum): LogisticRegressionModel {
  const { points, classes, scores, labels } = problem;
  const inputs = points.columns;
  const coefficients = new Float64Array(classes * inputs);
  const intercepts = new Float64Array(classes);
  for (let s = 0; s < scores; s++) {
    const k = classes - scores + s;
    for (let j = 0; j < inputs; j++) coefficients[k * inputs + j] = parameters[j * scores + s]!;
    intercepts[k] = parameters[inputs * scores + s]!;
  }
  return { classes, inputs, coefficients, intercepts, meanLogLikelihood: -loss / labels.length, iterations };
}

function separable(): RangeError {
  return new RangeError(
    `${caller} needs classes that overlap, or a penalty: a plane separates a class from the others, ` +
      "in all rows or all but some on the plane, so that the likelihood has no maximum. Set a positive penalty",
  );
}
