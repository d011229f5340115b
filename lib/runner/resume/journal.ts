import { randomUUID } from "node:crypto";
import { computingCode } from "../../chain/checkpoints/computing-code";
import type { NotebookRun } from "../execution/run";
import type { PlannedNotebook } from "../plan";
import { finishedNotebook, type Kept, keptRun } from "./finished-notebooks";
import { type AskedRun, type RunRecord, writeRunRecord } from "./run-record";

/** Keeps the record of a run up to date, so that it can be resumed from wherever it is stopped. */
export interface Journal {
  /** Tells this run, with all its continuations, from others. */
  readonly run: string;
  /** The run of a notebook before the stop, where it need not be repeated. */
  kept(plan: PlannedNotebook): Promise<Kept>;
  /** Enters a notebook whose file has been written; those that did not come to their end are left out. */
  enter(plan: PlannedNotebook, run: NotebookRun, text: string): Promise<void>;
}

/** Begins the record of a run in its output folder, or goes on with that of a stopped one. */
export function openJournal(folder: string, asked: AskedRun, stopped?: RunRecord): Journal {
  let record: RunRecord = stopped ?? { format: 1, run: randomUUID(), asked, finished: {} };
  let code: Promise<string> | undefined;
  const codeNow = () => (code ??= digestOfCode());
  writeRunRecord(folder, record);
  return {
    run: record.run,
    kept: async (plan) => keptRun(plan, record.finished[plan.file], folder, await codeNow()),
    enter: async (plan, run, text) => {
      if (run.status !== "completed") return;
      const finished = finishedNotebook(plan, run, text, await codeNow());
      record = { ...record, finished: { ...record.finished, [plan.file]: finished } };
      writeRunRecord(folder, record);
    },
  };
}

/** A notebook without tensors needs no engine: that none starts is told by the report, not here. */
async function digestOfCode(): Promise<string> {
  try {
    return (await computingCode()).digest;
  } catch (error) {
    return `no engine: ${(error as Error).message}`;
  }
}
