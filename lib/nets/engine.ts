import type { Engine } from "./load-engine";
import { loadEngine } from "./load-engine";

export type { Engine } from "./load-engine";
export { tensorsReady } from "./ready";

/**
 * The tensor library, loaded when first asked for. In Node every engine can compute at once; where one starts
 * asynchronously, `tensorsReady` has to be awaited first.
 */
export function engine(): Engine {
  return loadEngine();
}
