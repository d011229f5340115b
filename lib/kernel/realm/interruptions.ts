import { Worker } from "node:worker_threads";
import { type Cell, Interrupted, runningCell } from "./cell";
import { idle, interruptedCell, interrupting, mustBreak, running } from "./shared-state";

/** Shared with the guard, a thread of its own that goes on when this one never comes to rest. */
const shared = new Int32Array(new SharedArrayBuffer(8));

/** Starts the thread that ends this process with its supervisor and hears of interruptions. */
export function startGuard(path: string): void {
  new Worker(path, { workerData: shared, execArgv: [] }).unref();
}

/** Whether a cell was interrupted; the guard knows before messages to this thread are read. */
export function isInterrupted(cell: Cell): boolean {
  if (Atomics.load(shared, interruptedCell) === cell.id && !cell.interrupted) cell.interrupt();
  return cell.interrupted;
}

/**
 * Stands after every await of a cell's functions: ends them once their cell was interrupted, also a loop that awaits
 * nothing but settled promises.
 */
export function resume<Value>(value: Value): Value {
  if (shared[interruptedCell] === 0) return value;
  const cell = runningCell();
  if (cell && isInterrupted(cell)) throw new Interrupted();
  return value;
}

/**
 * Runs work under a watch that breaks it on SIGINT. Between this thread's `running` and `idle` the guard may send the
 * signal, and only then, for outside the watch it would end the process: either the guard sees that the work runs and
 * sends it, or the work sees that its cell was interrupted and does not begin.
 *
 * @throws Interrupted when the work did not begin.
 */
export function breakably<Result>(cell: Cell, work: () => Result): Result {
  Atomics.store(shared, mustBreak, running);
  try {
    if (isInterrupted(cell)) throw new Interrupted();
    return work();
  } finally {
    // The signal is on its way: wait here, where it breaks nothing but this loop.
    while (Atomics.compareExchange(shared, mustBreak, running, idle) === interrupting);
  }
}

/** After the signal has come. */
export function afterBreak(): void {
  Atomics.store(shared, mustBreak, idle);
}
