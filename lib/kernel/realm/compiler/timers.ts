import type * as TypeScript from "@tslab/typescript-for-tslab";

type Handle = { readonly callback: () => void };
type Timers = Required<Pick<TypeScript.System, "setTimeout" | "clearTimeout">>;

/** What the compiler does of its own accord when files appear where it had looked for a package in vain. */
const lookAgain = "invalidateResolutionsOfFailedLookup";

/**
 * tslab's converter knows one timer of the compiler, that of the next compilation, and fails every further cell when
 * the compiler sets its second one, which it does when files appear beside the notebook. That one is kept here, to be
 * run before the next cell.
 *
 * @returns Runs what is kept.
 */
export function separateTimers(system: TypeScript.System): () => void {
  const kept = new Set<Handle>();
  const { setTimeout, clearTimeout } = system as Timers;
  system.setTimeout = (callback, ...rest) => {
    if (callback.name !== lookAgain) return setTimeout(callback, ...rest);
    const handle = { callback };
    kept.add(handle);
    return handle;
  };
  system.clearTimeout = (handle) => {
    if (!kept.delete(handle)) clearTimeout(handle);
  };
  return () => {
    for (const handle of [...kept]) {
      kept.delete(handle);
      handle.callback();
    }
  };
}
