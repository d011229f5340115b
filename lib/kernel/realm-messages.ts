import type { MessageContent } from "./wire/message";

/** How a cell ended. */
export type Outcome =
  | { readonly status: "ok" }
  | {
      readonly status: "error";
      readonly ename: string;
      readonly evalue: string;
      readonly traceback: readonly string[];
    };

/** A cell to run. `label` is the number shown to the reader, `id` is unique while the kernel runs. */
export interface ExecuteCommand {
  readonly type: "execute";
  readonly id: number;
  readonly label: number;
  readonly code: string;
  readonly silent: boolean;
  /** A secret between supervisor and realm: who reports the end of a cell has to know it. */
  readonly token: string;
}

/** A question about code that runs nothing; `cursor` counts code points, as Jupyter does. */
export interface AskCommand {
  readonly type: "ask";
  readonly id: number;
  readonly question: "complete" | "inspect" | "is_complete";
  readonly code: string;
  readonly cursor: number;
  /** How much an inspection shall say. */
  readonly detail: number;
}

/** From the supervisor to the realm. */
export type RealmCommand = ExecuteCommand | AskCommand | { readonly type: "interrupt"; readonly id: number };

/** From the realm to the supervisor. `cell` says under which cell something is published. */
export type RealmReport =
  | { readonly type: "ready" }
  | {
      readonly type: "publish";
      readonly cell: number;
      readonly messageType: string;
      readonly content: MessageContent;
    }
  | { readonly type: "settled"; readonly token: string; readonly outcome: Outcome }
  | { readonly type: "answer"; readonly id: number; readonly content: MessageContent }
  | { readonly type: "exit"; readonly code: number };

/** File descriptors of the realm beside the standard three and Node's IPC. */
export const reportDescriptor = 3;
export const guardDescriptor = 4;
