import type { NotebookRun } from "./execution/run";
import type { PlannedNotebook } from "./plan";
import type { OutputFolder } from "./report/output-folder";
import type { Journal } from "./resume/journal";
import { type RunListener, type RunNotebooksOptions, runNotebooks } from "./run-notebooks";

export interface PerformOptions extends Omit<RunNotebooksOptions, "run" | "listener"> {
  readonly output: OutputFolder;
  readonly journal: Journal;
  /** Whether notebooks that had come to their end before the stop are kept. */
  readonly resume: boolean;
  readonly listener: ResumeListener;
}

export interface ResumeListener extends RunListener {
  /** A notebook is not run again. */
  kept(run: NotebookRun): void;
  /** A notebook that had come to its end is run again, for a reason. */
  repeated(name: string, why: string): void;
}

/** Executes planned notebooks, each written to the output folder and entered in the journal as it ends. */
export async function performRun(
  plans: readonly PlannedNotebook[],
  { output, journal, resume, listener, ...options }: PerformOptions,
): Promise<NotebookRun[]> {
  const kept = resume ? await keptRuns(plans, journal, listener) : new Map<PlannedNotebook, NotebookRun>();
  const open = plans.filter((plan) => !kept.has(plan));
  const ended = async (run: NotebookRun, plan: PlannedNotebook) => {
    listener.ended(run, plan);
    await journal.enter(plan, run, output.keep(plan.file, run));
  };
  const runs = await runNotebooks(open, { ...options, run: journal.run, listener: { ...listener, ended } });
  return plans.map((plan) => kept.get(plan) ?? runs[open.indexOf(plan)]!);
}

async function keptRuns(
  plans: readonly PlannedNotebook[],
  journal: Journal,
  listener: ResumeListener,
): Promise<Map<PlannedNotebook, NotebookRun>> {
  const runs = new Map<PlannedNotebook, NotebookRun>();
  for (const plan of plans) {
    const kept = await journal.kept(plan);
    if ("run" in kept) {
      runs.set(plan, kept.run);
      listener.kept(kept.run);
    } else if (kept.why !== undefined) {
      listener.repeated(plan.name, kept.why);
    }
  }
  return runs;
}
