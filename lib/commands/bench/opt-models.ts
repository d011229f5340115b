import { createOpt } from "../../fitters/opt/create";
import type { OptModel } from "../../fitters/opt/model";
import { countParameters } from "../../nets/parameters";
import type { Random } from "../../random/random";

export interface OptBenchSize {
  readonly hiddenSize: number;
  readonly layers: number;
  readonly vocabularySize: number;
  readonly positions: number;
}

/** An OPT of the usual proportions that has learned nothing: heads of 64, four times as many hidden units, no dropout. */
export function untrainedOpt(size: OptBenchSize, random: Random): OptModel {
  const { hiddenSize, layers, vocabularySize, positions } = size;
  return createOpt({ hiddenSize, layers, vocabularySize, positions, heads: hiddenSize / 64 }, random);
}

/** Texts of tokens drawn uniformly, without those that have a meaning of their own. */
export function drawTexts(vocabularySize: number, count: number, length: number, random: Random): number[][] {
  const special = 3;
  return Array.from({ length: count }, () =>
    Array.from({ length }, () => special + random.integer(vocabularySize - special)),
  );
}

/** The model as the peer reads it; without weights it makes a model of the same shape for itself. */
export function modelForPeer(
  { configuration, parameters }: OptModel,
  weights: "with weights" | "without weights",
) {
  return {
    model: configuration,
    parameters: countParameters(parameters),
    weights:
      weights === "without weights"
        ? []
        : Object.entries(parameters).map(([name, { shape, values }]) => ({ name, shape, values })),
  };
}
