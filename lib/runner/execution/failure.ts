import type { ErrorOutput, Output } from "../notebook/format";
import { plainText } from "../terminal/plain-text";
import type { Failure } from "./run";

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
  return { cell, ...lineIn([message, ...clean], cell, source), name, message, traceback: clean };
}

/** The first place in this cell that the texts name, as our kernel writes it: `cell [4], 3:12`. */
function lineIn(
  texts: readonly string[],
  cell: number,
  source: string,
): Pick<Failure, "line" | "sourceLine"> {
  const places = texts.flatMap((text) => [...text.matchAll(/cell \[(\d+)\], (\d+):\d+/g)]);
  const line = Number(places.find(([, label]) => Number(label) === cell)?.[2]);
  const sourceLine = source.split("\n")[line - 1];
  return sourceLine === undefined ? {} : { line, sourceLine: sourceLine.trim() };
}
