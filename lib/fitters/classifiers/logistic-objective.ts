import type { Points } from "../../data/points";

/** What logistic regression minimises, and over what. */
export interface LogisticProblem {
  readonly points: Points;
  readonly labels: Int32Array;
  readonly classes: number;
  /** Scores that are fitted: one with two classes (the other is 0), else one for each class. */
  readonly scores: number;
  readonly penalty: number;
  /** Sum of squares of every input over the rows, that of the intercept's 1 last. */
  readonly squares: Float64Array;
}

export interface Objective {
  /** Cross-entropy of all rows, in nats. */
  readonly loss: number;
  /** The loss with penalty and gauge. */
  readonly value: number;
  readonly gradient: Float64Array;
  /** Probability of every fitted score's class for every row. */
  readonly probabilities: Float64Array;
  /** Whether every row has a higher score for its own class than for any other. */
  readonly separates: boolean;
}

/**
 * Loss and gradient at parameters that lie input by input: parameter j × scores + s is that of input j for score s, the
 * intercept comes after the last input. One sweep over the points, zeros skipped.
 */
export function objectiveAt(problem: LogisticProblem, parameters: Float64Array): Objective {
  const { points, labels, classes, scores, penalty } = problem;
  const { rows } = points;
  const probabilities = new Float64Array(rows * scores);
  const gradient = new Float64Array(parameters.length);
  const row = new Float64Array(scores);
  let loss = 0;
  let separates = true;
  for (let r = 0; r < rows; r++) {
    scoresOf(points, r, parameters, row);
    // With two classes the first has score 0 and is not among those fitted.
    const own = labels[r]! - (classes - scores);
    const margin = ownMargin(row, own, scores < classes);
    if (!(margin > 0)) separates = false;
    loss += toProbabilities(row, own, scores < classes);
    probabilities.set(row, r * scores);
    if (own >= 0) row[own]! -= 1;
    addRow(points, r, row, gradient);
  }
  const value = loss + addPenalty(gradient, parameters, problem, penalty);
  return { loss, value, gradient, probabilities, separates };
}

/** Adds the gradient of penalty and gauge; returns their value. */
function addPenalty(
  gradient: Float64Array,
  parameters: Float64Array,
  problem: LogisticProblem,
  penalty: number,
): number {
  const penalised = problem.points.columns * problem.scores;
  let value = 0;
  for (let i = 0; i < penalised; i++) {
    value += (penalty / 2) * parameters[i]! ** 2;
    gradient[i]! += penalty * parameters[i]!;
  }
  return value + addGauge(problem, parameters, gradient);
}

/**
 * Adding the same to the scores of all classes changes no probability. Half the squared sum of the parameters of an
 * input over all classes, in the input's own unit, picks the solution whose sum is 0, and changes no other. Returns its
 * value, adds its gradient.
 */
export function addGauge(problem: LogisticProblem, parameters: Float64Array, gradient: Float64Array): number {
  const { scores, points } = problem;
  let value = 0;
  for (let j = 0; j <= points.columns; j++) {
    const weight = gaugeWeight(problem, j);
    let sum = 0;
    for (let s = 0; s < scores; s++) sum += parameters[j * scores + s]!;
    for (let s = 0; s < scores; s++) gradient[j * scores + s]! += weight * sum;
    value += (weight / 2) * sum * sum;
  }
  return value;
}

/** About the curvature that the loss has along the input's coefficients. */
export function gaugeWeight({ scores, squares }: LogisticProblem, input: number): number {
  return scores === 1 ? 0 : squares[input]! / scores ** 2;
}

/** Largest change of a row's score that a step makes. */
export function largestScoreChange({ points, scores }: LogisticProblem, step: Float64Array): number {
  const row = new Float64Array(scores);
  let largest = 0;
  for (let r = 0; r < points.rows; r++) {
    scoresOf(points, r, step, row);
    for (let s = 0; s < scores; s++) largest = Math.max(largest, Math.abs(row[s]!));
  }
  return largest;
}

/** Scores of one row. */
export function scoresOf(points: Points, row: number, parameters: Float64Array, scores: Float64Array): void {
  const { values, columns } = points;
  const count = scores.length;
  const intercepts = columns * count;
  for (let s = 0; s < count; s++) scores[s] = parameters[intercepts + s]!;
  for (let j = 0; j < columns; j++) {
    const x = values[row * columns + j]!;
    if (x === 0) continue;
    for (let s = 0; s < count; s++) scores[s]! += x * parameters[j * count + s]!;
  }
}

/** Adds to every parameter its input times the weight of its score. */
export function addRow(points: Points, row: number, weights: Float64Array, sums: Float64Array): void {
  const { values, columns } = points;
  const count = weights.length;
  const intercepts = columns * count;
  for (let j = 0; j < columns; j++) {
    const x = values[row * columns + j]!;
    if (x === 0) continue;
    for (let s = 0; s < count; s++) sums[j * count + s]! += x * weights[s]!;
  }
  for (let s = 0; s < count; s++) sums[intercepts + s]! += weights[s]!;
}

function ownMargin(scores: Float64Array, own: number, withZero: boolean): number {
  const ownScore = own < 0 ? 0 : scores[own]!;
  let highest = withZero && own >= 0 ? 0 : -Infinity;
  for (let s = 0; s < scores.length; s++) if (s !== own && scores[s]! > highest) highest = scores[s]!;
  return ownScore - highest;
}

/** Turns scores into probabilities in place; returns minus the logarithm of that of the row's own class. */
function toProbabilities(scores: Float64Array, own: number, withZero: boolean): number {
  let highest = withZero ? 0 : -Infinity;
  for (let s = 0; s < scores.length; s++) if (scores[s]! > highest) highest = scores[s]!;
  const ownScore = own < 0 ? 0 : scores[own]!;
  let sum = withZero ? Math.exp(-highest) : 0;
  for (let s = 0; s < scores.length; s++) {
    scores[s] = Math.exp(scores[s]! - highest);
    sum += scores[s]!;
  }
  for (let s = 0; s < scores.length; s++) scores[s]! /= sum;
  return highest + Math.log(sum) - ownScore;
}
