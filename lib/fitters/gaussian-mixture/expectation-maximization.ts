import { type MaximizationSettings, maximize } from "./maximization";
import { packParameters } from "./packing";
import type { Engine } from "./pass";
import type { MixtureState } from "./state";

/** When to stop. */
export interface StoppingRule {
  readonly maximumIterations: number;
  readonly tolerance: number;
}

export interface IterationOutcome {
  readonly lowerBound: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/**
 * Expectation–maximisation from `state`, which is updated in place (Dempster, Laird and Rubin 1977). Every
 * iteration sweeps the data once. It stops like scikit-learn: when the mean log-likelihood found by an
 * E-step differs from the one before by less than the tolerance, after the M-step that follows.
 */
export function iterate(
  engine: Engine,
  state: MixtureState,
  rule: StoppingRule,
  settings: MaximizationSettings,
): IterationOutcome {
  const { layout, parameters } = engine;
  packParameters(state, layout, parameters);
  let lowerBound = -Infinity;
  let iterations = 0;
  let converged = false;
  while (iterations < rule.maximumIterations && !converged) {
    const totals = engine.pass(true);
    const previous = lowerBound;
    lowerBound = finite(totals[0]! / layout.rows);
    maximize(state, layout, totals, settings);
    packParameters(state, layout, parameters);
    iterations++;
    converged = Math.abs(lowerBound - previous) < rule.tolerance;
  }
  return { lowerBound, iterations, converged };
}

/** Mean log-likelihood under the parameters that the engine holds. */
export function meanLogLikelihood(engine: Engine): number {
  return finite(engine.pass(false)[0]! / engine.layout.rows);
}

function finite(logLikelihood: number): number {
  if (Number.isFinite(logLikelihood)) return logLikelihood;
  throw new RangeError(
    `fitGaussianMixture needs points whose squared distances are finite, got a log-likelihood of ` +
      `${logLikelihood}. Rescale the data, or start nearer to it`,
  );
}
