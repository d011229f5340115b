import type { Points } from "../../data/points";
import { softplus } from "../special-functions";
import { checkBinary, checkMachine, checkWidth } from "./checks";
import type { RestrictedBoltzmannMachineModel } from "./model";

/**
 * Free energy F(v) of every row, with p(v) = exp(−F(v))/Z: F(v) = −b·v − Σⱼ ln(1 + exp(cⱼ + Σᵢ vᵢ Wᵢⱼ)). O(rows × visible ×
 * hidden).
 * @throws RangeError for entries other than 0 and 1, or another number of columns than visible units
 */
export function freeEnergies(model: RestrictedBoltzmannMachineModel, data: Points): Float64Array {
  checkMachine("freeEnergies", model);
  checkBinary("freeEnergies", data);
  checkWidth("freeEnergies", model, data);
  return energiesOf(model, data);
}

/** The same without any check. */
export function energiesOf(model: RestrictedBoltzmannMachineModel, { values, rows }: Points): Float64Array {
  const { visible, hidden, visibleBiases } = model;
  const inputs = new Float64Array(hidden);
  const energies = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    hiddenInputs(model, values, row * visible, inputs);
    let energy = 0;
    for (let i = 0; i < visible; i++) energy -= values[row * visible + i]! * visibleBiases[i]!;
    for (let j = 0; j < hidden; j++) energy -= softplus(inputs[j]!);
    energies[row] = energy;
  }
  return energies;
}

/** Writes cⱼ + Σᵢ vᵢ Wᵢⱼ into `inputs`, for the visible units that start at `start`. */
export function hiddenInputs(
  { visible, hidden, weights, hiddenBiases }: RestrictedBoltzmannMachineModel,
  values: Float64Array,
  start: number,
  inputs: Float64Array,
): void {
  for (let j = 0; j < hidden; j++) inputs[j] = hiddenBiases[j]!;
  for (let i = 0; i < visible; i++) {
    if (values[start + i] === 0) continue;
    const row = i * hidden;
    for (let j = 0; j < hidden; j++) inputs[j]! += weights[row + j]!;
  }
}

/** Writes bᵢ + Σⱼ Wᵢⱼ hⱼ into `inputs`, for the hidden units that start at `start`. */
export function visibleInputs(
  { visible, hidden, weights, visibleBiases }: RestrictedBoltzmannMachineModel,
  values: Float64Array,
  start: number,
  inputs: Float64Array,
): void {
  for (let i = 0; i < visible; i++) {
    let input = visibleBiases[i]!;
    const row = i * hidden;
    for (let j = 0; j < hidden; j++) input += weights[row + j]! * values[start + j]!;
    inputs[i] = input;
  }
}
