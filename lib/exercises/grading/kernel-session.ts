import type { MessageContent } from "../../kernel/wire/message";
import { type Kernel, type KernelOptions, startKernel } from "../../runner/client/kernel";
import { executeCell } from "../../runner/execution/cell";
import { OutputCollector } from "../../runner/execution/outputs";
import type { CellResult, CellStatus, OpenSession } from "./session";

/** Sessions in the notebooks' own kernel, without a sandbox: for code of one's own. */
export function kernelSessions(options: Omit<KernelOptions, "signal">, cellSeconds: number): OpenSession {
  return async (signal) => {
    const start = () => startKernel({ ...options, signal });
    let kernel: Kernel | undefined = await start();
    return {
      run: async (code) => {
        kernel ??= await start();
        const result = await runCell(kernel, code, cellSeconds);
        if (result.lostEverything) {
          await kernel.kill();
          kernel = undefined;
        }
        return result;
      },
      close: async () => kernel?.stop(),
    };
  };
}

async function runCell(kernel: Kernel, code: string, seconds: number): Promise<CellResult> {
  const collector = new OutputCollector();
  const end = await executeCell(kernel, code, seconds, (message) => collector.receive(0, message));
  const outputs = collector.outputsOf(0);
  if (end.type === "reply") return { ...replied(end.reply), outputs };
  if (end.type === "dead") return { ...stopped("lost", end.error.message, true), outputs };
  return { ...stopped("timeout", `The cell ran longer than ${seconds} s.`, !end.stopped), outputs };
}

function replied(reply: MessageContent): Omit<CellResult, "outputs"> {
  if (reply.status === "ok") return { status: "ok", lostEverything: false };
  const traceback = Array.isArray(reply.traceback) ? reply.traceback.map(String) : [];
  const [name, message] = [String(reply.ename ?? "Error"), String(reply.evalue ?? "")];
  return { status: "error", name, message, traceback, lostEverything: false };
}

function stopped(status: CellStatus, message: string, lostEverything: boolean): Omit<CellResult, "outputs"> {
  return { status, name: "Stopped", message, lostEverything };
}
