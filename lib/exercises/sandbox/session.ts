import { performance } from "node:perf_hooks";
import type { Outcome } from "../../kernel/realm-messages";
import { CellOutputs } from "./cell-outputs";
import { GradedProcess } from "./graded-process";
import type { Place } from "./launch";
import type { SandboxLimits } from "./limits";
import type { CellResult, SandboxSession } from "./sandbox";
import type { Excess } from "./watch";

/** A session in a place, with its first process started. */
export function openSession(place: Place, limits: SandboxLimits, signal?: AbortSignal): SandboxSession {
  return new Session(place, limits, signal);
}

class Session implements SandboxSession {
  readonly #place: Place;
  readonly #limits: SandboxLimits;
  readonly #signal: AbortSignal | undefined;
  #process: GradedProcess | undefined;
  #closed = false;
  /** How long cells have run so far. */
  #spentSeconds = 0;

  constructor(place: Place, limits: SandboxLimits, signal: AbortSignal | undefined) {
    this.#place = place;
    this.#limits = limits;
    this.#signal = signal;
    if (!signal?.aborted) this.#process = this.#start();
  }

  async run(code: string): Promise<CellResult> {
    if (this.#closed)
      throw new Error("A sandbox's session was asked to run a cell after it had been closed.");
    const { sessionSeconds } = this.#limits;
    if (this.#signal?.aborted) return stopped({ status: "lost", message: "Grading was stopped." }, []);
    if (this.#spentSeconds >= sessionSeconds) return stopped(spent(sessionSeconds), []);
    this.#process ??= this.#start();
    const process = this.#process;
    const abort = (): void => process.stop({ status: "lost", message: "Grading was stopped." });
    this.#signal?.addEventListener("abort", abort, { once: true });
    try {
      await process.ready();
      return await this.#runIn(process, code);
    } finally {
      this.#signal?.removeEventListener("abort", abort);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#process?.close();
    await this.#place.clear();
  }

  async #runIn(process: GradedProcess, code: string): Promise<CellResult> {
    const outputs = new CellOutputs();
    const start = performance.now();
    const left = this.#limits.sessionSeconds - this.#spentSeconds;
    const excess =
      left < this.#limits.cellSeconds ? spent(this.#limits.sessionSeconds) : tooLong(this.#limits);
    const timer = setTimeout(() => process.stop(excess), Math.min(left, this.#limits.cellSeconds) * 1000);
    const end = await process.run(code, outputs);
    clearTimeout(timer);
    this.#spentSeconds += (performance.now() - start) / 1000;
    if ("outcome" in end) return { ...resultOf(end.outcome), outputs: outputs.all(), lostEverything: false };
    this.#process = undefined;
    await process.close();
    return stopped(end, outputs.all());
  }

  #start(): GradedProcess {
    return new GradedProcess(this.#place, this.#limits);
  }
}

const tooLong = ({ cellSeconds }: SandboxLimits): Excess => ({
  status: "timeout",
  message: `The cell had not ended after ${cellSeconds} s.`,
});

const spent = (sessionSeconds: number): Excess => ({
  status: "timeout",
  message: `The ${sessionSeconds} s that all cells of a submission may take together are spent.`,
});

function stopped({ status, message }: Excess, outputs: CellResult["outputs"]): CellResult {
  return {
    status,
    name: "Stopped",
    message,
    traceback: [`Stopped: ${message}`],
    outputs,
    lostEverything: true,
  };
}

/** What a realm says is data from untrusted code: texts are made of it. */
function resultOf(outcome: Outcome): Pick<CellResult, "status" | "name" | "message" | "traceback"> {
  if (outcome.status === "ok") return { status: "ok" };
  const { ename, evalue, traceback } = outcome;
  return {
    status: "error",
    name: shorten(String(ename)),
    message: shorten(String(evalue)),
    traceback: traceback.map((line) => shorten(String(line))),
  };
}

const longest = 10_000;

function shorten(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}… (${text.length} characters in all)`;
}
