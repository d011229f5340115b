import type { NotebookFile } from "../notebook/select";
import type { RequestedSettings } from "../parameters/settings";
import { type PlannedNotebook, planNotebooks } from "../plan";
import { UsageError } from "../usage-error";

/** The notebooks of a run at one seed. */
export interface SeedPlans {
  readonly seed: number;
  readonly plans: readonly PlannedNotebook[];
}

/**
 * Plans every notebook at every seed: each is told apart by its name, and goes to a folder of its seed.
 * @throws UsageError for a notebook without the setting `seed`, and as `planNotebooks` does
 */
export function planSeeds(
  files: readonly NotebookFile[],
  requested: RequestedSettings,
  seeds: readonly number[],
): SeedPlans[] {
  return seeds.map((seed) => {
    const plans = planNotebooks(files, { ...requested, seed });
    const without = plans.find(({ settings }) => settings.seed === undefined);
    if (without !== undefined) {
      throw new UsageError(
        `--seeds needs notebooks with a setting "seed": ${without.name} has none, and would do the same at each.`,
      );
    }
    return { seed, plans: plans.map((plan) => atSeed(plan, seed)) };
  });
}

function atSeed(plan: PlannedNotebook, seed: number): PlannedNotebook {
  return { ...plan, name: `${plan.name}, seed ${seed}`, file: `${folderOfSeed(seed)}/${plan.file}` };
}

/** Where the results at one seed go, in the output folder. */
export function folderOfSeed(seed: number): string {
  return `seeds/${seed}`;
}
