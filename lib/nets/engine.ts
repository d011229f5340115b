import type { Engine } from "./load-engine";
import { loadEngine } from "./load-engine";
import { hasStarted } from "./ready";

export type { Engine } from "./load-engine";
export { tensorsReady } from "./ready";

/**
 * The tensor library, loaded when first asked for.
 *
 * @throws Error when its engine starts asynchronously, as WebAssembly does, and `tensorsReady` was not awaited
 */
export function engine(): Engine {
  const library = loadEngine();
  if (!hasStarted() && library.backendName === "wasm") {
    throw new Error("The tensor engine (wasm) has not started yet: await tensorsReady() first.");
  }
  return library;
}
