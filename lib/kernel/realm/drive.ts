import { Script } from "node:vm";
import { type Cell, Interrupted } from "./cell";
import type { Position } from "./compiler/positions";
import { afterBreak, breakably, isInterrupted } from "./interruptions";

/** What a compiled cell yields where it awaits: the awaited value and the place in the compiled code. */
export type Suspension = readonly [awaited: unknown, line: number, column: number];
export type CellBody = Generator<Suspension, void, unknown>;
type Step = IteratorResult<Suspension, void>;

/** How long the `finally` blocks of an interrupted cell may go on awaiting. */
const cleanUpMilliseconds = 1000;

/** Where a cell was waiting when an error came out of what it awaited. */
const waitingPlaces = new WeakMap<object, Position>();

export function waitingPlaceOf(error: unknown): Position | undefined {
  return typeof error === "object" && error !== null ? waitingPlaces.get(error) : undefined;
}

/**
 * Runs a cell's body to its end. Every stretch between two awaits runs under a watch that can break it; while it
 * awaits, the cell can be made to fail, and then ends at that await as if the awaited value had failed.
 *
 * @throws whatever the cell throws, `Interrupted` when it was interrupted.
 */
export async function drive(body: CellBody, cell: Cell): Promise<void> {
  let step = watched(cell, () => body.next());
  while (!step.done) {
    const resume = await wait(step.value, body, cell);
    if (isInterrupted(cell)) endInterrupted(body);
    step = watched(cell, resume);
  }
}

/** How to go on once what the cell awaits has settled. */
async function wait([awaited, line, column]: Suspension, body: CellBody, cell: Cell): Promise<() => Step> {
  try {
    const value = await cell.wait(awaited);
    return () => body.next(value);
  } catch (error) {
    if (typeof error === "object" && error !== null) waitingPlaces.set(error, { line, column });
    return () => body.throw(error);
  }
}

/** Throws at the await where the cell stands. What its `finally` blocks still await goes on behind its reply. */
function endInterrupted(body: CellBody): never {
  const reason = new Interrupted();
  const deadline = Date.now() + cleanUpMilliseconds;
  const cleanUp = async (): Promise<void> => {
    for (let step = body.throw(reason); !step.done && Date.now() < deadline; ) {
      step = body.next(await step.value[0]);
    }
  };
  // The cell has failed already: what its clean-up throws, mostly the reason itself, has nobody to hear it.
  cleanUp().catch(() => undefined);
  throw reason;
}

const entry = "__tslab_stretch__";
const enter = new Script(`${entry}()`, { filename: "node:kernel" });

/** The stretch about to run. It is taken out before it runs: a cell that calls the entry by itself finds nothing. */
let stretch: (() => unknown) | undefined;
Object.defineProperty(globalThis, entry, {
  value: () => {
    const work = stretch;
    stretch = undefined;
    return work?.();
  },
});

/** Runs work so that SIGINT breaks it, even a synchronous loop. Costs 50 µs. */
function watched<Result>(cell: Cell, work: () => Result): Result {
  stretch = () => breakably(cell, work);
  try {
    return enter.runInThisContext({ breakOnSigint: true }) as Result;
  } catch (error) {
    if ((error as NodeJS.ErrnoException | null)?.code !== "ERR_SCRIPT_EXECUTION_INTERRUPTED") throw error;
    afterBreak();
    cell.interrupt();
    throw new Interrupted();
  }
}
