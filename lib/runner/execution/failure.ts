import type { ErrorOutput, Output } from "../notebook/format";
import { plainText } from "../terminal/plain-text";
import type { Failure } from "./run";

/** Positions as errors name them: "line 3", "cell 4:3:12", "In [4]:3:12". */
const positions = [/\bline (\d+)/i, /(?:cell|In)\s*\[?\d+\]?\s*[:,]\s*(\d+)(?::\d+)?/i];

/** The failure of a code cell, from the error it showed or, when it showed none, from the kernel's reply. */
export function cellFailure(
  cell: number,
  source: string,
  outputs: readonly Output[],
  reply: { readonly ename?: unknown; readonly evalue?: unknown; readonly traceback?: unknown },
): Failure {
  const shown = outputs.filter((output): output is ErrorOutput => output.output_type === "error").at(-1);
  const traceback = shown?.traceback ?? (Array.isArray(reply.traceback) ? reply.traceback.map(String) : []);
  const name = plainText(shown?.ename ?? String(reply.ename ?? "Error"));
  const message = plainText(shown?.evalue ?? String(reply.evalue ?? ""));
  const clean = traceback.map(plainText);
  return { cell, ...lineIn([message, ...clean], source), name, message, traceback: clean };
}

function lineIn(texts: readonly string[], source: string): Pick<Failure, "line" | "sourceLine"> {
  const lines = source.split("\n");
  for (const text of texts) {
    for (const position of positions) {
      const line = Number(position.exec(text)?.[1]);
      const sourceLine = lines[line - 1];
      if (sourceLine !== undefined) return { line, sourceLine: sourceLine.trim() };
    }
  }
  return {};
}
