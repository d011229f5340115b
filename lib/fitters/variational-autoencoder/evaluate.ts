import { explainMemory } from "../../nets/out-of-memory";
import { createVariationalEvaluator, type VariationalEvaluator } from "../../nets/variational/evaluator";
import { variationalNetwork } from "../../nets/variational/network";
import { smallerNetwork } from "./checks";
import type { VariationalAutoencoderModel } from "./model";

/** Loads a model into the tensor engine; whoever asked for it disposes of it. */
export function modelEvaluator(model: VariationalAutoencoderModel): VariationalEvaluator {
  const { architecture, height, width, parameters } = model;
  return createVariationalEvaluator(variationalNetwork(architecture, height, width), parameters);
}

/** What was thrown while a model was computing; a lack of memory in words. */
export function explainComputing(
  caller: string,
  model: VariationalAutoencoderModel,
  thrown: unknown,
): unknown {
  return explainMemory(caller, `fewer images at once or ${smallerNetwork(model.architecture)}`, thrown);
}
