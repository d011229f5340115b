import { rowStart } from "../linear-algebra/triangular";
import type { Layout } from "./layout";
import type { CovarianceType } from "./model";
import type { MixtureState } from "./state";

/** Keeps the mean of an empty component finite; scikit-learn adds the same. */
const emptyGuard = 10 * Number.EPSILON;

/** What the M-step needs beside the sums of the pass. */
export interface MaximizationSettings {
  readonly covarianceType: CovarianceType;
  readonly regularization: number;
  /** For "tied": covariance of all points about their mean, which the components only have to share out. */
  readonly total: { readonly mean: Float64Array; readonly scatter: Float64Array } | undefined;
}

/** The M-step: new weights, means and covariances from the sums of a pass, into `state`. */
export function maximize(
  state: MixtureState,
  layout: Layout,
  totals: Float64Array,
  settings: MaximizationSettings,
): void {
  const { components, statisticStride } = layout;
  let sumOfCounts = 0;
  for (let k = 0; k < components; k++) {
    const at = 1 + k * statisticStride;
    const count = totals[at]! + emptyGuard;
    state.weights[k] = count;
    sumOfCounts += count;
    if (layout.products === "none") moveMean(state, layout, totals, k, at);
    else updateComponent(state, layout, totals, k, at);
  }
  if (settings.total) shareTotal(state, settings.total, sumOfCounts);
  for (let k = 0; k < components; k++) state.weights[k]! /= sumOfCounts;
  if (settings.covarianceType === "spherical") averageDiagonals(state);
  regularize(state, settings.regularization);
}

/** New mean = old mean + shift; the guard draws an empty component to the origin, as in scikit-learn. */
function moveMean(state: MixtureState, layout: Layout, totals: Float64Array, k: number, at: number): void {
  const { columns } = layout;
  for (let c = 0; c < columns; c++) {
    const old = state.means[k * columns + c]!;
    state.means[k * columns + c] = old + (totals[at + 1 + c]! - emptyGuard * old) / state.weights[k]!;
  }
}

/** Moves the mean, and centres the products of deviations from the old mean on the new one. */
function updateComponent(
  state: MixtureState,
  layout: Layout,
  totals: Float64Array,
  k: number,
  at: number,
): void {
  const { columns, products } = layout;
  const old = state.means.slice(k * columns, (k + 1) * columns);
  moveMean(state, layout, totals, k, at);
  const count = totals[at]!;
  const productsAt = at + 1 + columns;
  const covarianceAt = k * columns * columns;
  for (let i = 0; i < columns; i++) {
    const shiftI = state.means[k * columns + i]! - old[i]!;
    for (let j = products === "triangle" ? 0 : i; j <= i; j++) {
      const shiftJ = state.means[k * columns + j]! - old[j]!;
      const product = totals[productsAt + (products === "triangle" ? rowStart(i) + j : i)]!;
      const sumI = totals[at + 1 + i]!;
      const sumJ = totals[at + 1 + j]!;
      const centred = product - sumI * shiftJ - shiftI * sumJ + count * shiftI * shiftJ;
      const covariance = centred / state.weights[k]!;
      state.covariances[covarianceAt + i * columns + j] = covariance;
      state.covariances[covarianceAt + j * columns + i] = covariance;
    }
  }
}

/** Within-component scatter = total scatter − scatter of the means, the same matrix for all. */
function shareTotal(
  { components, columns, weights: counts, means, covariances }: MixtureState,
  total: { readonly mean: Float64Array; readonly scatter: Float64Array },
  sumOfCounts: number,
): void {
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j <= i; j++) {
      let scatter = total.scatter[i * columns + j]!;
      for (let k = 0; k < components; k++) {
        const deviation = means[k * columns + i]! - total.mean[i]!;
        scatter -= counts[k]! * deviation * (means[k * columns + j]! - total.mean[j]!);
      }
      for (let k = 0; k < components; k++) {
        covariances[(k * columns + i) * columns + j] = scatter / sumOfCounts;
        covariances[(k * columns + j) * columns + i] = scatter / sumOfCounts;
      }
    }
  }
}

function averageDiagonals({ components, columns, covariances }: MixtureState): void {
  for (let k = 0; k < components; k++) {
    const at = k * columns * columns;
    let sum = 0;
    for (let c = 0; c < columns; c++) sum += covariances[at + c * columns + c]!;
    for (let c = 0; c < columns; c++) covariances[at + c * columns + c] = sum / columns;
  }
}

function regularize({ components, columns, covariances }: MixtureState, regularization: number): void {
  for (let k = 0; k < components; k++) {
    for (let c = 0; c < columns; c++) covariances[(k * columns + c) * columns + c]! += regularization;
  }
}
