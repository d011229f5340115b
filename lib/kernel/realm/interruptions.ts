import { Worker } from "node:worker_threads";
import { Interrupted, runningCell } from "./cell";

/** What the guard, a thread of its own, can still say when this thread never comes to rest: the interrupted cell. */
const interrupted = new Int32Array(new SharedArrayBuffer(4));

/** Starts the thread that ends this process with its supervisor and hears of interruptions. */
export function startGuard(path: string): void {
  new Worker(path, { workerData: interrupted, execArgv: [] }).unref();
}

/**
 * Stands after every await of a cell's functions: ends them once their cell was interrupted, also a loop that awaits
 * nothing but settled promises.
 */
export function resume<Value>(value: Value): Value {
  if (interrupted[0] === 0) return value;
  const cell = runningCell();
  if (cell && (cell.interrupted || cell.id === interrupted[0])) throw new Interrupted();
  return value;
}
