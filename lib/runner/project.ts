import { type Conclusion, concludeRun, concludeSeeds } from "./conclusion";
import type { NotebookRun } from "./execution/run";
import type { NotebookFile } from "./notebook/select";
import type { RunOptions } from "./options";
import { type PlannedNotebook, planNotebooks } from "./plan";
import { planSeeds } from "./seeds/plan-seeds";

/** What is going to run, and what is made of it afterwards. */
export interface Project {
  readonly plans: readonly PlannedNotebook[];
  /** The runs are those of the plans, in their order. */
  conclude(runs: readonly NotebookRun[]): Conclusion;
}

/**
 * Plans the run that the options ask for.
 * @throws UsageError for a setting that no notebook has or that has the wrong type
 */
export function planProject(files: readonly NotebookFile[], options: RunOptions): Project {
  const { requested, seeds } = options;
  if (seeds !== undefined) return planOverSeeds(files, options, seeds);
  return {
    plans: planNotebooks(files, requested),
    conclude: (runs) => concludeRun(runs, requested.scale),
  };
}

function planOverSeeds(
  files: readonly NotebookFile[],
  { requested }: RunOptions,
  seeds: readonly number[],
): Project {
  const bySeed = planSeeds(files, requested, seeds);
  const plans = bySeed.flatMap((planned) => planned.plans);
  const runsOf = (runs: readonly NotebookRun[], position: number) =>
    files.map(({ name }, index) => ({ ...runs[position * files.length + index]!, name }));
  return {
    plans,
    conclude: (runs) =>
      concludeSeeds(
        bySeed.map(({ seed }, position) => ({ seed, runs: runsOf(runs, position) })),
        requested.scale,
      ),
  };
}
