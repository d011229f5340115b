import type { TrainingSet } from "../../data/points";

/** Bytes of the numbers in a training set. */
export function byteLengthOf(data: TrainingSet): number {
  if (ArrayBuffer.isView(data)) return data.byteLength;
  if ("points" in data) return data.points.values.byteLength + data.targets.byteLength;
  if ("means" in data) return 8 * (1 + data.means.length + (data.scatter?.length ?? 0));
  return "tokens" in data ? data.tokens.byteLength : data.values.byteLength;
}
