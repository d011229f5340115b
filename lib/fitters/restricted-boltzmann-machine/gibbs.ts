import type { Points } from "../../data/points";
import type { Random } from "../../random/random";
import { logistic } from "../special-functions";
import { hiddenInputs, visibleInputs } from "./free-energy";
import type { RestrictedBoltzmannMachineModel } from "./model";

/**
 * Steps of block Gibbs sampling in place, each row a chain of its own: all hidden units given the visible ones, then all
 * visible ones given these. O(rows × steps × visible × hidden), a uniform a unit.
 */
export function gibbsSteps(
  model: RestrictedBoltzmannMachineModel,
  { values, rows }: Points,
  steps: number,
  random: Random,
): void {
  const { visible, hidden } = model;
  const hiddenStates = new Float64Array(hidden);
  const inputs = new Float64Array(visible);
  for (let row = 0; row < rows; row++) {
    for (let step = 0; step < steps; step++) {
      hiddenInputs(model, values, row * visible, hiddenStates);
      for (let j = 0; j < hidden; j++) hiddenStates[j] = random.next() < logistic(hiddenStates[j]!) ? 1 : 0;
      visibleInputs(model, hiddenStates, 0, inputs);
      for (let i = 0; i < visible; i++) {
        values[row * visible + i] = random.next() < logistic(inputs[i]!) ? 1 : 0;
      }
    }
  }
}

/** Rows of independent fair zeros and ones. */
export function fairRows(rows: number, columns: number, random: Random): Points {
  const values = Float64Array.from({ length: rows * columns }, () => (random.next() < 0.5 ? 1 : 0));
  return { values, rows, columns };
}
