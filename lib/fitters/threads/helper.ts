import { workerData } from "node:worker_threads";
import { createWorkspace } from "../gaussian-mixture/workspace";
import { type HelperData, slots } from "./protocol";
import { takeChunks } from "./tickets";

/** The body of a helper thread: waits for passes and takes their chunks until the fit is closed. */
const { layout, shared, control } = workerData as HelperData;
const workspace = createWorkspace(layout, shared);
while (Atomics.load(control, slots.closed) === 0) {
  const seen = Atomics.load(control, slots.published);
  takeChunks(workspace, control);
  Atomics.wait(control, slots.published, seen);
}
