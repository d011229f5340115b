import type { Tensor } from "@tensorflow/tfjs-node";
import { engine } from "./engine";
import type { Tensors } from "./layers/layer";
import type { Parameters } from "./parameters";

/** The parameters of one network in the engine, as layers take them. */
export interface LoadedParameters {
  readonly weights: Tensors;
  dispose(): void;
}

/** Copies the parameters of one network, a stack of one replicate, into the engine. */
export function loadParameters(parameters: Parameters): LoadedParameters {
  const { keep, tensor } = engine();
  const loaded: Record<string, Tensor> = {};
  const dispose = () => {
    for (const weight of Object.values(loaded)) weight.dispose();
  };
  try {
    for (const [name, { shape, values }] of Object.entries(parameters)) {
      loaded[name] = keep(tensor(values, [1, ...shape]));
    }
  } catch (error) {
    dispose();
    throw error;
  }
  return { weights: loaded, dispose };
}
