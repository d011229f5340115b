import { engine } from "../engine";
import type { Parameters } from "../parameters";
import type { OptimizerSettings } from "./adam";
import { nativeOptimizer } from "./native-optimizer";
import type { Optimizer, OptimizerMoments } from "./optimizer";
import { portableOptimizer } from "./portable-optimizer";

/**
 * Puts parameters under training: on the native engine with TensorFlow's own fused kernel, which updates them in
 * place (a third of the time of the same arithmetic op by op), elsewhere op by op. With `moments` it goes on where
 * another optimiser was; absent, it begins.
 */
export function createOptimizer(
  parameters: Parameters,
  settings: OptimizerSettings,
  moments?: OptimizerMoments,
): Optimizer {
  return engine().backendName === "tensorflow"
    ? nativeOptimizer(parameters, settings, moments)
    : portableOptimizer(parameters, settings, moments);
}
