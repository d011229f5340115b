import { op } from "./module-bytes";

/** What several instructions together do to integers in locals. */

export const copy = (from: number, to: number): number[] => [...op.get(from), ...op.set(to)];

export const advance = (local: number, bytes: number): number[] => [
  ...op.get(local),
  ...op.constant(bytes),
  ...op.add,
  ...op.set(local),
];

/** Counts a local down, and goes back to the start of the loop until it is 0. */
export const repeat = (local: number): number[] => [
  ...op.get(local),
  ...op.constant(1),
  ...op.subtract,
  ...op.set(local),
  ...op.get(local),
  ...op.repeatIf,
];
