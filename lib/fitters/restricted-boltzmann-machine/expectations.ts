import type { Points } from "../../data/points";
import { logistic } from "../special-functions";
import { eachHiddenState } from "./exact";
import { hiddenInputs } from "./free-energy";
import {
  type PackedMachine,
  packedMachine,
  type RestrictedBoltzmannMachineModel,
  transposeMachine,
} from "./model";

/**
 * Adds `scale` × the means over rows of vᵢ pⱼ, vᵢ and pⱼ, with pⱼ the probability of hidden unit j given the row, to
 * `target`: the part of the gradient that the data give, or with rows from the model the part that is taken away.
 */
export function addDataMeans(
  model: RestrictedBoltzmannMachineModel,
  { values, rows }: Points,
  scale: number,
  target: PackedMachine,
): void {
  const { visible, hidden } = model;
  const means = new Float64Array(hidden);
  const share = scale / rows;
  for (let row = 0; row < rows; row++) {
    hiddenInputs(model, values, row * visible, means);
    for (let j = 0; j < hidden; j++) {
      means[j] = share * logistic(means[j]!);
      target.hiddenBiases[j]! += means[j]!;
    }
    for (let i = 0; i < visible; i++) {
      if (values[row * visible + i] === 0) continue;
      target.visibleBiases[i]! += share;
      const start = i * hidden;
      for (let j = 0; j < hidden; j++) target.weights[start + j]! += means[j]!;
    }
  }
}

/** Means of vᵢ hⱼ, vᵢ and hⱼ under the model, exactly. O(2^smaller × visible × hidden). */
export function modelMeans(model: RestrictedBoltzmannMachineModel): PackedMachine {
  if (model.visible < model.hidden) return transposeMachine(sumOverHidden(transposeMachine(model)));
  return sumOverHidden(model);
}

/** One pass, relative to the largest weight so far. */
function sumOverHidden(model: RestrictedBoltzmannMachineModel): PackedMachine {
  const { visible, hidden } = model;
  const sums = packedMachine(visible, hidden);
  let [largest, total] = [-Infinity, 0];
  eachHiddenState(model, (logWeight, state, means) => {
    if (logWeight > largest) {
      const factor = Math.exp(largest - logWeight);
      total *= factor;
      for (let p = 0; p < sums.packed.length; p++) sums.packed[p]! *= factor;
      largest = logWeight;
    }
    const weight = Math.exp(logWeight - largest);
    total += weight;
    for (let i = 0; i < visible; i++) {
      means[i]! *= weight;
      sums.visibleBiases[i]! += means[i]!;
    }
    for (let j = 0; j < hidden; j++) {
      if (((state >> j) & 1) === 0) continue;
      sums.hiddenBiases[j]! += weight;
      for (let i = 0; i < visible; i++) sums.weights[i * hidden + j]! += means[i]!;
    }
  });
  for (let p = 0; p < sums.packed.length; p++) sums.packed[p]! /= total;
  return sums;
}
