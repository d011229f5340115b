import { accessSync, constants, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const stale =
  "The sources of model-collapse are newer than the compiled library, which cells import. " +
  "To use them: npm run setup in a terminal, then Kernel → Restart Kernel.\n";
const rebuilt =
  "model-collapse was compiled anew after this kernel had loaded it, and the old one is still in use. " +
  "To use the new one: Kernel → Restart Kernel, which forgets all variables.\n";

const importsLibrary = /["']model-collapse["']/;

/**
 * Compares the library that cells have loaded with its sources, as whoever changes it forgets one of the two steps:
 * compile, restart. Each difference is told once.
 *
 * @param folder The library's, with its sources and `dist`.
 */
export class LibraryState {
  #loaded: number | undefined;
  #toldStale = false;
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** What to tell before a cell runs. */
  notes(code: string): string[] {
    return [this.#changed(), importsLibrary.test(code) ? this.#imported() : undefined].filter(
      (note) => note !== undefined,
    );
  }

  #imported(): string | undefined {
    this.#loaded ??= compilationTime(this.#folder);
    const confirmed = Math.max(compilationTime(this.#folder), modified(join(this.#folder, "dist/.setup")));
    if (this.#toldStale || newestSource(this.#folder) <= confirmed) return undefined;
    this.#toldStale = true;
    return stale;
  }

  #changed(): string | undefined {
    if (this.#loaded === undefined) return undefined;
    const compiled = compilationTime(this.#folder);
    if (compiled <= this.#loaded) return undefined;
    this.#loaded = compiled;
    return rebuilt;
  }
}

/** The compiler's own record. Set-up's is younger where set-up found that nothing needs to be compiled. */
const compilationTime = (folder: string): number => modified(join(folder, "dist/.tsbuildinfo"));

/** 0 for what is not there. */
function modified(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** 0 where the library came without sources, or nobody can change them from here. */
function newestSource(folder: string): number {
  if (!isReadable(folder)) return 0;
  const times = readdirSync(folder, { withFileTypes: true }).map((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return isCompiled(entry.name) ? 0 : newestSource(path);
    return entry.name.endsWith(".ts") ? modified(path) : 0;
  });
  return Math.max(0, ...times);
}

function isReadable(folder: string): boolean {
  try {
    accessSync(folder, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

const isCompiled = (name: string): boolean => name === "dist" || name === "node_modules";
