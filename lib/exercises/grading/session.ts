import type { Output } from "../../runner/notebook/format";

/** How one cell ended. After "lost" the session is gone, with all variables. */
export interface CellResult {
  readonly status: "ok" | "error" | "timed out" | "lost";
  /** Of an error: its class and its message. */
  readonly name: string;
  readonly message: string;
  readonly traceback: readonly string[];
  readonly outputs: readonly Output[];
}

/** A kernel that runs the cells of one notebook, one after the other. */
export interface Session {
  run(code: string): Promise<CellResult>;
  close(): Promise<void>;
}

export type OpenSession = (signal: AbortSignal) => Promise<Session>;
