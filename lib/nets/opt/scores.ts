import type { Tensor } from "@tensorflow/tfjs-node";
import { compute } from "../compute";
import { engine } from "../engine";
import type { NextTokenScores } from "../token-reader";
import { mostProbable } from "./most-probable";

/** What states [1, rows, width] say of the next word; each method computes anew, and reads what it gives. */
export function scoresOf(states: Tensor, words: Tensor): NextTokenScores {
  const logits = () => {
    if (states.isDisposed) throw new Error("scores are there until their TokenReader reads on: ask before");
    return engine().squeeze(engine().matMul(states, words, false, true), [0]);
  };
  return {
    logits: () => compute(() => logits().dataSync<"float32">()),
    logProbabilities: () => compute(() => engine().logSoftmax(logits()).dataSync<"float32">()),
    probabilities: (temperature) =>
      compute(() => {
        const { div, softmax } = engine();
        return softmax(temperature === 1 ? logits() : div(logits(), temperature)).dataSync<"float32">();
      }),
    best(count) {
      const probabilities = compute(() => engine().softmax(logits()).dataSync<"float32">());
      const { places, largest } = mostProbable(probabilities, words.shape[1]!, count);
      return { tokens: places, logProbabilities: largest.map(Math.log) };
    },
  };
}
