import { processChunk } from "../gaussian-mixture/pass";
import type { Workspace } from "../gaussian-mixture/workspace";
import { slots } from "./protocol";

/** Takes chunks of the present pass until none is left. */
export function takeChunks(workspace: Workspace, control: Int32Array): void {
  const { chunks } = workspace.layout;
  let chunk = Atomics.add(control, slots.ticket, 1);
  while (chunk < chunks) {
    processChunk(workspace, chunk, Atomics.load(control, slots.withMoments) === 1);
    if (Atomics.add(control, slots.finished, 1) + 1 === chunks) Atomics.notify(control, slots.finished);
    chunk = Atomics.add(control, slots.ticket, 1);
  }
}
