import type { Tensor } from "@tensorflow/tfjs-node";
import { compute } from "../compute";
import { engine } from "../engine";
import type { NextTokenScores } from "../token-reader";

/** What states [1, rows, width] say of the next word; each method computes anew, and reads what it gives. */
export function scoresOf(states: Tensor, words: Tensor): NextTokenScores {
  const logits = () => engine().squeeze(engine().matMul(states, words, false, true), [0]);
  return {
    logits: () => compute(() => logits().dataSync<"float32">()),
    logProbabilities: () => compute(() => engine().logSoftmax(logits()).dataSync<"float32">()),
    probabilities: (temperature) =>
      compute(() => {
        const { div, softmax } = engine();
        return softmax(temperature === 1 ? logits() : div(logits(), temperature)).dataSync<"float32">();
      }),
    best: (count) =>
      compute(() => {
        const { softmax, topk } = engine();
        const { values, indices } = topk(softmax(logits()), count);
        return {
          tokens: indices.dataSync<"int32">(),
          logProbabilities: values.dataSync<"float32">().map(Math.log),
        };
      }),
  };
}
