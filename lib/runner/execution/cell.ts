import type { Message, MessageContent } from "../../kernel/wire/message";
import type { Kernel, KernelDeathError } from "../client/kernel";
import { within } from "../client/within";

/** How the execution of a cell ended. */
export type CellEnd =
  | { readonly type: "reply"; readonly reply: MessageContent }
  | { readonly type: "dead"; readonly error: KernelDeathError }
  /** Took too long; `stopped` when the interrupt ended it, otherwise the kernel had to be killed. */
  | { readonly type: "late"; readonly stopped: boolean };

/** How long an interrupted cell may take to end: a loop that awaits only resolved promises never does. */
const graceSeconds = 3;

/** Executes one cell within a time limit: after it an interrupt, and when that does not help the end of the kernel. */
export async function executeCell(
  kernel: Kernel,
  source: string,
  seconds: number,
  onPublished: (message: Message) => void,
): Promise<CellEnd> {
  const ended = Promise.race<CellEnd>([
    kernel.execute(source, onPublished).then((reply) => ({ type: "reply", reply })),
    kernel.dead.then((error) => ({ type: "dead", error })),
  ]);
  const inTime = await within(seconds, ended);
  if (inTime !== undefined) return inTime;
  kernel.interrupt();
  const stopped = (await within(graceSeconds, ended))?.type === "reply";
  if (!stopped) await kernel.kill();
  return { type: "late", stopped };
}
