import type { MessageContent } from "../../kernel/wire/message";
import { type Kernel, type KernelOptions, startKernel } from "../../runner/client/kernel";
import { executeCell } from "../../runner/execution/cell";
import { OutputCollector } from "../../runner/execution/outputs";
import type { CellResult, OpenSession } from "./session";

/** Sessions in the notebooks' own kernel, without a sandbox: for code of one's own. */
export function kernelSessions(options: Omit<KernelOptions, "signal">, cellSeconds: number): OpenSession {
  return async (signal) => {
    const kernel = await startKernel({ ...options, signal });
    return { run: (code) => runCell(kernel, code, cellSeconds), close: () => kernel.stop() };
  };
}

async function runCell(kernel: Kernel, code: string, seconds: number): Promise<CellResult> {
  const collector = new OutputCollector();
  const end = await executeCell(kernel, code, seconds, (message) => collector.receive(0, message));
  const outputs = collector.outputsOf(0);
  if (end.type === "reply") return { ...replied(end.reply), outputs };
  if (end.type === "dead") return { ...ended("lost", "KernelDeath", end.error.message), outputs };
  const message = `The cell ran longer than ${seconds} s.`;
  return { ...ended(end.stopped ? "timed out" : "lost", "CellTimeout", message), outputs };
}

function replied(reply: MessageContent): Omit<CellResult, "outputs"> {
  if (reply.status === "ok") return ended("ok", "", "");
  const traceback = Array.isArray(reply.traceback) ? reply.traceback.map(String) : [];
  return { ...ended("error", String(reply.ename ?? "Error"), String(reply.evalue ?? "")), traceback };
}

function ended(status: CellResult["status"], name: string, message: string): Omit<CellResult, "outputs"> {
  return { status, name, message, traceback: [] };
}
