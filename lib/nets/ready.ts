import { loadEngine } from "./load-engine";

let started = false;

/**
 * Resolves once tensors can be computed: whatever computes with them awaits this first. The first call loads the
 * engine, 0.3 s and 200 MB. It stands in a file of its own so that the declarations that notebooks read do not name
 * the types of tensors, whose 400 files would cost each kernel half a second.
 *
 * @throws Error when the engine that MODEL_COLLAPSE_BACKEND names cannot start
 */
export async function tensorsReady(): Promise<void> {
  await loadEngine().ready;
  started = true;
}

/** Whether `tensorsReady` was awaited. */
export function hasStarted(): boolean {
  return started;
}
