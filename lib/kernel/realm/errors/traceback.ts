import { inspect } from "node:util";
import type { Outcome } from "../../realm-messages";
import { waitingPlaceOf } from "../drive";
import { errorLine, excerpt } from "./excerpt";
import { cellSource, placeInCell } from "./locations";

type Failure = Extract<Outcome, { status: "error" }>;

/** Frames of Node, of tslab and of this kernel say nothing about the reader's code. */
const machinery =
  /\(?(?:node:|evalmachine|lib\/(?:dist\/)?kernel\/|lib\/kernel\/|.*[\\/]tslab[\\/]dist[\\/])|^\s+at Generator\.|^\s+at new Promise \(<anonymous>\)/;
const cellPlace = /cell \[(\d+)\], (\d+):(\d+)/;
const deepestCause = 5;

/** What front ends show for an error of a cell: its name, its message, and a trace that points into the cell. */
export function failureOf(error: unknown, script: string): Failure {
  try {
    return describe(error, script);
  } catch {
    // A getter or an inspection of the thrown object that throws itself: the cell has failed all the same.
    return uncaught("something was thrown that cannot be shown");
  }
}

function describe(error: unknown, script: string): Failure {
  if (!isError(error)) {
    return uncaught(typeof error === "string" ? error : inspect(error));
  }
  const ename = String(error.name || "Error");
  const evalue = String(error.message);
  return { status: "error", ename, evalue, traceback: tracebackOf(error, script, 0) };
}

function uncaught(evalue: string): Failure {
  return { status: "error", ename: "Uncaught", evalue, traceback: [errorLine("Uncaught", evalue)] };
}

/** An error of any realm: libraries run code in contexts of their own. */
function isError(value: unknown): value is Error {
  if (value instanceof Error) return true;
  return typeof value === "object" && value !== null && "message" in value && "stack" in value;
}

function tracebackOf(error: Error, script: string, depth: number): string[] {
  const frames = framesOf(error, script);
  const lines = [
    errorLine(String(error.name || "Error"), String(error.message)),
    ...excerptOf(frames),
    ...frames,
  ];
  const { cause } = error;
  if (cause === undefined || depth === deepestCause) return lines;
  const causes = isError(cause)
    ? tracebackOf(cause, script, depth + 1)
    : [errorLine("Uncaught", inspect(cause))];
  return [...lines, "", "Caused by:", ...causes];
}

function framesOf(error: Error, script: string): string[] {
  const frames = String(error.stack ?? "")
    .split("\n")
    .filter((line) => /^\s+at /.test(line) && !machinery.test(line));
  if (frames.some((frame) => cellPlace.test(frame))) return frames;
  const waiting = waitingPlaceOf(error);
  const place = waiting && placeInCell(script, waiting, "awaits");
  return place === undefined ? frames : [...frames, `    at async ${place}`];
}

function excerptOf(frames: readonly string[]): string[] {
  const match = frames.map((frame) => cellPlace.exec(frame)).find((found) => found !== null);
  const [label, line, column] = match ? match.slice(1).map(Number) : [];
  const source = label === undefined ? undefined : cellSource(label);
  return source ? ["", ...excerpt(source.code, line!, column!), ""] : [];
}
