import type { Random } from "../../random/random";
import { checkWholeNumber } from "../checks";
import { logistic, softplus } from "../special-functions";
import { checkMachine } from "./checks";
import { energiesOf } from "./free-energy";
import { gibbsSteps } from "./gibbs";
import { packedMachine, type RestrictedBoltzmannMachineModel } from "./model";

export interface AnnealingOptions {
  /** Steps from the machine without weights to the machine. Default 1000. */
  readonly temperatures?: number;
  /** Independent runs. Default 100. */
  readonly runs?: number;
}

/** ln Z as a claim takes it. */
export interface LogPartitionEstimate {
  readonly measured: number;
  /** First order (delta method): deviation of the weights over their mean and √runs. */
  readonly standardError: number;
  readonly replicates: number;
}

/**
 * ln Z by annealed importance sampling (Neal 2001; Salakhutdinov & Murray 2008): each run goes from the machine that has the
 * visible biases alone to the whole one, a step of Gibbs sampling at each temperature. The estimate of Z is unbiased, that of
 * ln Z too low by about half its squared standard error. A standard error above 1 is not to be believed: take more
 * temperatures. O(temperatures × runs × visible × hidden).
 * @throws RangeError for a model with parameters that are not finite, or an option that is not a whole number in range
 */
export function annealedLogPartition(
  model: RestrictedBoltzmannMachineModel,
  options: AnnealingOptions,
  random: Random,
): LogPartitionEstimate {
  const { temperatures = 1000, runs = 100 } = options;
  checkMachine("annealedLogPartition", model);
  checkWholeNumber("annealedLogPartition", "temperatures", temperatures, 1);
  checkWholeNumber("annealedLogPartition", "runs", runs, 2);
  const { visible, hidden, visibleBiases } = model;
  const rows = { values: new Float64Array(runs * visible), rows: runs, columns: visible };
  for (let i = 0; i < rows.values.length; i++) {
    rows.values[i] = random.next() < logistic(visibleBiases[i % visible]!) ? 1 : 0;
  }
  const logWeights = new Float64Array(runs);
  const machine = packedMachine(visible, hidden);
  machine.visibleBiases.set(visibleBiases);
  let energies = energiesOf(machine, rows);
  for (let step = 1; step <= temperatures; step++) {
    const share = step / temperatures;
    for (let p = 0; p < machine.weights.length; p++) machine.weights[p] = share * model.weights[p]!;
    for (let j = 0; j < hidden; j++) machine.hiddenBiases[j] = share * model.hiddenBiases[j]!;
    const warmer = energies;
    const colder = energiesOf(machine, rows);
    for (let run = 0; run < runs; run++) logWeights[run]! += warmer[run]! - colder[run]!;
    gibbsSteps(machine, rows, 1, random);
    energies = energiesOf(machine, rows);
  }
  const start = hidden * Math.LN2 + visibleBiases.reduce((sum, bias) => sum + softplus(bias), 0);
  return logMean(logWeights, start);
}

/** `start` + ln of the mean weight. */
function logMean(logWeights: Float64Array, start: number): LogPartitionEstimate {
  const runs = logWeights.length;
  const largest = logWeights.reduce((most, value) => Math.max(most, value), -Infinity);
  const weights = logWeights.map((value) => Math.exp(value - largest));
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / runs;
  const squares = weights.reduce((sum, weight) => sum + (weight - mean) ** 2, 0);
  return {
    measured: start + largest + Math.log(mean),
    standardError: Math.sqrt(squares / (runs - 1) / runs) / mean,
    replicates: runs,
  };
}
