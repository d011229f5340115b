import { workerData } from "node:worker_threads";
import { joinFit, takeChunks } from "./crew-member";
import { type SharedFit, slots } from "./protocol";

/** The body of a helper thread: waits for passes and takes their chunks until the fit is closed. */
const member = joinFit(workerData as SharedFit);
const { control } = member;
while (Atomics.load(control, slots.closed) === 0) {
  const pass = Atomics.load(control, slots.published);
  takeChunks(member, pass);
  Atomics.wait(control, slots.published, pass);
}
