import type { Layout } from "./layout";
import { blockRows } from "./layout";

/** Memory that all threads of a fit share. */
export interface SharedArrays {
  /** The points, row-major. */
  readonly values: Float64Array;
  readonly parameters: Float64Array;
  /** One stretch of `chunkStride` numbers per chunk. */
  readonly statistics: Float64Array;
}

/** Shared memory, and the scratch memory of one thread. */
export interface Workspace extends SharedArrays {
  readonly layout: Layout;
  /** Log densities, then responsibilities, of a block: row in block × components + component. */
  readonly logs: Float64Array;
  /** Deviations of up to four rows, interleaved. */
  readonly deviations: Float64Array;
  /** Rows of the block that a component has a share in. */
  readonly sharing: Int32Array;
}

export function createWorkspace(layout: Layout, shared: SharedArrays): Workspace {
  return {
    ...shared,
    layout,
    logs: new Float64Array(blockRows * layout.components),
    deviations: new Float64Array(4 * layout.columns),
    sharing: new Int32Array(blockRows),
  };
}

/** Memory of a fit; `buffer` makes it, so that a threaded fit can ask for shared memory. */
export function createSharedArrays(
  layout: Layout,
  values: Float64Array,
  buffer: (bytes: number) => ArrayBufferLike,
): SharedArrays {
  return {
    values,
    parameters: new Float64Array(buffer(8 * layout.components * layout.parameterStride)),
    statistics: new Float64Array(buffer(8 * layout.chunks * layout.chunkStride)),
  };
}
