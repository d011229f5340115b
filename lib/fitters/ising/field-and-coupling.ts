import { ascend } from "../exponential-family/newton";
import { type MeanFieldIsingModel, meanFieldModel, normalizeLogarithms, pairSum } from "./mean-field-model";

/**
 * Field and coupling that maximise the likelihood, given how often (`weights`) k spins were up. The two statistics of the
 * N + 1 magnetisations are points on a parabola, each a corner of the polygon of possible means: what was seen lies inside
 * unless it is one magnetisation, two neighbours, or the two extremes. There the limit is what was seen.
 */
export function fitFieldAndCoupling(
  weights: Float64Array,
  logMultiplicity: Float64Array,
  ridge: number,
): MeanFieldIsingModel {
  const spins = weights.length - 1;
  const seen: number[] = [];
  let total = 0;
  for (let up = 0; up <= spins; up++) {
    if (weights[up]! > 0) seen.push(up);
    total += weights[up]!;
  }
  if (ridge === 0 && isOnBoundary(seen, spins)) return limitOf(weights, seen, total);
  const targets = new Float64Array(2);
  for (const up of seen) {
    const sum = 2 * up - spins;
    targets[0]! += (weights[up]! / total) * sum;
    targets[1]! += (weights[up]! / total) * pairSum(sum, spins);
  }
  const [field, coupling] = ascend(new Float64Array(2), {
    targets,
    penalty: ridge / total,
    tolerance: 1e-12 * spins,
    evaluate: (parameters) => expectations(logMultiplicity, parameters[0]!, parameters[1]!),
  });
  return meanFieldModel(logMultiplicity, field!, coupling!);
}

function isOnBoundary(seen: readonly number[], spins: number): boolean {
  const [low, high] = [seen[0]!, seen.at(-1)!];
  if (high - low <= 1) return true;
  return seen.length === 2 && low === 0 && high === spins;
}

/** The model at infinity whose magnetisations are those seen, with their frequencies. */
function limitOf(weights: Float64Array, seen: readonly number[], total: number): MeanFieldIsingModel {
  const spins = weights.length - 1;
  const upProbabilities = weights.map((weight) => weight / total);
  const [low, high] = [seen[0]!, seen.at(-1)!];
  if (high - low === spins) {
    const field = Math.log(weights[high]! / weights[low]!) / (2 * spins);
    return { spins, field, coupling: Infinity, upProbabilities };
  }
  // A field of −θ₂ times the magnetisation holds a strongly repelling model at it.
  const lean = Math.sign(low + high - spins);
  const extreme = high === 0 || low === spins;
  return {
    spins,
    field: lean === 0 ? 0 : lean * Infinity,
    coupling: extreme ? 0 : -Infinity,
    upProbabilities,
  };
}

/** Means and covariances of the sum of spins and the pair sum, and ln Z. */
function expectations(logMultiplicity: Float64Array, field: number, coupling: number) {
  const spins = logMultiplicity.length - 1;
  const probabilities = new Float64Array(spins + 1);
  for (let up = 0; up <= spins; up++) {
    const sum = 2 * up - spins;
    probabilities[up] = logMultiplicity[up]! + field * sum + coupling * pairSum(sum, spins);
  }
  const logPartition = normalizeLogarithms(probabilities);
  const means = new Float64Array(2);
  for (let up = 0; up <= spins; up++) {
    const sum = 2 * up - spins;
    means[0]! += probabilities[up]! * sum;
    means[1]! += probabilities[up]! * pairSum(sum, spins);
  }
  const covariance = new Float64Array(4);
  for (let up = 0; up <= spins; up++) {
    const a = 2 * up - spins - means[0]!;
    const b = pairSum(2 * up - spins, spins) - means[1]!;
    covariance[0]! += probabilities[up]! * a * a;
    covariance[2]! += probabilities[up]! * a * b;
    covariance[3]! += probabilities[up]! * b * b;
  }
  covariance[1] = covariance[2]!;
  return { logPartition, means, covariance };
}
