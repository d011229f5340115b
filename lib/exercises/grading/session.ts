import type { SandboxSession } from "../sandbox/sandbox";

export type { CellResult, CellStatus } from "../sandbox/sandbox";

/** A session for one run of one notebook, in a sandbox or, for code of one's own, in a kernel. */
export type Session = SandboxSession;

export type OpenSession = (signal: AbortSignal) => Promise<Session>;
