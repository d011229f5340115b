import { exponential, halvings, negligibleLogarithm, rootsOfTwo } from "./exponential";
import type { Workspace } from "./workspace";

/** Beyond this a product of sums is turned into a logarithm before it could overflow. */
const largeProduct = 1e200;

/**
 * The E-step's second half: turns a block's log densities into responsibilities in place (each row sums to
 * 1) and returns the block's log-likelihood. The logarithms of the rows' sums are taken of their products,
 * many rows at once. Shares under exp(−100) of the best are 0: together they are below the 10⁻¹⁵ that guards
 * an empty component by twenty orders of magnitude.
 */
export function blockResponsibilities(workspace: Workspace, count: number): number {
  const { logs } = workspace;
  const { components } = workspace.layout;
  const roots = rootsOfTwo;
  const powers = halvings;
  let logLikelihood = 0;
  let product = 1;
  for (let row = 0; row < count; row++) {
    const start = row * components;
    let highest = logs[start]!;
    for (let component = 1; component < components; component++) {
      const log = logs[start + component]!;
      if (log > highest) highest = log;
    }
    let sum = 0;
    for (let component = 0; component < components; component++) {
      const below = logs[start + component]! - highest;
      const share = below < negligibleLogarithm ? 0 : exponential(below, roots, powers);
      logs[start + component] = share;
      sum += share;
    }
    const scale = 1 / sum;
    for (let component = 0; component < components; component++) logs[start + component]! *= scale;
    logLikelihood += highest;
    product *= sum;
    if (product > largeProduct) {
      logLikelihood += Math.log(product);
      product = 1;
    }
  }
  return logLikelihood + Math.log(product);
}
