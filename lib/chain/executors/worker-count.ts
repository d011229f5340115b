import { availableParallelism } from "node:os";

/**
 * Worker threads at most: the setting, else the environment's MODEL_COLLAPSE_WORKERS, else one a core.
 * @throws RangeError when the environment's value is not a whole number of at least 1
 */
export function workerCount(setting: number | undefined, environment: NodeJS.ProcessEnv): number {
  if (setting !== undefined) return setting;
  const value = environment.MODEL_COLLAPSE_WORKERS;
  if (value === undefined || value === "") return availableParallelism();
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1) {
    throw new RangeError(
      `runChain needs MODEL_COLLAPSE_WORKERS to be a whole number of at least 1, got "${value}"`,
    );
  }
  return count;
}
