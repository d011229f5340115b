import type { Workspace } from "./workspace";

/**
 * The sums of the M-step: adds a block's responsibilities, and their products with deviations from the
 * present means, to the statistics that begin at `statisticAt`.
 */
export function blockMoments(workspace: Workspace, first: number, count: number, statisticAt: number): void {
  const { components, products, columns, statisticStride } = workspace.layout;
  for (let component = 0; component < components; component++) {
    const at = statisticAt + component * statisticStride;
    if (columns === 1 && products !== "none") linearMoments(workspace, component, first, count, at);
    else if (products !== "triangle") diagonalMoments(workspace, component, first, count, at);
    else if (columns === 2) planarMoments(workspace, component, first, count, at);
    else triangularMoments(workspace, component, first, findSharing(workspace, component, count), at);
  }
}

function linearMoments(
  workspace: Workspace,
  component: number,
  first: number,
  count: number,
  at: number,
): void {
  const { values, parameters, statistics, logs: shares } = workspace;
  const { components, parameterStride } = workspace.layout;
  const mean = parameters[component * parameterStride + 1]!;
  let total = 0;
  let sum = 0;
  let squares = 0;
  for (let row = 0; row < count; row++) {
    const share = shares[row * components + component]!;
    const deviation = values[first + row]! - mean;
    total += share;
    sum += share * deviation;
    squares += share * deviation * deviation;
  }
  statistics[at]! += total;
  statistics[at + 1]! += sum;
  statistics[at + 2]! += squares;
}

function planarMoments(
  workspace: Workspace,
  component: number,
  first: number,
  count: number,
  at: number,
): void {
  const { values, parameters, statistics, logs: shares } = workspace;
  const { components, parameterStride } = workspace.layout;
  const meanAt = component * parameterStride + 1;
  const meanX = parameters[meanAt]!;
  const meanY = parameters[meanAt + 1]!;
  let total = 0;
  let sumX = 0;
  let sumY = 0;
  let sumXX = 0;
  let sumYX = 0;
  let sumYY = 0;
  for (let row = 0; row < count; row++) {
    const share = shares[row * components + component]!;
    const x = values[2 * (first + row)]! - meanX;
    const y = values[2 * (first + row) + 1]! - meanY;
    const shareX = share * x;
    const shareY = share * y;
    total += share;
    sumX += shareX;
    sumY += shareY;
    sumXX += shareX * x;
    sumYX += shareY * x;
    sumYY += shareY * y;
  }
  statistics[at]! += total;
  statistics[at + 1]! += sumX;
  statistics[at + 2]! += sumY;
  statistics[at + 3]! += sumXX;
  statistics[at + 4]! += sumYX;
  statistics[at + 5]! += sumYY;
}

/** First moments, and squares where the layout keeps them. */
function diagonalMoments(
  workspace: Workspace,
  component: number,
  first: number,
  count: number,
  at: number,
): void {
  const { values, parameters, statistics, logs: shares } = workspace;
  const { columns, components, products, parameterStride } = workspace.layout;
  const meanAt = component * parameterStride + 1;
  const squareAt = at + 1 + columns;
  const withSquares = products === "diagonal";
  let total = 0;
  for (let row = 0; row < count; row++) {
    const share = shares[row * components + component]!;
    if (share === 0) continue;
    const valueAt = (first + row) * columns;
    total += share;
    for (let c = 0; c < columns; c++) {
      const deviation = values[valueAt + c]! - parameters[meanAt + c]!;
      const weighted = share * deviation;
      statistics[at + 1 + c]! += weighted;
      if (withSquares) statistics[squareAt + c]! += weighted * deviation;
    }
  }
  statistics[at]! += total;
}

/** Lists the rows of the block that the component has a share in; returns how many. */
function findSharing(workspace: Workspace, component: number, count: number): number {
  const { logs: shares, sharing } = workspace;
  const { components } = workspace.layout;
  let found = 0;
  for (let row = 0; row < count; row++) {
    if (shares[row * components + component]! > 0) sharing[found++] = row;
  }
  return found;
}

/** Any number of columns, four rows at a time, so that a sum is read and written once for four products. */
function triangularMoments(
  workspace: Workspace,
  component: number,
  first: number,
  sharing: number,
  at: number,
): void {
  const { values, parameters, statistics, logs: shares, deviations, sharing: sharingRows } = workspace;
  const { columns, components, parameterStride } = workspace.layout;
  const meanAt = component * parameterStride + 1;
  const four = [0, 0, 0, 0];
  for (let group = 0; group < sharing; group += 4) {
    for (let lane = 0; lane < 4; lane++) {
      const present = group + lane < sharing;
      const row = present ? sharingRows[group + lane]! : 0;
      four[lane] = present ? shares[row * components + component]! : 0;
      const valueAt = (first + row) * columns;
      for (let c = 0; c < columns; c++) {
        deviations[4 * c + lane] = values[valueAt + c]! - parameters[meanAt + c]!;
      }
    }
    addFour(columns, four[0]!, four[1]!, four[2]!, four[3]!, deviations, statistics, at);
  }
}

function addFour(
  columns: number,
  share0: number,
  share1: number,
  share2: number,
  share3: number,
  deviations: Float64Array,
  statistics: Float64Array,
  at: number,
): void {
  statistics[at]! += share0 + share1 + (share2 + share3);
  let productAt = at + 1 + columns;
  for (let i = 0; i < columns; i++) {
    const a = share0 * deviations[4 * i]!;
    const b = share1 * deviations[4 * i + 1]!;
    const c = share2 * deviations[4 * i + 2]!;
    const d = share3 * deviations[4 * i + 3]!;
    statistics[at + 1 + i]! += a + b + (c + d);
    for (let j = 0; j <= i; j++) {
      const k = 4 * j;
      statistics[productAt + j]! +=
        a * deviations[k]! + b * deviations[k + 1]! + (c * deviations[k + 2]! + d * deviations[k + 3]!);
    }
    productAt += i + 1;
  }
}
