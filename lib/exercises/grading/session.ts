import type { SandboxSession } from "../sandbox/sandbox";

export type { CellResult, CellStatus } from "../sandbox/sandbox";

/** Runs the cells of one notebook once. */
export type Session = SandboxSession;

export type OpenSession = (signal: AbortSignal) => Promise<Session>;
