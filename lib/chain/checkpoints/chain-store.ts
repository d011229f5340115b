import { join, resolve } from "node:path";
import { projectFolder } from "../../data/sources/project-data";
import type { ChainStore } from "../settings";

/** Where a store is and what chains in it depend on beside their settings. */
export interface ChainStoreOptions {
  /**
   * Default: MODEL_COLLAPSE_CHAINS of the environment, which `npm start` sets to one folder for all notebooks of a run,
   * else `.cache/chains` of the project.
   */
  readonly folder?: string;
  /** Least time between two writes of one replicate, in milliseconds. Default 2000. */
  readonly intervalMilliseconds?: number;
  /**
   * Plain data that a family, regime or measure without an origin has captured: `{ heldOut }`, `{}` for none. A chain
   * with such a function and without this is refused, since a change of a captured value could not be seen.
   */
  readonly captured?: Readonly<Record<string, unknown>>;
}

/**
 * The store of chains that notebooks share, for a chain's `checkpoint`: a chain that one of them has run the others do
 * not run again. Chains are told apart by their settings, by the library's code, and by the engine that computes tensors,
 * so that no result of older code is read. While another process computes the same chain a run waits for it, and says so
 * in `onProgress`; a process that has ended is not waited for. Folders that nobody has used for 30 days are removed.
 *
 * @example
 * import { chainStore, createRandom, gaussian, replace, runChain } from "model-collapse";
 * import { mkdtempSync } from "node:fs";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * const chain = runChain({
 *   family: gaussian(),
 *   regime: replace,
 *   real: { model: { mean: 0, standardDeviation: 1 }, count: 100 },
 *   generations: 20,
 *   random: createRandom("example"),
 *   checkpoint: chainStore({ folder: mkdtempSync(join(tmpdir(), "chains-")) }), // in a notebook: chainStore()
 * });
 * (await chain.collect()).length; // → 21
 *
 * @throws RangeError when no folder is named and the library is no part of a whole copy of the project
 */
export function chainStore(options: ChainStoreOptions = {}): ChainStore {
  const folder = options.folder ?? (process.env.MODEL_COLLAPSE_CHAINS || projectStore());
  return { ...options, folder: resolve(folder), shared: true };
}

function projectStore(): string {
  const project = projectFolder();
  if (project !== undefined) return join(project, ".cache", "chains");
  throw new RangeError(
    "chainStore needs a folder outside a whole copy of the project: chainStore({ folder }), or MODEL_COLLAPSE_CHAINS",
  );
}
