import type { Points } from "../data/points";
import { checkWholeNumber } from "../fitters/checks";
import type { Family } from "../fitters/family";
import { portable } from "../fitters/portable";
import { checkMachine } from "../fitters/restricted-boltzmann-machine/checks";
import {
  eachHiddenState,
  requireEnumerable,
  restrictedBoltzmannMachineLogDensity,
} from "../fitters/restricted-boltzmann-machine/exact";
import { trainMachine } from "../fitters/restricted-boltzmann-machine/fit";
import { visibleInputs } from "../fitters/restricted-boltzmann-machine/free-energy";
import { fairRows, gibbsSteps } from "../fitters/restricted-boltzmann-machine/gibbs";
import {
  type RestrictedBoltzmannMachineModel,
  transposeMachine,
} from "../fitters/restricted-boltzmann-machine/model";
import {
  planMachine,
  type RestrictedBoltzmannMachineOptions,
} from "../fitters/restricted-boltzmann-machine/options";
import { logistic } from "../fitters/special-functions";
import { createAliasTable } from "../random/alias-table";
import type { Random } from "../random/random";

/**
 * Draws `count` independent rows of zeros and ones, exactly: a state of the smaller side from the table of all their
 * probabilities, then, unless these are the rows, the visible units given it. O(2^smaller × larger + count × visible ×
 * hidden).
 * @throws RangeError for more than 20 units on both sides, naming `sampleByGibbs`
 */
export function sampleRestrictedBoltzmannMachine(
  model: RestrictedBoltzmannMachineModel,
  count: number,
  random: Random,
): Points {
  checkMachine("sampleRestrictedBoltzmannMachine", model);
  requireEnumerable("sampleRestrictedBoltzmannMachine", model, "sampleByGibbs draws approximately");
  const isSmallVisible = model.visible < model.hidden;
  const table = stateTable(isSmallVisible ? transposeMachine(model) : model);
  const { visible, hidden } = model;
  const values = new Float64Array(count * visible);
  const states = new Float64Array(hidden);
  const inputs = new Float64Array(visible);
  for (let row = 0; row < count; row++) {
    const state = random.categorical(table);
    if (isSmallVisible) {
      for (let i = 0; i < visible; i++) values[row * visible + i] = (state >> i) & 1;
      continue;
    }
    for (let j = 0; j < hidden; j++) states[j] = (state >> j) & 1;
    visibleInputs(model, states, 0, inputs);
    for (let i = 0; i < visible; i++)
      values[row * visible + i] = random.next() < logistic(inputs[i]!) ? 1 : 0;
  }
  return { values, rows: count, columns: visible };
}

/** Alias table of the states of the hidden units. */
function stateTable(model: RestrictedBoltzmannMachineModel) {
  const logWeights = new Float64Array(2 ** model.hidden);
  eachHiddenState(model, (logWeight, state) => {
    logWeights[state] = logWeight;
  });
  const largest = logWeights.reduce((most, value) => Math.max(most, value), -Infinity);
  return createAliasTable(logWeights.map((value) => Math.exp(value - largest)));
}

export interface GibbsOptions {
  /** Steps before the first row is taken. Default 1000. */
  readonly burnIn?: number;
  /** Steps from one row to the next. Default 10. */
  readonly thinning?: number;
}

/**
 * Draws `count` rows by block Gibbs sampling: one chain that starts from fair coins, takes `burnIn` steps, and then gives a
 * row every `thinning` steps. Rows follow the model only as well as the chain mixes, and neighbouring ones are correlated: a
 * machine with distant modes may stay in one of them. O((burnIn + count × thinning) × visible × hidden).
 * @throws RangeError for options that are not whole numbers in range
 */
export function sampleByGibbs(
  model: RestrictedBoltzmannMachineModel,
  count: number,
  options: GibbsOptions,
  random: Random,
): Points {
  const { burnIn, thinning } = checkedGibbs("sampleByGibbs", options);
  checkMachine("sampleByGibbs", model);
  const { visible } = model;
  const chain = fairRows(1, visible, random);
  gibbsSteps(model, chain, burnIn, random);
  const values = new Float64Array(count * visible);
  for (let row = 0; row < count; row++) {
    gibbsSteps(model, chain, thinning, random);
    values.set(chain.values, row * visible);
  }
  return { values, rows: count, columns: visible };
}

function checkedGibbs(caller: string, { burnIn = 1000, thinning = 10 }: GibbsOptions) {
  checkWholeNumber(caller, "burnIn", burnIn, 0);
  checkWholeNumber(caller, "thinning", thinning, 1);
  return { burnIn, thinning };
}

export interface RestrictedBoltzmannMachineFamilyOptions extends RestrictedBoltzmannMachineOptions {
  /** "exact", for at most 20 units on the smaller side, or the settings of Gibbs sampling. Default "exact". */
  readonly sampling?: "exact" | GibbsOptions;
  /** Whether a generation goes on training the machine of the one before, in place of a new one. Default false. */
  readonly startFromPrevious?: boolean;
}

/**
 * Restricted Boltzmann machines on rows of zeros and ones. A chain of them is never absorbed exactly: probabilities stay
 * positive, however small.
 * @throws RangeError for an option out of its range
 */
export function restrictedBoltzmannMachine(
  options: RestrictedBoltzmannMachineFamilyOptions,
): Family<Points, RestrictedBoltzmannMachineModel> {
  const { sampling = "exact", startFromPrevious = false, ...training } = options;
  const plan = planMachine("restrictedBoltzmannMachine", training);
  const gibbs = sampling === "exact" ? undefined : checkedGibbs("restrictedBoltzmannMachine", sampling);
  return portable<Family<Points, RestrictedBoltzmannMachineModel>>(
    {
      name: "restricted Boltzmann machine",
      fit: (data, random, previous) =>
        trainMachine(data, plan, random, startFromPrevious ? previous : undefined),
      sample: (model, count, random) =>
        gibbs
          ? sampleByGibbs(model, count, gibbs, random)
          : sampleRestrictedBoltzmannMachine(model, count, random),
      logDensity: restrictedBoltzmannMachineLogDensity,
    },
    "restrictedBoltzmannMachine",
    options,
  );
}
