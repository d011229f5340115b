import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";

/** A kernel's process, in a group of its own: Ctrl-C in a terminal reaches the runner alone, and all its children can be ended. */
export interface KernelProcess {
  /** Resolves with a description ("exit code 3", "signal SIGKILL") when the process has ended, however that came. */
  readonly ended: Promise<string>;
  /** The last lines the process itself wrote to its own output: the reason of a death. */
  lastWords(): string;
  interrupt(): void;
  /** Ends the process and everything it started, at once. */
  kill(): void;
}

const keptCharacters = 4000;

export function startKernelProcess(
  command: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string | undefined>>,
): KernelProcess {
  const [program, ...rest] = command;
  const child = spawn(program!, rest, {
    cwd,
    env: environment,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let words = "";
  const keep = (chunk: Buffer) => {
    words = (words + chunk.toString()).slice(-keptCharacters);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(signal === null ? `exit code ${code}` : `signal ${signal}`));
  });
  const kill = () => sendSignal(child, child.pid === undefined ? undefined : -child.pid, "SIGKILL");
  process.once("exit", kill); // However the runner itself ends, its kernels end with it.
  ended.then(() => process.off("exit", kill));
  return {
    ended,
    lastWords: () => words.trim(),
    interrupt: () => sendSignal(child, child.pid, "SIGINT"),
    kill,
  };
}

/** A negative id means the group. A process that has ended meanwhile is no error. */
function sendSignal(child: ChildProcess, id: number | undefined, signal: NodeJS.Signals): void {
  if (id === undefined || (id > 0 && (child.exitCode !== null || child.signalCode !== null))) return;
  try {
    process.kill(id, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
