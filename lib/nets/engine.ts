import type * as Tensors from "@tensorflow/tfjs-node";

/** The tensor library with the engine that this process computes with. */
export type Engine = typeof Tensors;

let loaded: Engine | undefined;
let isReady = false;

/** Loads the library when it is first asked for: it takes a quarter of a second and 200 MB, which not everybody needs. */
function load(): Engine {
  loaded ??= require("@tensorflow/tfjs-node") as Engine;
  return loaded;
}

/**
 * Resolves once tensors can be computed. The first call loads the engine; WebAssembly starts asynchronously, so that
 * whatever computes with tensors awaits this first.
 */
export async function tensorsReady(): Promise<void> {
  await load().ready;
  isReady = true;
}

/**
 * The tensor library, loaded when first asked for.
 *
 * @throws Error when the engine starts asynchronously and has not been awaited
 */
export function engine(): Engine {
  const library = load();
  if (!isReady && library.backendName === "wasm") {
    throw new Error("The tensor engine (wasm) has not started yet: await tensorsReady() first.");
  }
  return library;
}
