import type { CellResult, OpenSession, Session } from "./session";

/** A code cell on its way through a run. */
export interface ProgramCell {
  readonly source: string;
  /** Tests declare nothing that later cells need: they are not run again after a loss. */
  readonly isTest: boolean;
}

/** A submission that takes more processes with it than this is not run any further. */
const mostLosses = 3;

/**
 * Runs code cells in order, whatever becomes of each; undefined for those that were not come to. A cell that takes the
 * process with it costs no marks but its own: in the new one, what stood before it and did not do so is run again.
 */
export async function runProgram(
  cells: readonly ProgramCell[],
  open: OpenSession,
  signal: AbortSignal,
): Promise<(CellResult | undefined)[]> {
  const session = await open(signal);
  try {
    return await new Program(cells, session, signal).run();
  } finally {
    await session.close();
  }
}

class Program {
  readonly #results: (CellResult | undefined)[];
  #losses = 0;

  constructor(
    readonly cells: readonly ProgramCell[],
    readonly session: Session,
    readonly signal: AbortSignal,
  ) {
    this.#results = cells.map(() => undefined);
  }

  async run(): Promise<(CellResult | undefined)[]> {
    for (let position = 0; position < this.cells.length; position++) {
      if (this.#isOver()) break;
      if (await this.#runCell(position)) continue;
      while (!this.#isOver() && !(await this.#runAgain(position)));
    }
    return this.#results;
  }

  #isOver(): boolean {
    return this.signal.aborted || this.#losses > mostLosses;
  }

  /** Whether the process is still there afterwards. */
  async #runCell(position: number): Promise<boolean> {
    const result = await this.session.run(this.cells[position]!.source);
    // A cell that is run again keeps its first result, unless it takes the process with it this time.
    if (this.#results[position] === undefined || result.lostEverything) this.#results[position] = result;
    if (result.lostEverything) this.#losses++;
    return !result.lostEverything;
  }

  /** Runs what stood before a position again; whether the process is still there afterwards. */
  async #runAgain(end: number): Promise<boolean> {
    for (let position = 0; position < end; position++) {
      const isNeeded = !this.cells[position]!.isTest && this.#results[position]?.lostEverything === false;
      if (isNeeded && !(await this.#runCell(position))) return false;
      if (this.signal.aborted) return false;
    }
    return true;
  }
}
