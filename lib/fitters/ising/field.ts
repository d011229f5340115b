import { type MeanFieldIsingModel, meanFieldModel, pairSum } from "./mean-field-model";

const mostSteps = 200;

/**
 * Field that maximises the likelihood at a fixed coupling, given how often (`weights`) k spins were up. The mean sum of
 * spins rises with the field, so this is the root of one increasing function: Newton's method between brackets.
 */
export function fitField(
  weights: Float64Array,
  logMultiplicity: Float64Array,
  coupling: number,
  ridge: number,
): MeanFieldIsingModel {
  const spins = weights.length - 1;
  let [total, moment] = [0, 0];
  for (let up = 0; up <= spins; up++) {
    total += weights[up]!;
    moment += weights[up]! * (2 * up - spins);
  }
  if (ridge === 0 && (weights[spins] === total || weights[0] === total)) {
    return polarized(spins, weights[spins] === total, coupling);
  }
  const target = moment / total;
  const base = logMultiplicity.map((logarithm, up) => logarithm + coupling * pairSum(2 * up - spins, spins));
  const mean = Math.max(-1 + 1e-9, Math.min(1 - 1e-9, target / spins));
  const start = Math.atanh(mean) - coupling * mean;
  const field = rootOf(base, target, ridge / total, start);
  return meanFieldModel(logMultiplicity, field, coupling);
}

/** All spins up, or all down, for ever. */
function polarized(spins: number, isUp: boolean, coupling: number): MeanFieldIsingModel {
  const upProbabilities = new Float64Array(spins + 1);
  upProbabilities[isUp ? spins : 0] = 1;
  return { spins, field: isUp ? Infinity : -Infinity, coupling, upProbabilities };
}

/** The field at which `target` − mean sum of spins − `penalty` × field is 0. */
function rootOf(base: Float64Array, target: number, penalty: number, start: number): number {
  const spins = base.length - 1;
  let [low, high] = [-Infinity, Infinity];
  let field = start;
  for (let step = 0; step < mostSteps; step++) {
    const { mean, variance } = momentsAt(base, field);
    const gradient = target - mean - penalty * field;
    if (Math.abs(gradient) <= 1e-13 * spins) return field;
    if (gradient > 0) low = field;
    else high = field;
    const change = gradient / (variance + penalty);
    let next = field + Math.max(-1, Math.min(1, change));
    if (next <= low || next >= high) next = (low + high) / 2;
    if (next === field) return field;
    field = next;
  }
  return field;
}

/** Mean and variance of the sum of spins. */
function momentsAt(base: Float64Array, field: number): { mean: number; variance: number } {
  const spins = base.length - 1;
  let largest = -Infinity;
  for (let up = 0; up <= spins; up++) largest = Math.max(largest, base[up]! + 2 * field * up);
  let [total, first, second] = [0, 0, 0];
  for (let up = 0; up <= spins; up++) {
    const weight = Math.exp(base[up]! + 2 * field * up - largest);
    const sum = 2 * up - spins;
    total += weight;
    first += weight * sum;
    second += weight * sum * sum;
  }
  const mean = first / total;
  return { mean, variance: second / total - mean * mean };
}
