import type { Outcome } from "../realm-messages";
import type { RealmEnd } from "./realm-process";

/** Why a realm had to be replaced, beyond how its process ended. */
export type LossReason = "interrupt" | "ended";

const remedy = "All variables and imports of this notebook are lost. Run its cells again from the top.";

/** What a cell's reader is told when the process that ran it is gone. */
export function describeLoss(end: RealmEnd, reason: LossReason): Extract<Outcome, { status: "error" }> {
  const evalue = `${causeOfLoss(end, reason)} ${remedy}`;
  return {
    status: "error",
    ename: "RealmLost",
    evalue,
    traceback: [`\u001b[31mRealmLost\u001b[39m: ${evalue}`],
  };
}

/** How a cell came to lose its process, in a sentence. */
export function causeOfLoss(end: RealmEnd, reason: LossReason): string {
  if (reason === "interrupt") {
    return "The interrupted cell did not come to rest, so its process was ended.";
  }
  if (ranOutOfMemory(end)) {
    return "The cell ran out of memory, which ended its process.";
  }
  if (end.asked) return `The cell ended its own process: process.exit(${end.code ?? 0}).`;
  if (end.signal === "SIGKILL") {
    return "The cell's process was killed (SIGKILL), perhaps because the machine ran out of memory.";
  }
  if (end.signal !== null) return `The cell's process crashed (${end.signal}).`;
  const words = end.lastWords.trim();
  return `The cell's process ended with code ${end.code}${words === "" ? "." : `: ${words}`}`;
}

/** Whether V8 ended the process because its memory was used up. */
export function ranOutOfMemory({ lastWords }: RealmEnd): boolean {
  return /heap out of memory|Array buffer allocation failed/.test(lastWords);
}
