import type { Points } from "../../data/points";
import { checkPoints } from "../checks";
import { blockRows, layoutOf } from "./layout";
import { blockLogDensities } from "./log-densities";
import type { MixtureParameters } from "./model";
import { packParameters } from "./packing";
import { stateFrom } from "./state";
import { createSharedArrays, createWorkspace } from "./workspace";

/**
 * Natural logarithm of the mixture's density at every point. O(rows × components × columns²).
 * @throws RangeError for a covariance that is not positive definite, points that are not finite, or other columns
 */
export function gaussianMixtureLogDensity(model: MixtureParameters, points: Points): Float64Array {
  const densities = new Float64Array(points.rows);
  forEachRow("gaussianMixtureLogDensity", model, points, (row, logs, start, end) => {
    densities[row] = logSumExp(logs, start, end);
  });
  return densities;
}

/** Mean natural log-likelihood of the points under the mixture, in nats per point. See `gaussianMixtureLogDensity`. */
export function mixtureLogLikelihood(model: MixtureParameters, points: Points): number {
  const densities = gaussianMixtureLogDensity(model, points);
  return densities.reduce((sum, log) => sum + log, 0) / points.rows;
}

/**
 * Probability that each point came from each component: rows × components, every row summing to 1.
 * Errors as in `gaussianMixtureLogDensity`.
 */
export function responsibilities(model: MixtureParameters, points: Points): Points {
  const components = model.weights.length;
  const values = new Float64Array(points.rows * components);
  forEachRow("responsibilities", model, points, (row, logs, start, end) => {
    const total = logSumExp(logs, start, end);
    for (let i = start; i < end; i++) values[row * components + i - start] = Math.exp(logs[i]! - total);
  });
  return { values, rows: points.rows, columns: components };
}

type RowVisitor = (row: number, logs: Float64Array, start: number, end: number) => void;

function forEachRow(caller: string, model: MixtureParameters, points: Points, visit: RowVisitor): void {
  checkPoints(caller, points, 1);
  const state = stateFrom(model);
  const { rows, columns, values } = points;
  if (state.columns !== columns) {
    throw new RangeError(
      `${caller} needs points with ${state.columns} columns like the model, got ${columns}`,
    );
  }
  const layout = layoutOf(rows, columns, state.components, "full");
  const workspace = createWorkspace(
    layout,
    createSharedArrays(layout, values, (bytes) => new ArrayBuffer(bytes)),
  );
  packParameters(state, layout, workspace.parameters);
  for (let first = 0; first < rows; first += blockRows) {
    const count = Math.min(blockRows, rows - first);
    blockLogDensities(workspace, first, count);
    for (let row = 0; row < count; row++) {
      visit(first + row, workspace.logs, row * state.components, (row + 1) * state.components);
    }
  }
}

function logSumExp(logs: Float64Array, start: number, end: number): number {
  let highest = -Infinity;
  for (let i = start; i < end; i++) if (logs[i]! > highest) highest = logs[i]!;
  if (highest === -Infinity) return highest;
  let sum = 0;
  for (let i = start; i < end; i++) sum += Math.exp(logs[i]! - highest);
  return highest + Math.log(sum);
}
