import type * as Tensors from "@tensorflow/tfjs-node";

/** The tensor library with the engine that this process computes with. */
export type Engine = typeof Tensors;

let loaded: Engine | undefined;

/** Loads the library when it is first asked for: it takes 0.3 s and 200 MB, which not everybody needs. */
export function loadEngine(): Engine {
  loaded ??= require("@tensorflow/tfjs-node") as Engine;
  return loaded;
}
