import type { Layout } from "../gaussian-mixture/layout";
import type { SharedArrays } from "../gaussian-mixture/workspace";

/**
 * How the threads of one fit agree, in shared memory. The calling thread publishes a pass (parameters, kind,
 * tickets back to 0), then every thread takes tickets, one a chunk, until none is left; the caller goes on when all
 * chunks are done. A thread that starts late, or not at all, costs time but never changes a digit.
 */
export const slots = {
  /** Passes published so far: what helpers wait on. */
  published: 0,
  /** Next chunk to take. */
  ticket: 1,
  /** Chunks finished in this pass: what the caller waits on. */
  finished: 2,
  /** 1 when the pass gathers moments, 0 for the log-likelihood alone. */
  withMoments: 3,
  /** 1 once helpers shall end. */
  closed: 4,
} as const;

export const slotCount = 5;

/** What a helper is given when it starts. */
export interface HelperData {
  readonly layout: Layout;
  readonly shared: SharedArrays;
  readonly control: Int32Array;
}
