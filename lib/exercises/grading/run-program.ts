import type { CellResult, OpenSession, Session } from "./session";

/** A code cell on its way through a run. */
export interface ProgramCell {
  readonly source: string;
  /** Tests declare nothing that later cells need: they are not run again after a loss. */
  readonly isTest: boolean;
}

/** So many times a session that was lost is begun anew. */
const mostRestarts = 2;

/**
 * Runs code cells in order, whatever becomes of each; undefined for those that were not come to. A cell that takes the
 * session with it is left out: a new session runs again what stood before it and had ended well, so that one exercise
 * does not cost the marks of those behind it.
 */
export async function runProgram(
  cells: readonly ProgramCell[],
  open: OpenSession,
  signal: AbortSignal,
): Promise<(CellResult | undefined)[]> {
  const results: (CellResult | undefined)[] = cells.map(() => undefined);
  for (let restart = 0; restart <= mostRestarts && results.includes(undefined); restart++) {
    if (signal.aborted) break;
    const session = await open(signal);
    try {
      await runRest(cells, results, session, signal);
    } finally {
      await session.close();
    }
  }
  return results;
}

/** Runs again what later cells stand on, then what has no result yet, up to the loss of the session. */
async function runRest(
  cells: readonly ProgramCell[],
  results: (CellResult | undefined)[],
  session: Session,
  signal: AbortSignal,
): Promise<void> {
  for (const [index, { source, isTest }] of cells.entries()) {
    const before = results[index];
    if (signal.aborted) return;
    if (before !== undefined && (isTest || before.status === "lost")) continue;
    const result = await session.run(source);
    // What is run again to restore variables keeps the result of its first time, unless it ends the session now.
    if (before === undefined || result.status === "lost") results[index] = result;
    if (result.status === "lost") return;
  }
}
