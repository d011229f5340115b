import { negligibleLogarithm } from "./exponential";
import type { Workspace } from "./workspace";

/**
 * The E-step's first half: the logarithm of weight × density for a block of rows, into
 * `logs[row in block × components + component]`. Three kernels, picked by the shape of the factor.
 */
export function blockLogDensities(workspace: Workspace, first: number, count: number): void {
  const { factor, columns } = workspace.layout;
  if (factor === "diagonal") diagonalLogDensities(workspace, first, count);
  else if (columns === 2) planarLogDensities(workspace, first, count);
  else triangularLogDensities(workspace, first, count);
}

function planarLogDensities(workspace: Workspace, first: number, count: number): void {
  const { values, parameters, logs } = workspace;
  const { components, parameterStride } = workspace.layout;
  for (let component = 0; component < components; component++) {
    const at = component * parameterStride;
    const peak = parameters[at]!;
    const meanX = parameters[at + 1]!;
    const meanY = parameters[at + 2]!;
    const factorXX = parameters[at + 3]!;
    const factorYX = parameters[at + 4]!;
    const factorYY = parameters[at + 5]!;
    for (let row = 0; row < count; row++) {
      const x = values[2 * (first + row)]! - meanX;
      const y = values[2 * (first + row) + 1]! - meanY;
      const p = factorXX * x;
      const q = factorYX * x + factorYY * y;
      logs[row * components + component] = peak - 0.5 * (p * p + q * q);
    }
  }
}

function diagonalLogDensities(workspace: Workspace, first: number, count: number): void {
  const { values, parameters, logs } = workspace;
  const { columns, components, parameterStride } = workspace.layout;
  for (let component = 0; component < components; component++) {
    const at = component * parameterStride;
    const peak = parameters[at]!;
    const meanAt = at + 1;
    const factorAt = meanAt + columns;
    for (let row = 0; row < count; row++) {
      const valueAt = (first + row) * columns;
      let square = 0;
      for (let c = 0; c < columns; c++) {
        const z = (values[valueAt + c]! - parameters[meanAt + c]!) * parameters[factorAt + c]!;
        square += z * z;
      }
      logs[row * components + component] = peak - 0.5 * square;
    }
  }
}

/**
 * Any number of columns. A squared distance only grows from coordinate to coordinate, so a component is
 * given up (−∞) as soon as its share is sure to be negligible beside the best so far; `hints`, the best
 * component of each row in the last pass, goes first to make that soon. What is given up is what
 * `blockResponsibilities` would round to zero: the hints change the time, never a digit.
 */
function triangularLogDensities(workspace: Workspace, first: number, count: number): void {
  const { values, parameters, hints, logs, deviations } = workspace;
  const { columns, components, parameterStride } = workspace.layout;
  for (let row = 0; row < count; row++) {
    const valueAt = (first + row) * columns;
    const hint = hints[first + row]!;
    let best = -Infinity;
    for (let turn = 0; turn < components; turn++) {
      const component = turn === 0 ? hint : turn <= hint ? turn - 1 : turn;
      const at = component * parameterStride;
      const peak = parameters[at]!;
      const limit = 2 * (peak - best - negligibleLogarithm);
      let factorAt = at + 1 + columns;
      let square = 0;
      for (let i = 0; i < columns; i++) {
        deviations[i] = values[valueAt + i]! - parameters[at + 1 + i]!;
        let z = 0;
        for (let j = 0; j <= i; j++) z += parameters[factorAt + j]! * deviations[j]!;
        factorAt += i + 1;
        square += z * z;
        if (square > limit) break;
      }
      const log = square > limit ? -Infinity : peak - 0.5 * square;
      if (log > best) best = log;
      logs[row * components + component] = log;
    }
  }
}
