import type { NotebookRun } from "./execution/run";

/** The seed that all notebooks ran with; undefined when they differ or have none. */
export function seedOf(runs: readonly Pick<NotebookRun, "settings">[]): number | undefined {
  const seeds = [...new Set(runs.map(({ settings }) => settings.seed).filter((seed) => seed !== undefined))];
  return seeds.length === 1 && typeof seeds[0] === "number" ? seeds[0] : undefined;
}
