import { checkChoice, checkNotNegative, checkWholeNumber } from "../checks";

const gradients = ["exact", "contrastive divergence", "persistent contrastive divergence"] as const;

export interface RestrictedBoltzmannMachineOptions {
  /** Number of hidden units. */
  readonly hidden: number;
  /**
   * What stands for the model's own means in the gradient. "exact": themselves, summed over all states of the smaller side,
   * of at most 20 units. "contrastive divergence" (Hinton 2002): `gibbsSteps` steps from the data. "persistent contrastive
   * divergence" (Tieleman 2008): the same from where the chains were, `chains` of them, which live through the training.
   * Default "persistent contrastive divergence".
   */
  readonly gradient?: (typeof gradients)[number];
  /** Steps of Gibbs sampling in each update. Default 1. */
  readonly gibbsSteps?: number;
  /** Chains of "persistent contrastive divergence". Default 100. */
  readonly chains?: number;
  /** Updates of the parameters. Default 1000. */
  readonly updates?: number;
  /** Rows in each update, drawn without replacement in a new order each pass. Default: all. */
  readonly batchSize?: number;
  /** Step of each update, in the mean log-likelihood of a row; the last updates' steps fall linearly to 0. Default 0.05. */
  readonly learningRate?: number;
  /** Share of the last change that is kept. Default 0.9. */
  readonly momentum?: number;
  /** λ: the mean log-likelihood of a row loses (λ/2) Σ W². Biases are free. Default 0. */
  readonly weightDecay?: number;
  /** Standard deviation of the first weights. Default 0.1. */
  readonly initialStandardDeviation?: number;
}

export type MachinePlan = Required<Omit<RestrictedBoltzmannMachineOptions, "batchSize">> & {
  readonly batchSize: number | undefined;
};

/**
 * Checks options and fills in the defaults.
 * @throws RangeError naming the caller and the option
 */
export function planMachine(caller: string, options: RestrictedBoltzmannMachineOptions): MachinePlan {
  const plan: MachinePlan = {
    gradient: "persistent contrastive divergence",
    gibbsSteps: 1,
    chains: 100,
    updates: 1000,
    learningRate: 0.05,
    momentum: 0.9,
    weightDecay: 0,
    initialStandardDeviation: 0.1,
    batchSize: undefined,
    ...options,
  };
  checkChoice(caller, "gradient", plan.gradient, gradients);
  for (const name of ["hidden", "gibbsSteps", "chains", "updates"] as const) {
    checkWholeNumber(caller, name, plan[name], 1);
  }
  if (plan.batchSize !== undefined) checkWholeNumber(caller, "batchSize", plan.batchSize, 1);
  for (const name of ["learningRate", "weightDecay", "initialStandardDeviation"] as const) {
    checkNotNegative(caller, name, plan[name]);
  }
  if (!(plan.momentum >= 0 && plan.momentum < 1)) {
    throw new RangeError(`${caller} needs momentum from 0 to below 1, got ${plan.momentum}`);
  }
  return plan;
}
