import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { SandboxLimits } from "./limits";
import { canReadProcesses, usageOfTree } from "./process-tree";
import type { CellStatus } from "./sandbox";

/** Which limit was passed, and how it is put to the reader. */
export interface Excess {
  readonly status: CellStatus;
  readonly message: string;
}

/** So often that a process that fills memory as fast as it can stays within some hundred megabytes of the limit. */
const watchMilliseconds = 50;

export interface Watch {
  /** The computing time of a cell counts from here. */
  beginCell(): void;
  stop(): void;
}

/** Looks at a process and all below it until it is stopped or a limit is passed. */
export function watchProcess(
  pid: number,
  limits: SandboxLimits,
  scratch: string | undefined,
  exceeded: (excess: Excess) => void,
): Watch {
  if (!canReadProcesses()) return { beginCell: () => undefined, stop: () => undefined };
  let cpuBefore = usageOfTree(pid).cpuSeconds;
  const look = (): void => {
    const excess = excessOf(pid, limits, cpuBefore) ?? (scratch ? excessOnDisk(scratch, limits) : undefined);
    if (!excess) return;
    clearInterval(timer);
    exceeded(excess);
  };
  const timer = setInterval(look, watchMilliseconds);
  return {
    beginCell: () => {
      cpuBefore = usageOfTree(pid).cpuSeconds;
    },
    stop: () => clearInterval(timer),
  };
}

function excessOf(pid: number, limits: SandboxLimits, cpuBefore: number): Excess | undefined {
  const { residentBytes, cpuSeconds, processes, threads } = usageOfTree(pid);
  if (residentBytes > limits.residentMegabytes * 2 ** 20) {
    return { status: "memory", message: `More than ${limits.residentMegabytes} MB of memory were used.` };
  }
  if (processes > limits.processes || threads > limits.threads) {
    const message = `More than ${limits.processes} processes or ${limits.threads} threads were started.`;
    return { status: "processes", message };
  }
  if (cpuSeconds - cpuBefore > limits.cellCpuSeconds) {
    return {
      status: "timeout",
      message: `More than ${limits.cellCpuSeconds} s of computing time were used.`,
    };
  }
  return undefined;
}

function excessOnDisk(scratch: string, { scratchMegabytes }: SandboxLimits): Excess | undefined {
  if (sizeOf(scratch) <= scratchMegabytes * 2 ** 20) return undefined;
  return { status: "disk", message: `More than ${scratchMegabytes} MB were written.` };
}

function sizeOf(folder: string): number {
  let bytes = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) bytes += sizeOf(path);
    else bytes += statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  }
  return bytes;
}
