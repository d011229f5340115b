import { selectRows } from "../../data/collection";
import type { Points } from "../../data/points";
import type { Random } from "../../random/random";
import { checkBinary, checkMachine, checkWidth } from "./checks";
import { requireEnumerable } from "./exact";
import { addDataMeans, modelMeans } from "./expectations";
import { fairRows, gibbsSteps } from "./gibbs";
import {
  type PackedMachine,
  packedMachine,
  packMachine,
  type RestrictedBoltzmannMachineModel,
  unpackMachine,
} from "./model";
import { type MachinePlan, planMachine, type RestrictedBoltzmannMachineOptions } from "./options";

/**
 * Trains a restricted Boltzmann machine on rows of zeros and ones by ascent on the log-likelihood with momentum: with the
 * exact gradient, with contrastive divergence or with its persistent form. Visible biases start at the log-odds of the
 * columns (Hinton 2010, "A practical guide", §8), weights at small normals. The likelihood is not concave: other streams end
 * in other models, and a fixed number of updates keeps parameters finite where the maximum lies at infinity.
 * O(updates × (batch + chains × gibbsSteps) × visible × hidden), or × 2^smaller for "exact".
 * @throws TypeError for what are no points, RangeError for entries other than 0 and 1 or an option out of its range
 */
export function fitRestrictedBoltzmannMachine(
  data: Points,
  options: RestrictedBoltzmannMachineOptions,
  random: Random,
): RestrictedBoltzmannMachineModel {
  const caller = "fitRestrictedBoltzmannMachine";
  const plan = planMachine(caller, options);
  checkBinary(caller, data);
  const sizes = packedMachine(data.columns, plan.hidden);
  if (plan.gradient === "exact") requireEnumerable(caller, sizes, "Choose another gradient");
  return trainMachine(data, plan, random);
}

/**
 * Gradient of the mean log-likelihood of a row, exactly, in the shape of a model: what the data have on average of vᵢhⱼ, vᵢ
 * and hⱼ, less what the model has. O(2^smaller × visible × hidden).
 * @throws RangeError as `fitRestrictedBoltzmannMachine`
 */
export function exactLikelihoodGradient(
  model: RestrictedBoltzmannMachineModel,
  data: Points,
): RestrictedBoltzmannMachineModel {
  const caller = "exactLikelihoodGradient";
  checkMachine(caller, model);
  checkBinary(caller, data);
  checkWidth(caller, model, data);
  requireEnumerable(caller, model, "contrastiveDivergenceGradient estimates it");
  const gradient = modelMeans(model);
  negate(gradient.packed);
  addDataMeans(model, data, 1, gradient);
  return unpackMachine(gradient);
}

/**
 * The estimate of this gradient by contrastive divergence: the model's means are replaced by those of `steps` steps of Gibbs
 * sampling from the data. Biased for few steps, noisy for any.
 * @throws RangeError as `fitRestrictedBoltzmannMachine`
 */
export function contrastiveDivergenceGradient(
  model: RestrictedBoltzmannMachineModel,
  data: Points,
  steps: number,
  random: Random,
): RestrictedBoltzmannMachineModel {
  const caller = "contrastiveDivergenceGradient";
  checkMachine(caller, model);
  checkBinary(caller, data);
  checkWidth(caller, model, data);
  const gradient = packedMachine(model.visible, model.hidden);
  const chains = { ...data, values: data.values.slice() };
  gibbsSteps(model, chains, steps, random);
  addDataMeans(model, data, 1, gradient);
  addDataMeans(model, chains, -1, gradient);
  return unpackMachine(gradient);
}

/** The training itself, without any check, from `start` or from small weights. */
export function trainMachine(
  data: Points,
  plan: MachinePlan,
  random: Random,
  start?: RestrictedBoltzmannMachineModel,
): RestrictedBoltzmannMachineModel {
  const machine = start ? packMachine(start) : firstMachine(data, plan, random.fork("start"));
  const subtract = negativePhase(plan, machine, random.fork("gibbs"));
  const batches = batchesOf(data, plan.batchSize ?? data.rows, random.fork("batches"));
  const gradient = packedMachine(machine.visible, machine.hidden);
  const change = new Float64Array(machine.packed.length);
  const links = machine.weights.length;
  for (let update = 0; update < plan.updates; update++) {
    const batch = batches();
    gradient.packed.fill(0);
    addDataMeans(machine, batch, 1, gradient);
    subtract(batch, gradient);
    for (let p = 0; p < links; p++) gradient.packed[p]! -= plan.weightDecay * machine.packed[p]!;
    const rate = plan.learningRate * Math.min(1, (plan.updates - update) / (0.2 * plan.updates));
    for (let p = 0; p < change.length; p++) {
      change[p] = plan.momentum * change[p]! + rate * gradient.packed[p]!;
      machine.packed[p]! += change[p]!;
    }
  }
  return unpackMachine(machine);
}

/** Takes the model's means, or what stands for them, away from the gradient. */
function negativePhase(plan: MachinePlan, machine: PackedMachine, random: Random) {
  if (plan.gradient === "exact") {
    return (_: Points, gradient: PackedMachine) => {
      const means = modelMeans(machine).packed;
      for (let p = 0; p < means.length; p++) gradient.packed[p]! -= means[p]!;
    };
  }
  const persistent =
    plan.gradient === "persistent contrastive divergence"
      ? fairRows(plan.chains, machine.visible, random)
      : undefined;
  return (batch: Points, gradient: PackedMachine) => {
    const chains = persistent ?? { ...batch, values: batch.values.slice() };
    gibbsSteps(machine, chains, plan.gibbsSteps, random);
    addDataMeans(machine, chains, -1, gradient);
  };
}

function firstMachine(data: Points, plan: MachinePlan, random: Random): PackedMachine {
  const machine = packedMachine(data.columns, plan.hidden);
  random.fillNormal(machine.weights, 0, plan.initialStandardDeviation);
  for (let i = 0; i < data.columns; i++) {
    let ones = 0.5; // half a one and half a zero are added, so that the odds are finite
    for (let row = 0; row < data.rows; row++) ones += data.values[row * data.columns + i]!;
    machine.visibleBiases[i] = Math.log(ones / (data.rows + 1 - ones));
  }
  return machine;
}

/** Batches of rows, in a new order each pass; all rows at once need no order. */
function batchesOf(data: Points, size: number, random: Random): () => Points {
  if (size >= data.rows) return () => data;
  const order = Int32Array.from({ length: data.rows }, (_, row) => row);
  let next = data.rows;
  return () => {
    if (next + size > data.rows) {
      random.shuffle(order);
      next = 0;
    }
    next += size;
    return selectRows(data, order.subarray(next - size, next));
  };
}

function negate(values: Float64Array): void {
  for (let p = 0; p < values.length; p++) values[p] = -values[p]!;
}
