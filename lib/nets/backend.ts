import { engine, tensorsReady } from "./engine";

/** The engine that computes tensors, for people. */
export interface Backend {
  readonly name: "tensorflow" | "wasm" | "cpu";
  readonly description: string;
  /** Why it is not a better one; empty for the best. */
  readonly reason: string;
}

/** The engine of this process, once it has computed something: throws what the engine throws when it cannot. */
export async function checkBackend(): Promise<Backend> {
  await tensorsReady();
  const tensors = engine();
  const two = tensors.tidy(() => tensors.tensor1d([1, 1]).sum().dataSync()[0]);
  if (two !== 2) throw new Error(`the tensor engine ${tensors.backendName} adds 1 and 1 to ${two}`);
  return {
    name: tensors.backendName,
    description: `${tensors.backendDescription}, TensorFlow.js ${tensors.version_core}`,
    reason: tensors.backendReason,
  };
}
