import { loadEngine } from "./load-engine";

/**
 * Resolves once tensors can be computed. The first call loads the engine, 0.3 s and 200 MB; in Node every engine can
 * compute as soon as it is loaded. This stands in a file of its own so that the declarations that notebooks read do
 * not name the types of tensors, whose 400 files would cost each kernel half a second.
 *
 * @throws Error when the engine that MODEL_COLLAPSE_BACKEND names cannot start
 */
export async function tensorsReady(): Promise<void> {
  await loadEngine().ready;
}
