import { choleskyInto, logDeterminant } from "../linear-algebra/cholesky";
import { packInverseLower } from "../linear-algebra/triangular";
import type { Layout } from "./layout";
import type { MixtureState } from "./state";

/**
 * Writes what the E-step reads: logarithm of weight × peak, mean, inverse Cholesky factor of each component.
 * @throws RangeError when a covariance is not positive definite
 */
export function packParameters(state: MixtureState, layout: Layout, parameters: Float64Array): void {
  const { columns, components, parameterStride } = layout;
  const factor = new Float64Array(columns * columns);
  for (let component = 0; component < components; component++) {
    const covariance = state.covariances.subarray(
      component * columns * columns,
      (component + 1) * columns * columns,
    );
    if (!choleskyInto(covariance, columns, factor)) throw notPositiveDefinite(component);
    const at = component * parameterStride;
    parameters[at] =
      Math.log(state.weights[component]!) -
      0.5 * (columns * Math.log(2 * Math.PI) + logDeterminant(factor, columns));
    for (let c = 0; c < columns; c++) parameters[at + 1 + c] = state.means[component * columns + c]!;
    if (layout.factor === "triangle") packInverseLower(factor, columns, parameters, at + 1 + columns);
    else for (let c = 0; c < columns; c++) parameters[at + 1 + columns + c] = 1 / factor[c * columns + c]!;
  }
}

function notPositiveDefinite(component: number): RangeError {
  return new RangeError(
    `fitGaussianMixture: the covariance of component ${component} is not positive definite, because the ` +
      "component has collapsed onto too few distinct points or the columns differ too much in scale. " +
      "Use fewer components, a larger regularization, or standardised columns",
  );
}
