import { AsyncLocalStorage } from "node:async_hooks";

/** What an interrupted cell fails with. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  constructor() {
    super("The cell was interrupted. Variables of earlier cells are kept.");
  }
}

/** One execution of a cell. Work that it starts carries it along, so late output finds its way back. */
export class Cell {
  /** Its reply has been sent; what it shows from now on is late. */
  settled = false;
  interrupted = false;
  /** Aborts when the cell is interrupted. */
  readonly abort = new AbortController();
  readonly tracked: Promise<unknown>[] = [];
  #failure: { readonly error: unknown } | undefined;
  #onFailure: ((error: unknown) => void) | undefined;

  constructor(
    readonly id: number,
    readonly label: number,
    readonly silent: boolean,
  ) {}

  /** Ends the waiting of the cell with an error, now or at its next wait. */
  fail(error: unknown): void {
    this.#failure ??= { error };
    this.#onFailure?.(error);
  }

  interrupt(): void {
    this.interrupted = true;
    const reason = new Interrupted();
    this.abort.abort(reason);
    this.fail(reason);
  }

  /** Waits for a value unless the cell fails first. One slot, not `Promise.race`: a long loop would leak. */
  wait<Value>(value: Value | PromiseLike<Value>): Promise<Awaited<Value>> {
    return new Promise((resolve, reject) => {
      if (this.#failure) return reject(this.#failure.error);
      this.#onFailure = reject;
      Promise.resolve(value).then(resolve, reject);
    });
  }
}

const storage = new AsyncLocalStorage<Cell>();
let latest: Cell | undefined;

/** Runs work as part of a cell. */
export function runInCell<Result>(cell: Cell, work: () => Result): Result {
  latest = cell;
  return storage.run(cell, work);
}

/** The cell that the running code belongs to, where that is known. */
export function runningCell(): Cell | undefined {
  return storage.getStore();
}

/** The cell that the running code belongs to; the latest one where nobody knows. */
export function currentCell(): Cell | undefined {
  return runningCell() ?? latest;
}
