import type { PublishedValue } from "./published-value";

const paper = "Jangjoo, di Sarra, Marsili & Roudi 2026, PRL 136, 197301";

/**
 * Closed-loop learning of exponential families. Read: the abstracts of the journal and of both preprints (arXiv 2506.20623),
 * the caption of figure 1, and the press summary. Not read: the equations behind the figures, and the part on Boltzmann
 * machines, whose set-up and numbers are unknown here.
 */
export const closedLoopLearning = {
  /** Figure 1b: spins of a configuration, and configurations a step. */
  sizes: [5, 10, 20],
  configurations: [50, 100, 200],
  /** Share of chains that end polarised when each step holds at least one configuration of the true model. */
  polarizedWithOneRealPoint: {
    published: 0,
    kind: "printed",
    source: `${paper}, abstract, as reported: prevented by at least one ground-truth point at each iteration`,
  },
  /** Likewise with a prior. */
  polarizedWithPrior: {
    published: 0,
    kind: "printed",
    source: `${paper}, abstract, as reported: prevented by maximum a posteriori estimation`,
  },
  /** Likewise with a ridge. */
  polarizedWithRegularization: {
    published: 0,
    kind: "printed",
    source: `${paper}, abstract, as reported: prevented by introducing regularization`,
  },
  /** Share of the loss that one real point holds off in a Boltzmann machine: no number is known, only that there is an effect. */
  heldOffInBoltzmannMachines: {
    published: 0.5,
    kind: "printed",
    source: `${paper}, press summary, as reported: a similar effect in restricted Boltzmann machines, read as at least half`,
  },
} as const satisfies {
  readonly sizes: readonly number[];
  readonly configurations: readonly number[];
  readonly polarizedWithOneRealPoint: PublishedValue;
  readonly polarizedWithPrior: PublishedValue;
  readonly polarizedWithRegularization: PublishedValue;
  readonly heldOffInBoltzmannMachines: PublishedValue;
};
