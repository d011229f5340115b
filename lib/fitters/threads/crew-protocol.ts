/**
 * How the threads of a crew agree, in shared memory. The calling thread publishes a pass (its kind, tickets back to
 * 0), then every thread takes tickets, one a part, until none is left. A part is computed in private memory; whoever
 * first claims it for this pass writes its numbers, so the caller can do over what a helper took and was not given
 * the time to finish. A helper that starts late, is slow or dies costs time, but never changes a digit nor keeps the
 * work from ending.
 */
export const slots = {
  /** Number of the present pass, from 1: what helpers wait on. */
  published: 0,
  /** Next part to take. */
  ticket: 1,
  /** Parts finished in this pass: what the caller waits on. */
  finished: 2,
  /** Which kind of pass it is: the job's own numbering. */
  kind: 3,
  /** Parts of this pass. */
  parts: 4,
  /** 1 once helpers shall end. */
  closed: 5,
} as const;

/** What the threads share, given to a helper when it starts. */
export interface SharedPasses {
  readonly control: Int32Array;
  /** For every part the last pass that its numbers were claimed for. */
  readonly claims: Int32Array;
  /** `stride` numbers a part. */
  readonly results: Float64Array;
  readonly stride: number;
}

/** Memory of a crew before its first pass. */
export function createSharedPasses(parts: number, stride: number): SharedPasses {
  const integers = (count: number) => new Int32Array(new SharedArrayBuffer(4 * count));
  return {
    control: integers(Object.keys(slots).length),
    claims: integers(parts),
    results: new Float64Array(new SharedArrayBuffer(8 * parts * stride)),
    stride,
  };
}
