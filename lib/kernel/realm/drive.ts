import { Script } from "node:vm";
import { type Cell, Interrupted } from "./cell";
import type { Position } from "./compiler/positions";

/** What a compiled cell yields where it awaits: the awaited value and the place in the compiled code. */
export type Suspension = readonly [awaited: unknown, line: number, column: number];
export type CellBody = Generator<Suspension, void, unknown>;

/** How long the `finally` blocks of an interrupted cell may go on awaiting. */
const cleanUpMilliseconds = 1000;

/** Where a cell was waiting when an error came out of what it awaited. */
const waitingPlaces = new WeakMap<object, Position>();

export function waitingPlaceOf(error: unknown): Position | undefined {
  return typeof error === "object" && error !== null ? waitingPlaces.get(error) : undefined;
}

/**
 * Runs a cell's body to its end. Every stretch between two awaits runs under a watch that breaks it on SIGINT; while
 * it awaits, the cell can be made to fail, and then ends at that await as if the awaited value had failed.
 *
 * @throws whatever the cell throws, `Interrupted` when it was interrupted.
 */
export async function drive(body: CellBody, cell: Cell): Promise<void> {
  let step = watched(() => body.next());
  while (!step.done) {
    const [awaited, line, column] = step.value;
    let resume: () => IteratorResult<Suspension, void>;
    try {
      const value = await cell.wait(awaited);
      resume = () => body.next(value);
    } catch (error) {
      if (cell.interrupted) return endInterrupted(body, error);
      if (typeof error === "object" && error !== null) waitingPlaces.set(error, { line, column });
      resume = () => body.throw(error);
    }
    step = watched(resume);
  }
}

/** Throws at the await where the cell stands. What its `finally` blocks still await goes on behind its reply. */
function endInterrupted(body: CellBody, reason: unknown): never {
  const deadline = Date.now() + cleanUpMilliseconds;
  const cleanUp = async (step: IteratorResult<Suspension, void>): Promise<void> => {
    while (!step.done && Date.now() < deadline) {
      const value = await step.value[0];
      step = body.next(value);
    }
  };
  const step = watched(() => body.throw(reason));
  // The cell has failed already: what its clean-up throws has nobody to hear it.
  cleanUp(step).catch(() => undefined);
  throw reason;
}

const entry = "__tslab_stretch__";
const enter = new Script(`${entry}()`, { filename: "node:kernel" });

/** Runs work so that SIGINT breaks it, even a synchronous loop. Costs 50 µs. */
function watched<Result>(work: () => Result): Result {
  Object.defineProperty(globalThis, entry, { value: work, configurable: true });
  try {
    return enter.runInThisContext({ breakOnSigint: true }) as Result;
  } catch (error) {
    if ((error as NodeJS.ErrnoException | null)?.code === "ERR_SCRIPT_EXECUTION_INTERRUPTED") {
      throw new Interrupted();
    }
    throw error;
  }
}
