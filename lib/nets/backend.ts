import * as tensors from "@tensorflow/tfjs-node";

/** The engine that computes tensors, for people: its name and what it is. */
export interface Backend {
  readonly name: string;
  readonly description: string;
}

/** The backend of the tensor seam, once it has computed something: throws what the engine throws when it cannot. */
export function checkBackend(): Backend {
  const two = tensors.tidy(() => tensors.tensor1d([1, 1]).sum().dataSync()[0]);
  if (two !== 2) throw new Error(`the tensor backend ${tensors.getBackend()} adds 1 and 1 to ${two}`);
  const version = tensors.version_core;
  return { name: tensors.getBackend(), description: `plain JavaScript, TensorFlow.js ${version}` };
}
