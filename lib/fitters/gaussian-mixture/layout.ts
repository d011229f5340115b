import { rowStart } from "../linear-algebra/triangular";
import type { CovarianceType } from "./model";

/**
 * How one fit lies in flat arrays. Parameters, per component: logarithm of the weight times the density's
 * peak; mean; inverse Cholesky factor (packed triangle, or its diagonal). Statistics, per chunk: sum of
 * log-likelihoods, then per component: sum of responsibilities; of responsibility × deviation; of
 * responsibility × products of deviations (packed triangle, squares alone, or none). Deviations are from the
 * component's present mean, so that nothing is lost when the data lie far from the origin.
 */
export interface Layout {
  readonly rows: number;
  readonly columns: number;
  readonly components: number;
  readonly factor: "triangle" | "diagonal";
  readonly products: "triangle" | "diagonal" | "none";
  readonly parameterStride: number;
  readonly statisticStride: number;
  /** Length of one chunk's statistics. */
  readonly chunkStride: number;
  /** Rows are summed in chunks that depend on their number alone, so any number of threads gives the same digits. */
  readonly chunkRows: number;
  readonly chunks: number;
}

/** Rows handled at a time: their log densities stay in the nearest cache. */
export const blockRows = 256;

const leastChunkRows = 2048;
const mostChunks = 64;

export function layoutOf(rows: number, columns: number, components: number, type: CovarianceType): Layout {
  const diagonal = columns === 1 || type === "diagonal" || type === "spherical";
  const factor = diagonal ? "diagonal" : "triangle";
  const products = type === "tied" ? "none" : diagonal ? "diagonal" : "triangle";
  const sizes = { triangle: rowStart(columns), diagonal: columns, none: 0 };
  const statisticStride = 1 + columns + sizes[products];
  const chunkRows = Math.max(leastChunkRows, Math.ceil(rows / mostChunks / blockRows) * blockRows);
  return {
    rows,
    columns,
    components,
    factor,
    products,
    parameterStride: 1 + columns + sizes[factor],
    statisticStride,
    chunkStride: 1 + components * statisticStride,
    chunkRows,
    chunks: Math.ceil(rows / chunkRows),
  };
}
