import type { CovarianceType, GaussianMixtureModel, MixtureParameters } from "./model";

/** The parameters of a mixture in flat arrays. */
export interface MixtureState {
  readonly components: number;
  readonly columns: number;
  readonly weights: Float64Array;
  /** components × columns. */
  readonly means: Float64Array;
  /** components × columns × columns, whole matrices. */
  readonly covariances: Float64Array;
}

export function emptyState(components: number, columns: number): MixtureState {
  return {
    components,
    columns,
    weights: new Float64Array(components),
    means: new Float64Array(components * columns),
    covariances: new Float64Array(components * columns * columns),
  };
}

export function copyState(state: MixtureState): MixtureState {
  const { components, columns, weights, means, covariances } = state;
  return {
    components,
    columns,
    weights: weights.slice(),
    means: means.slice(),
    covariances: covariances.slice(),
  };
}

export function stateFrom(parameters: MixtureParameters): MixtureState {
  const state = emptyState(parameters.weights.length, parameters.means[0]!.length);
  state.weights.set(parameters.weights);
  state.means.set(parameters.means.flat());
  state.covariances.set(parameters.covariances.flat(2));
  return state;
}

export function parametersFrom(state: MixtureState): Pick<GaussianMixtureModel, keyof MixtureParameters> {
  const { components, columns, weights, means, covariances } = state;
  const numbers = (array: Float64Array, start: number) => Array.from(array.subarray(start, start + columns));
  return {
    weights: Array.from(weights),
    means: Array.from({ length: components }, (_, k) => numbers(means, k * columns)),
    covariances: Array.from({ length: components }, (_, k) =>
      Array.from({ length: columns }, (_, i) => numbers(covariances, (k * columns + i) * columns)),
    ),
  };
}

/**
 * Brings covariances into the form of the type, in place: off-diagonals dropped ("diagonal", "spherical"),
 * the diagonal averaged ("spherical"), or the matrices averaged by weight ("tied").
 */
export function conformCovariances(state: MixtureState, type: CovarianceType): void {
  if (type === "tied") averageMatrices(state);
  if (type === "diagonal" || type === "spherical") dropOffDiagonals(state, type === "spherical");
}

function averageMatrices({ components, columns, weights, covariances }: MixtureState): void {
  const size = columns * columns;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  for (let entry = 0; entry < size; entry++) {
    let average = 0;
    for (let k = 0; k < components; k++) average += (weights[k]! / total) * covariances[k * size + entry]!;
    for (let k = 0; k < components; k++) covariances[k * size + entry] = average;
  }
}

function dropOffDiagonals({ components, columns, covariances }: MixtureState, averaged: boolean): void {
  for (let k = 0; k < components; k++) {
    const matrix = covariances.subarray(k * columns * columns, (k + 1) * columns * columns);
    const diagonal = Float64Array.from({ length: columns }, (_, i) => matrix[i * columns + i]!);
    const mean = diagonal.reduce((sum, variance) => sum + variance, 0) / columns;
    matrix.fill(0);
    for (let i = 0; i < columns; i++) matrix[i * columns + i] = averaged ? mean : diagonal[i]!;
  }
}
