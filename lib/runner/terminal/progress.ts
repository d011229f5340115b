import type { CellProgress } from "../execution/notebook";
import type { NotebookRun } from "../execution/run";
import type { RunListener } from "../run-notebooks";
import { formatDuration } from "./duration";
import { oneLine } from "./plain-text";
import { describeRun } from "./run-lines";

/** Where lines go: `process.stdout`, or a stand-in of a test. */
export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

interface Running {
  readonly began: number;
  progress: CellProgress | undefined;
}

const redrawSeconds = 0.2;
const reportSeconds = 15;

/** Shows running notebooks: redrawn in place on a terminal, else a line now and then; the verdicts as each one ends. */
export interface ProgressDisplay extends RunListener {
  /** Stops drawing; call it however the run ends. */
  close(): void;
}

export function createProgressDisplay(terminal: Terminal): ProgressDisplay {
  const running = new Map<string, Running>();
  const inPlace = terminal.isTTY === true;
  let drawn = 0;
  const lines = () => [...running].map(([name, state]) => progressLine(name, state, terminal.columns ?? 200));
  const erase = () => {
    if (drawn > 0) terminal.write(`\u001b[${drawn}A\u001b[J`);
    drawn = 0;
  };
  const draw = () => {
    erase();
    for (const line of lines()) terminal.write(`${line}\n`);
    drawn = running.size;
  };
  const report = () => {
    for (const line of lines()) terminal.write(`${line}\n`);
  };
  const timer = setInterval(inPlace ? draw : report, (inPlace ? redrawSeconds : reportSeconds) * 1000);
  timer.unref();
  return {
    started: (name) => {
      running.set(name, { began: performance.now(), progress: undefined });
      if (!inPlace) terminal.write(`▶ ${name}\n`);
    },
    progressed: (name, progress) => {
      const state = running.get(name);
      if (state !== undefined) state.progress = progress;
    },
    ended: (run: NotebookRun) => {
      running.delete(run.name);
      if (inPlace) erase();
      for (const line of describeRun(run)) terminal.write(`${line}\n`);
      if (inPlace) draw();
    },
    close: () => {
      clearInterval(timer);
      if (inPlace) erase();
    },
  };
}

function progressLine(name: string, { began, progress }: Running, width: number): string {
  const elapsed = formatDuration((performance.now() - began) / 1000);
  const where = progress === undefined ? "starting" : `cell ${progress.cell} of ${progress.cells}`;
  const text = progress === undefined || progress.text === "" ? "" : `  ${progress.text}`;
  return oneLine(`… ${name}  ${where}  ${elapsed}${text}`, width - 1);
}
