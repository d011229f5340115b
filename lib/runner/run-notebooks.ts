import { availableParallelism } from "node:os";
import { chainOriginsIn, claimsIn, dataNotesIn } from "./execution/collect";
import type { CellProgress, Execution } from "./execution/notebook";
import { executeNotebook } from "./execution/notebook";
import { inParallel } from "./execution/pool";
import type { Failure, NotebookRun } from "./execution/run";
import { takeFigures } from "./figures/figure-files";
import type { PlannedNotebook } from "./plan";

/** Hears how a run goes on. */
export interface RunListener {
  started(name: string): void;
  progressed(name: string, progress: CellProgress): void;
  /** The kernel's place is taken by the next notebook when this has come to its end. */
  ended(run: NotebookRun, plan: PlannedNotebook): void | Promise<void>;
}

export interface RunNotebooksOptions {
  readonly kernelCommand: (connectionFile: string) => readonly string[];
  readonly jobs: number;
  readonly workers: number | undefined;
  readonly cellSeconds: number;
  /** Folder of the chains that the notebooks share. */
  readonly chains: string;
  /** Tells chains of this run in that folder from those of earlier ones. */
  readonly run: string;
  readonly signal: AbortSignal;
  readonly listener: RunListener;
}

/**
 * Executes planned notebooks, each in a kernel of its own, some at the same time. One that fails does not stop the others.
 * After an abort those that had not begun are reported as interrupted.
 */
export async function runNotebooks(
  plans: readonly PlannedNotebook[],
  options: RunNotebooksOptions,
): Promise<NotebookRun[]> {
  const kernels = Math.max(1, Math.min(options.jobs, plans.length));
  const workers = options.workers ?? Math.max(1, Math.floor(availableParallelism() / kernels));
  const environment = { ...threadsOf(workers), ...storeOf(options) };
  const runs = await inParallel(plans, kernels, options.signal, (plan) => runOne(plan, environment, options));
  return runs.map((run, index) => run ?? notBegun(plans[index]!));
}

async function runOne(
  plan: PlannedNotebook,
  environment: Readonly<Record<string, string>>,
  options: RunNotebooksOptions,
): Promise<NotebookRun> {
  const { listener } = options;
  listener.started(plan.name);
  const execution = await executeNotebook(plan.notebook, {
    command: options.kernelCommand,
    cwd: plan.folder,
    environment: { ...environment, MODEL_COLLAPSE_NOTEBOOK: plan.name, MODEL_COLLAPSE_FIGURES: "svg" },
    cellSeconds: options.cellSeconds,
    cells: plan.cells,
    signal: options.signal,
    onProgress: (progress) => listener.progressed(plan.name, progress),
  });
  const run = gather(plan, execution);
  await listener.ended(run, plan);
  return run;
}

/**
 * Lets a kernel use its share of the cores. TensorFlow's idle threads wait by spinning, so that two kernels with a thread
 * a core each would keep each other from working; how many threads there are changes no digit.
 */
function threadsOf(workers: number): Readonly<Record<string, string>> {
  const share = String(workers);
  return {
    MODEL_COLLAPSE_WORKERS: share,
    TF_NUM_INTRAOP_THREADS: process.env.TF_NUM_INTRAOP_THREADS ?? share,
  };
}

/** Where a kernel finds chains of the notebooks beside it, and what tells them from those of earlier runs. */
function storeOf({ chains, run }: RunNotebooksOptions): Readonly<Record<string, string>> {
  return { MODEL_COLLAPSE_CHAINS: chains, MODEL_COLLAPSE_RUN: run };
}

/** Adds what the outputs say. A claims output that is not one fails the notebook: its verdicts would be lost. */
export function gather({ name, settings }: PlannedNotebook, execution: Execution): NotebookRun {
  const { notebook, figures } = takeFigures(name, execution.notebook);
  try {
    const [claims, data, chains] = [claimsIn(notebook), dataNotesIn(notebook), chainOriginsIn(notebook)];
    return { name, settings, ...execution, notebook, claims, data, figures, chains };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const failure: Failure = { name: error.name, message: error.message, traceback: [] };
    const none = { claims: [], data: [], chains: [] };
    return { name, settings, ...execution, notebook, status: "failed", failure, figures, ...none };
  }
}

function notBegun({ name, settings, notebook }: PlannedNotebook): NotebookRun {
  return {
    name,
    settings,
    notebook,
    status: "interrupted",
    claims: [],
    data: [],
    figures: [],
    chains: [],
    seconds: 0,
    cellSeconds: [],
  };
}

/** Whether the run counts as passed: every notebook came to its end and no claim is contradicted. */
export function hasPassed(runs: readonly NotebookRun[]): boolean {
  return runs.every(
    ({ status, claims }) =>
      status === "completed" && claims.every(({ verdict }) => verdict !== "not reproduced"),
  );
}
