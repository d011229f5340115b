import type { Output } from "../../runner/notebook/format";
import type { SandboxLimits } from "./limits";

/**
 * How a cell ended: by itself (`ok`, `error`), by one of the limits, or because its process came to an end otherwise
 * (`lost`).
 */
export type CellStatus = "ok" | "error" | "timeout" | "memory" | "output" | "processes" | "disk" | "lost";

export interface CellResult {
  readonly status: CellStatus;
  /** The error's name, such as `AssertionError`; `Stopped` when a limit or the loss of the process ended the cell. */
  readonly name?: string;
  readonly message?: string;
  /** Lines with ANSI colours, as Jupyter shows them. */
  readonly traceback?: readonly string[];
  /** Text and pictures that the cell showed, within `limits.outputBytes`; whoever puts them into a page escapes them. */
  readonly outputs: readonly Output[];
  /** The process is gone, with all that earlier cells declared and imported: the next cell meets a new one. */
  readonly lostEverything: boolean;
}

/** Runs the cells of one submission, in order, in one process after another where it has to be. */
export interface SandboxSession {
  /** One at a time. */
  run(code: string): Promise<CellResult>;
  /** Ends the process and removes what it wrote. */
  close(): Promise<void>;
}

export interface SandboxOptions {
  /** What is not given is as in `defaultLimits`. */
  readonly limits?: Partial<SandboxLimits>;
  /** Its abort ends the running cell (`lost`) and every later one. */
  readonly signal?: AbortSignal;
}

/** A way of running code that nobody trusts. */
export interface Sandbox {
  readonly kind: "bubblewrap" | "permissions";
  /** What it keeps out, and why it is this kind, in a sentence or two. */
  readonly description: string;
  open(options?: SandboxOptions): Promise<SandboxSession>;
}
