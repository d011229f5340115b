import { type ChildProcess, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { guardDescriptor, type RealmCommand, type RealmReport, reportDescriptor } from "../realm-messages";
import { onLines } from "./lines";
import { ordinaryLaunch, type RealmLaunch } from "./realm-launch";

/** How a realm came to its end. */
export interface RealmEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** A cell, or something that it called, asked for the end of the process. */
  readonly asked: boolean;
  /** The last lines the process wrote by itself, as V8 does when it runs out of memory. */
  readonly lastWords: string;
}

export interface RealmListeners {
  report(message: RealmReport): void;
  /** Bytes written past JavaScript's streams: by native code and by processes that a cell started. */
  raw(name: "stdout" | "stderr", text: string): void;
  /** How much has arrived, before it is looked at. */
  received?(bytes: number): void;
  ended(end: RealmEnd): void;
}

const lastWordsKept = 4000;
/** A process that a cell left running may hold the pipes open for ever. */
const drainMilliseconds = 500;

/** The process that runs the cells, seen from the supervisor. */
export class RealmProcess {
  #child: ChildProcess;
  #asked = false;
  #lastWords = "";

  constructor(listeners: RealmListeners, launch: RealmLaunch = ordinaryLaunch()) {
    this.#child = spawn(launch.command, launch.arguments, {
      // A process group of its own: a front end's signal to the kernel's group is ours to pass on.
      detached: true,
      cwd: launch.folder,
      env: launch.environment,
      stdio: ["ignore", "pipe", "pipe", "pipe", "pipe", "ipc"],
    });
    this.#listen(listeners);
  }

  /** Undefined when the process could not be started. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  send(command: RealmCommand): void {
    // A realm that is gone has reported its end: nobody waits for this command.
    this.#child.send(command, () => undefined);
  }

  /** Ends what the cell does: the message finds it when it awaits, the guard also when it loops. */
  interrupt(id: number): void {
    this.send({ type: "interrupt", id });
    (this.#child.stdio[guardDescriptor] as Writable).write(`${id}\n`);
  }

  /** Ends the process and those its cells started. */
  kill(): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // No group of that number is left, or, on Windows, there are none.
      this.#child.kill("SIGKILL");
    }
  }

  #listen({ report, raw, received, ended }: RealmListeners): void {
    const child = this.#child;
    const reports = child.stdio[reportDescriptor] as Readable;
    reports.on("data", ({ length }: Buffer) => received?.(length));
    onLines(reports, (line) => {
      const message = readReport(line);
      if (message === undefined) raw("stderr", `${line}\n`);
      else if (message.type === "exit") this.#asked = true;
      else report(message);
    });
    for (const name of ["stdout", "stderr"] as const) {
      child[name]!.setEncoding("utf8").on("data", (text: string) => {
        received?.(text.length);
        this.#lastWords = (this.#lastWords + text).slice(-lastWordsKept);
        raw(name, text);
      });
    }
    // Writing to a guard that has ended is no news beside the end of its process.
    child.stdio[guardDescriptor]!.on("error", () => undefined);
    child.on("error", (error) => raw("stderr", `${error.message}\n`));
    child.once("exit", (code, signal) => {
      this.kill();
      const finish = (): void => {
        clearTimeout(timer);
        child.off("close", finish);
        ended({ code, signal, asked: this.#asked, lastWords: this.#lastWords });
      };
      const timer = setTimeout(finish, drainMilliseconds);
      child.once("close", finish);
    });
  }
}

/** A cell can write to this pipe, too: what is no report is output. */
function readReport(line: string): RealmReport | undefined {
  try {
    const message = JSON.parse(line) as RealmReport | null;
    return typeof message?.type === "string" ? message : undefined;
  } catch {
    return undefined;
  }
}
