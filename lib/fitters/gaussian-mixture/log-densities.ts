import type { Workspace } from "./workspace";

/**
 * The E-step's first half: the logarithm of weight × density for a block of rows, into
 * `logs[row in block × components + component]`. Four kernels, picked by the shape of the factor. They keep
 * their sums in plain local variables: destructuring an array literal there halves their speed.
 */
export function blockLogDensities(workspace: Workspace, first: number, count: number): void {
  const { factor, columns } = workspace.layout;
  if (columns === 1) linearLogDensities(workspace, first, count);
  else if (factor === "diagonal") diagonalLogDensities(workspace, first, count);
  else if (columns === 2) planarLogDensities(workspace, first, count);
  else triangularLogDensities(workspace, first, count);
}

function linearLogDensities(workspace: Workspace, first: number, count: number): void {
  const { values, parameters, logs } = workspace;
  const { components, parameterStride } = workspace.layout;
  for (let component = 0; component < components; component++) {
    const at = component * parameterStride;
    const peak = parameters[at]!;
    const mean = parameters[at + 1]!;
    const factor = parameters[at + 2]!;
    for (let row = 0; row < count; row++) {
      const z = (values[first + row]! - mean) * factor;
      logs[row * components + component] = peak - 0.5 * z * z;
    }
  }
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

/** Any number of columns, four rows at a time, so that an entry of the factor is read once for four products. */
function triangularLogDensities(workspace: Workspace, first: number, count: number): void {
  const { values, parameters, logs, deviations } = workspace;
  const { columns, components, parameterStride } = workspace.layout;
  for (let row = 0; row < count; row += 4) {
    const lanes = Math.min(4, count - row);
    for (let component = 0; component < components; component++) {
      const at = component * parameterStride;
      for (let lane = 0; lane < lanes; lane++) {
        const valueAt = (first + row + lane) * columns;
        for (let c = 0; c < columns; c++) {
          deviations[4 * c + lane] = values[valueAt + c]! - parameters[at + 1 + c]!;
        }
      }
      let factorAt = at + 1 + columns;
      let square0 = 0;
      let square1 = 0;
      let square2 = 0;
      let square3 = 0;
      for (let i = 0; i < columns; i++) {
        let z0 = 0;
        let z1 = 0;
        let z2 = 0;
        let z3 = 0;
        for (let j = 0; j <= i; j++) {
          const factor = parameters[factorAt + j]!;
          const k = 4 * j;
          z0 += factor * deviations[k]!;
          z1 += factor * deviations[k + 1]!;
          z2 += factor * deviations[k + 2]!;
          z3 += factor * deviations[k + 3]!;
        }
        factorAt += i + 1;
        square0 += z0 * z0;
        square1 += z1 * z1;
        square2 += z2 * z2;
        square3 += z3 * z3;
      }
      const peak = parameters[at]!;
      const logAt = row * components + component;
      logs[logAt] = peak - 0.5 * square0;
      if (lanes > 1) logs[logAt + components] = peak - 0.5 * square1;
      if (lanes > 2) logs[logAt + 2 * components] = peak - 0.5 * square2;
      if (lanes > 3) logs[logAt + 3 * components] = peak - 0.5 * square3;
    }
  }
}
