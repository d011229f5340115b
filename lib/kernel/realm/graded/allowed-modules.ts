import type { CellProfile } from "../profile";
import { freezeExports } from "./freeze-exports";
import { harden } from "./harden";

/** What graded cells may import. */
export const allowedModules: readonly string[] = [
  "model-collapse",
  "@tensorflow/tfjs-node",
  "danfojs-node",
  "simple-statistics",
  "node:assert",
  "node:assert/strict",
  "node:timers/promises",
];

/** Those whose parts keep no state that would have to change. */
const hardened = new Set(["model-collapse", "simple-statistics", "node:assert", "node:assert/strict"]);

/** The `require` of graded cells: nobody can change what another cell gets from it. */
export class AllowedModules implements NonNullable<CellProfile["modules"]> {
  readonly #loaded = new Map<string, unknown>();

  add(): void {
    // No file lies beside a submission; an import of one fails in `require`.
  }

  readonly require = (id: string): unknown => {
    const name = allowedModules.includes(`node:${id}`) ? `node:${id}` : id;
    if (!allowedModules.includes(name)) {
      throw new Error(`"${id}" is not there in graded cells. They may import ${allowedModules.join(", ")}.`);
    }
    if (!this.#loaded.has(name)) this.#loaded.set(name, load(name));
    return this.#loaded.get(name);
  };
}

function load(name: string): unknown {
  const exports: unknown = require(name);
  if (hardened.has(name)) harden(exports);
  else freezeExports(exports as object);
  return exports;
}
