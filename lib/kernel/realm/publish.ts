import { StringDecoder } from "node:string_decoder";
import type { MessageContent } from "../wire/message";
import { type Cell, currentCell } from "./cell";
import { report } from "./report";

/** Publishes under a cell. A silent cell shows nothing; an interrupted one shows nothing any more. */
export function publish(cell: Cell | undefined, messageType: string, content: MessageContent): void {
  if (!cell || cell.silent || cell.interrupted) return;
  report({ type: "publish", cell: cell.id, messageType, content });
}

export function publishStream(cell: Cell | undefined, name: "stdout" | "stderr", text: string): void {
  if (text !== "") publish(cell, "stream", { name, text });
}

/** Sends what cells write to standard output and standard error to the front end. */
export function captureStreams(): void {
  for (const name of ["stdout", "stderr"] as const) {
    const decoder = new StringDecoder("utf8");
    const write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
      publishStream(
        currentCell(),
        name,
        typeof chunk === "string" ? chunk : decoder.write(Buffer.from(chunk)),
      );
      const callback = rest.find((argument) => typeof argument === "function");
      if (callback) process.nextTick(callback as (error: null) => void, null);
      return true;
    };
    process[name].write = write as typeof process.stdout.write;
  }
}
