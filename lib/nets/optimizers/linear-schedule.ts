/** How the learning rate of a training changes from step to step. */
export interface LinearSchedule {
  /** Optimiser steps in all. */
  readonly steps: number;
  /** Steps over which the rate rises from 0, in a line. */
  readonly warmUpSteps: number;
  /** What is left of the rate after the last step, in [0, 1]; it falls to there in a line. */
  readonly finalShare: number;
}

/**
 * The share of the learning rate at a step, counted from 0: that of transformers'
 * `get_linear_schedule_with_warmup`, whose final share is 0. With a warm-up the first step is one of rate 0.
 */
export function shareOfRate({ steps, warmUpSteps, finalShare }: LinearSchedule, step: number): number {
  if (step < warmUpSteps) return step / warmUpSteps;
  const left = Math.max(0, (steps - step) / Math.max(1, steps - warmUpSteps));
  return finalShare + (1 - finalShare) * left;
}
