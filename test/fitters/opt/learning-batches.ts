import type { LearningBatch } from "../../../lib/nets/opt/descent";

/**
 * Texts of equal length to learn from, [replicates][texts][length]: every token but the first is predicted from those
 * before it. The loss is the mean of each replicate's predictions, times `share`.
 */
export function learningBatch(
  replicates: readonly (readonly (readonly number[])[])[],
  share = 1,
): LearningBatch {
  const texts = replicates.flat();
  const length = texts[0]!.length - 1;
  const predictions = replicates[0]!.length * length;
  return {
    inputs: { ids: Int32Array.from(texts.flatMap((text) => text.slice(0, -1))), length },
    targets: Int32Array.from(texts.flatMap((text) => text.slice(1))),
    weights: new Float32Array(texts.length * length).fill(share / predictions),
  };
}
