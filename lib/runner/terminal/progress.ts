import type { CellProgress } from "../execution/notebook";
import type { NotebookRun } from "../execution/run";
import type { ResumeListener } from "../perform-run";
import { formatDuration } from "./duration";
import { liveLines } from "./live-lines";
import { oneLine, plainText } from "./plain-text";
import { describeKept, describeRun } from "./run-lines";

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

/** Shows running notebooks: redrawn in place on a terminal, else a line now and then; the verdicts as each one ends. */
export interface ProgressDisplay extends ResumeListener {
  ended(run: NotebookRun): void;
  /** Stops drawing; call it however the run ends. */
  close(): void;
}

export function createProgressDisplay(terminal: Terminal): ProgressDisplay {
  const running = new Map<string, Running>();
  const width = () => terminal.columns ?? 200;
  const live = liveLines(terminal, () =>
    [...running].map(([name, state]) => progressLine(name, state, width())),
  );
  return {
    started: (name) => {
      running.set(name, { began: performance.now(), progress: undefined });
      if (terminal.isTTY !== true) live.print([`▶ ${name}`]);
    },
    progressed: (name, progress) => {
      const state = running.get(name);
      if (state !== undefined) state.progress = progress;
    },
    ended: (run: NotebookRun) => {
      running.delete(run.name);
      live.print(describeRun(run));
    },
    kept: (run) => live.print([describeKept(run)]),
    repeated: (name, why) => live.print([`↻ ${plainText(name)} runs again: ${why}`]),
    close: live.close,
  };
}

function progressLine(name: string, { began, progress }: Running, width: number): string {
  const elapsed = formatDuration((performance.now() - began) / 1000);
  const where = progress === undefined ? "starting" : `cell ${progress.cell} of ${progress.cells}`;
  const text = progress === undefined || progress.text === "" ? "" : `  ${progress.text}`;
  return oneLine(`… ${name}  ${where}  ${elapsed}${text}`, width - 1);
}
