import { type Conclusion, concludeRun, concludeSeeds } from "./conclusion";
import type { NotebookRun } from "./execution/run";
import type { NotebookFile } from "./notebook/select";
import { planOnly, wholePlan } from "./only/plan-only";
import { type WantedClaims, wantedClaims } from "./only/wanted-claims";
import type { RunOptions } from "./options";
import { type PlannedNotebook, planNotebooks } from "./plan";
import { planSeeds } from "./seeds/plan-seeds";

/** What is going to run, and what is made of it afterwards. */
export interface Project {
  /** The notebooks, by name, each once. */
  readonly names: readonly string[];
  readonly plans: readonly PlannedNotebook[];
  /** What is said before it runs. */
  readonly notes: readonly string[];
  /** Plans that have to run as a whole after all: claims are missing where only some cells ran. */
  incomplete(runs: readonly NotebookRun[]): ReadonlyMap<number, PlannedNotebook>;
  /** The runs are those of the plans, in their order. */
  conclude(runs: readonly NotebookRun[]): Conclusion;
  /** Whether a claim is asked for. */
  wants(id: string): boolean;
}

/**
 * Plans the run that the options ask for.
 * @throws UsageError for a setting that no notebook has or that has the wrong type, and for claims that nobody makes
 */
export function planProject(files: readonly NotebookFile[], options: RunOptions): Project {
  const { only } = options;
  return only.length === 0 ? planWhole(files, options) : planWanted(wantedClaims(only, files), options);
}

function planWhole(files: readonly NotebookFile[], { requested, seeds }: RunOptions): Project {
  const names = files.map(({ name }) => name);
  const rest = { names, notes: [], incomplete: () => new Map(), wants: () => true };
  if (seeds === undefined) {
    const conclude = (runs: readonly NotebookRun[]) => concludeRun(runs, requested.scale);
    return { ...rest, plans: planNotebooks(files, requested), conclude };
  }
  const plans = planSeeds(files, requested, seeds).flatMap((planned) => planned.plans);
  const runsAt = (runs: readonly NotebookRun[], position: number) =>
    names.map((name, index) => ({ ...runs[position * names.length + index]!, name }));
  return {
    ...rest,
    plans,
    conclude: (runs) =>
      concludeSeeds(
        seeds.map((seed, position) => ({ seed, runs: runsAt(runs, position) })),
        requested.scale,
      ),
  };
}

/** The same for some claims: only the cells that they depend on, and nothing said of others. */
function planWanted({ files, known, wants }: WantedClaims, options: RunOptions): Project {
  const whole = planWhole(files, options);
  const nameAt = (position: number) => whole.names[position % whole.names.length]!;
  const idsAt = (position: number) => known.get(nameAt(position))!;
  const cut = whole.plans.map((plan, position) => planOnly(nameAt(position), plan, idsAt(position)));
  const plans = cut.map(({ plan }) => plan);
  return {
    ...whole,
    plans,
    notes: cut.slice(0, whole.names.length).map(({ note }) => note),
    incomplete: (runs) => {
      const entries = runs.map(
        (run, position) => [position, wholePlan(plans[position]!, run, idsAt(position))] as const,
      );
      return new Map(
        entries.flatMap(([position, plan]) => (plan === undefined ? [] : [[position, plan] as const])),
      );
    },
    conclude: (runs) =>
      whole.conclude(runs.map((run) => ({ ...run, claims: run.claims.filter(({ id }) => wants(id)) }))),
    wants,
  };
}
