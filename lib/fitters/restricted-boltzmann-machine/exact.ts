import type { Points } from "../../data/points";
import { checkBinary, checkMachine, checkWidth } from "./checks";
import { energiesOf } from "./free-energy";
import { type RestrictedBoltzmannMachineModel, transposeMachine } from "./model";

/** Units of the smaller side up to which all of its states are summed over: 2²⁰, about a million. */
export const mostEnumerated = 20;

/**
 * ln Z, exactly, by a sum over all states of the smaller side, up to 20 units: O(2^smaller × larger), a second at most.
 * @throws RangeError for more than 20 units on both sides, naming `annealedLogPartition`
 *
 * @example
 * import { exactLogPartition } from "model-collapse";
 * const zeros = (count: number) => new Float64Array(count);
 * const free = { visible: 3, hidden: 2, weights: zeros(6), visibleBiases: zeros(3), hiddenBiases: zeros(2) };
 * exactLogPartition(free) / Math.LN2; // → 5
 */
export function exactLogPartition(model: RestrictedBoltzmannMachineModel): number {
  checkMachine("exactLogPartition", model);
  requireEnumerable("exactLogPartition", model, "annealedLogPartition estimates it");
  return logPartitionOf(model);
}

/** @throws RangeError when both sides have more than 20 units, with the remedy */
export function requireEnumerable(
  caller: string,
  { visible, hidden }: RestrictedBoltzmannMachineModel,
  remedy: string,
): void {
  if (Math.min(visible, hidden) > mostEnumerated) {
    throw new RangeError(
      `${caller} sums over the states of the smaller side, of at most ${mostEnumerated} units, got ${visible} visible ` +
        `and ${hidden} hidden units. ${remedy}`,
    );
  }
}

/** The same without any check. */
export function logPartitionOf(model: RestrictedBoltzmannMachineModel): number {
  const machine = model.visible < model.hidden ? transposeMachine(model) : model;
  let [largest, sum] = [-Infinity, 0];
  eachHiddenState(machine, (logWeight) => {
    if (logWeight <= largest) {
      sum += Math.exp(logWeight - largest);
    } else {
      sum = sum * Math.exp(largest - logWeight) + 1;
      largest = logWeight;
    }
  });
  return largest + Math.log(sum);
}

/**
 * Natural logarithm of the probability of every row, exactly: −F(v) − ln Z.
 * @throws RangeError as `exactLogPartition` and `freeEnergies`
 */
export function restrictedBoltzmannMachineLogDensity(
  model: RestrictedBoltzmannMachineModel,
  data: Points,
): Float64Array {
  const caller = "restrictedBoltzmannMachineLogDensity";
  checkBinary(caller, data);
  checkWidth(caller, model, data);
  const logPartition = exactLogPartition(model);
  return energiesOf(model, data).map((energy) => -energy - logPartition);
}

/**
 * Calls `visit` with every state of the hidden units, given as bits, the logarithm of its weight, c·h + Σᵢ ln(1 + exp(xᵢ)) with
 * xᵢ = bᵢ + Σⱼ Wᵢⱼ hⱼ, and the probabilities 1/(1 + exp(−xᵢ)) of the visible units, which it may overwrite. Neighbouring states
 * differ by one unit (Gray code); the xᵢ are summed anew every 1024 states, so that rounding errors stay small.
 */
export function eachHiddenState(
  model: RestrictedBoltzmannMachineModel,
  visit: (logWeight: number, state: number, means: Float64Array) => void,
): void {
  const { visible, hidden, weights, visibleBiases, hiddenBiases } = model;
  const inputs = Float64Array.from(visibleBiases);
  const means = new Float64Array(visible);
  let bias = 0;
  let state = 0;
  const states = 2 ** hidden;
  for (let count = 0; count < states; count++) {
    if (count > 0) {
      const flipped = 31 - Math.clz32(count & -count);
      state ^= 1 << flipped;
      const sign = (state >> flipped) & 1 ? 1 : -1;
      bias += sign * hiddenBiases[flipped]!;
      for (let i = 0; i < visible; i++) inputs[i]! += sign * weights[i * hidden + flipped]!;
      if ((count & 1023) === 0) bias = sumAnew(model, state, inputs);
    }
    visit(bias + meansAndWeight(inputs, means), state, means);
  }
}

/** Σᵢ ln(1 + exp(xᵢ)), with the means written on the way: one exponential a unit, and a logarithm for all of 512. */
function meansAndWeight(inputs: Float64Array, means: Float64Array): number {
  let sum = 0;
  let product = 1;
  for (let i = 0; i < inputs.length; i++) {
    const x = inputs[i]!;
    const power = Math.exp(x > 0 ? -x : x);
    product *= 1 + power;
    means[i] = (x > 0 ? 1 : power) / (1 + power);
    if (x > 0) sum += x;
    if ((i & 511) === 511) {
      sum += Math.log(product);
      product = 1;
    }
  }
  return sum + Math.log(product);
}

/** Inputs of the visible units and the bias of one hidden state. */
function sumAnew(model: RestrictedBoltzmannMachineModel, state: number, inputs: Float64Array): number {
  const { visible, hidden, weights, visibleBiases, hiddenBiases } = model;
  inputs.set(visibleBiases);
  let bias = 0;
  for (let j = 0; j < hidden; j++) {
    if (((state >> j) & 1) === 0) continue;
    bias += hiddenBiases[j]!;
    for (let i = 0; i < visible; i++) inputs[i]! += weights[i * hidden + j]!;
  }
  return bias;
}
