import { blockMoments } from "./block-moments";
import { blockResponsibilities } from "./block-responsibilities";
import { blockRows, type Layout } from "./layout";
import { blockLogDensities } from "./log-densities";
import { createSharedArrays, createWorkspace, type Workspace } from "./workspace";

/** One sweep over the data under the present parameters. */
export interface Engine {
  readonly layout: Layout;
  /** Read by the next pass; see `Layout`. */
  readonly parameters: Float64Array;
  /**
   * Sums over all rows: the log-likelihood and, `withMoments`, what the M-step needs.
   * The array is overwritten by the next pass.
   */
  pass(withMoments: boolean): Float64Array;
  /** Gives back what the engine holds. */
  close(): void;
}

/**
 * E-step and moments of one chunk in one sweep, a block at a time: no rows × components array exists. Its sums
 * replace the statistics from `at` on.
 */
export function processChunk(workspace: Workspace, chunk: number, withMoments: boolean, at: number): void {
  const { layout, statistics } = workspace;
  statistics.fill(0, at, at + layout.chunkStride);
  const end = Math.min(layout.rows, (chunk + 1) * layout.chunkRows);
  for (let first = chunk * layout.chunkRows; first < end; first += blockRows) {
    const count = Math.min(blockRows, end - first);
    blockLogDensities(workspace, first, count);
    statistics[at]! += blockResponsibilities(workspace, count);
    if (withMoments) blockMoments(workspace, first, count, at + 1);
  }
}

/** Adds the chunks in their order, so that the digits do not depend on who computed which chunk. */
export function sumChunks(layout: Layout, statistics: Float64Array, totals: Float64Array): Float64Array {
  totals.set(statistics.subarray(0, layout.chunkStride));
  for (let at = layout.chunkStride; at < statistics.length; at += layout.chunkStride) {
    for (let i = 0; i < layout.chunkStride; i++) totals[i]! += statistics[at + i]!;
  }
  return totals;
}

/** The engine on the calling thread. */
export function createEngine(layout: Layout, values: Float64Array): Engine {
  const workspace = createWorkspace(
    layout,
    createSharedArrays(layout, values, (bytes) => new ArrayBuffer(bytes)),
  );
  const totals = new Float64Array(layout.chunkStride);
  return {
    layout,
    parameters: workspace.parameters,
    pass(withMoments) {
      for (let chunk = 0; chunk < layout.chunks; chunk++) {
        processChunk(workspace, chunk, withMoments, chunk * layout.chunkStride);
      }
      return sumChunks(layout, workspace.statistics, totals);
    },
    close: () => undefined,
  };
}
