import { Socket } from "node:net";
import { createInterface } from "node:readline";
import { workerData } from "node:worker_threads";
import { guardDescriptor } from "../realm-messages";
import { interruptedCell, interrupting, mustBreak, running } from "./shared-state";

/**
 * A thread beside the cells', which goes on when a cell loops for ever. The supervisor holds the other end of its
 * pipe: a line is the identifier of a cell to interrupt; the end of the pipe is the end of the supervisor, however it
 * came about, and no cell shall outlive it.
 */
const shared = workerData as Int32Array;
const pipe = new Socket({ fd: guardDescriptor, readable: true, writable: false });

function interrupt(cell: number): void {
  Atomics.store(shared, interruptedCell, cell);
  const wasRunning = Atomics.compareExchange(shared, mustBreak, running, interrupting) === running;
  if (wasRunning) process.kill(process.pid, "SIGINT");
}

function end(): void {
  process.kill(process.pid, "SIGKILL");
}

createInterface({ input: pipe }).on("line", (line) => interrupt(Number(line)));
pipe.on("end", end);
pipe.on("error", end);
