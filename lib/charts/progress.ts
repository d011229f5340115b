import type { FrontEnd } from "./figure";
import { frontEnd } from "./front-end";

export interface ProgressReport {
  readonly done: number;
  readonly total: number;
}

const millisecondsBetweenUpdates = 250;
const barLength = 24;

/**
 * A callback that shows how far a long computation is, made for `onProgress`: one line under the running cell, renewed
 * in place about four times a second, that ends as a one-line summary without times, so that outputs stay the same from
 * run to run. Outside a kernel the line is written to the terminal's error stream; where there is no terminal nothing is
 * written.
 */
export function progress(label: string): (report: ProgressReport) => void {
  const write = writerFor(frontEnd());
  let lastUpdate = Number.NEGATIVE_INFINITY;
  let finished = false;
  return ({ done, total }) => {
    const ends = done >= total;
    const now = Date.now();
    if (finished || (!ends && now - lastUpdate < millisecondsBetweenUpdates)) {
      return;
    }
    lastUpdate = now;
    finished = ends;
    write(ends ? `${label}: ${total} of ${total} done` : bar(label, done, total), ends);
  };
}

function bar(label: string, done: number, total: number): string {
  const filled = Math.floor((done / total) * barLength);
  const percent = Math.floor((100 * done) / total);
  return `${label}: ${"█".repeat(filled)}${"░".repeat(barLength - filled)} ${percent} % (${done} of ${total})`;
}

function writerFor(front: FrontEnd | undefined): (line: string, ends: boolean) => void {
  if (!front) {
    const terminal = globalThis.process?.stderr;
    return (line, ends) => {
      if (terminal?.isTTY) {
        terminal.write(`\r\u001b[2K${line}${ends ? "\n" : ""}`);
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
