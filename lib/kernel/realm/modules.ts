import Module, { createRequire } from "node:module";
import { extname, join, resolve } from "node:path";

/** A TypeScript file beside the notebook, compiled with the cell that imports it. */
export interface CompiledFile {
  readonly path: string;
  readonly data: string;
}

export type Require = (id: string) => unknown;

/** Internals of Node's module class, unchanged since Node 0.x, that have no public equal. */
type CompilableModule = Module & { _compile(code: string, filename: string): void };
const nodeModulePaths = (Module as unknown as { _nodeModulePaths(folder: string): string[] })
  ._nodeModulePaths;

/** The `require` of cells: the folder's own TypeScript files, packages found from there, then the kernel's. */
export class Modules {
  readonly #compiled = new Map<string, string>();
  readonly #loaded = new Map<string, Module>();
  readonly require: Require;

  constructor(folder: string) {
    this.require = this.#requireFrom(folder, createRequire(join(folder, "cell.js")));
  }

  /** Files that changed are loaded afresh by the next import. */
  add(files: readonly CompiledFile[]): void {
    for (const { path, data } of files) {
      this.#loaded.delete(path);
      this.#compiled.set(path, data);
    }
  }

  #requireFrom(folder: string, fromDisk: Require): Require {
    return (id) => {
      // The kernel's own tslab: a second copy would not know where to display.
      if (id === "tslab") return require("tslab");
      return (id.startsWith(".") ? this.#local(resolve(folder, id))?.exports : undefined) ?? fromDisk(id);
    };
  }

  #local(path: string): Module | undefined {
    const candidates = [path, `${path}.js`, join(path, "index.js"), path.replace(/\.ts$/, ".js")];
    const found = candidates.find((file) => extname(file) === ".js" && this.#compiled.has(file));
    return found === undefined ? undefined : (this.#loaded.get(found) ?? this.#load(found));
  }

  #load(path: string): Module {
    const folder = resolve(path, "..");
    const loaded = new Module(path) as CompilableModule;
    loaded.filename = path;
    loaded.paths = nodeModulePaths(folder);
    const fromDisk = loaded.require.bind(loaded);
    loaded.require = this.#requireFrom(folder, fromDisk) as NodeJS.Require;
    // Before it runs, so that files which import each other see what is already there.
    this.#loaded.set(path, loaded);
    loaded._compile(this.#compiled.get(path)!, path);
    return loaded;
  }
}
