import type { Layout } from "../gaussian-mixture/layout";
import type { SharedArrays } from "../gaussian-mixture/workspace";

/**
 * How the threads of one fit agree, in shared memory. The calling thread publishes a pass (parameters, kind,
 * tickets back to 0), then every thread takes tickets, one a chunk, until none is left. A chunk is summed in
 * private memory; whoever first claims it for this pass writes its sums, so the caller can do over what a
 * helper took and was not given the time to finish. A helper that starts late, is slow or dies costs time, but
 * never changes a digit nor keeps the fit from ending.
 */
export const slots = {
  /** Number of the present pass, from 1: what helpers wait on. */
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

/** What the threads share, given to a helper when it starts. */
export interface SharedFit {
  readonly layout: Layout;
  readonly shared: SharedArrays;
  readonly control: Int32Array;
  /** For every chunk the last pass that its sums were claimed for. */
  readonly claims: Int32Array;
}
