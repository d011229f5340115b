import type { FrontEnd } from "./figure";
import { frontEnd } from "./front-end";
import { timeLeft } from "./time-left";

export interface ProgressReport {
  /** Perhaps with a fraction: the part of the step under way that is done. */
  readonly done: number;
  readonly total: number;
  /** What is being done, in words. */
  readonly note?: string;
}

const millisecondsBetweenUpdates = 250;
const barLength = 24;

/**
 * A callback that shows how far a long computation is, made for `onProgress`: one line under the running cell, renewed
 * in place about four times a second, with what is being done and, once it can be estimated, the time that is left. It
 * ends as a one-line summary without times, so that outputs stay the same from run to run. Outside a kernel the line is
 * written to the terminal's error stream; where there is no terminal nothing is written.
 */
export function progress(label: string): (report: ProgressReport) => void {
  const write = writerFor(frontEnd());
  const left = timeLeft();
  let lastUpdate = Number.NEGATIVE_INFINITY;
  let finished = false;
  return (report) => {
    const { done, total } = report;
    const ends = done >= total;
    const now = Date.now();
    const estimate = left(done / total, now);
    if (finished || (!ends && now - lastUpdate < millisecondsBetweenUpdates)) {
      return;
    }
    lastUpdate = now;
    finished = ends;
    write(ends ? `${label}: ${total} of ${total} done` : runningLine(label, report, estimate), ends);
  };
}

function runningLine(label: string, { done, total, note }: ProgressReport, estimate?: string): string {
  const filled = Math.floor((done / total) * barLength);
  const bar = "█".repeat(filled) + "░".repeat(barLength - filled);
  const percent = Math.floor((100 * done) / total);
  const parts = [`${label}: ${bar} ${percent} % (${Math.floor(done)} of ${total})`, note, estimate];
  return parts.filter((part) => part !== undefined && part !== "").join(", ");
}

function writerFor(front: FrontEnd | undefined): (line: string, ends: boolean) => void {
  if (!front) {
    const terminal = globalThis.process?.stderr;
    return (line, ends) => {
      if (terminal?.isTTY) {
        // A line that wraps could not be renewed in place.
        const shown = ends ? line : line.slice(0, (terminal.columns || Number.POSITIVE_INFINITY) - 1);
        terminal.write(`\r\u001b[2K${shown}${ends ? "\n" : ""}`);
      }
    };
  }
  // Unique beyond this kernel's life: a page may still hold lines of the kernel before it.
  const displayId = `progress-${globalThis.crypto.randomUUID()}`;
  let shown = false;
  return (line) => {
    front.display({ "text/plain": line }, { displayId, update: shown });
    shown = true;
  };
}
