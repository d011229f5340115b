import type { ExecuteCommand } from "../realm-messages";
import type { CompiledFile, Require } from "./modules";

/** What cells may use and see of each other. */
export interface CellProfile {
  readonly modules: {
    /** TypeScript files beside the notebook, compiled with the cell that imports them. */
    add(files: readonly CompiledFile[]): void;
    readonly require: Require;
  };
  readonly names: CellNames;
  /** Whether charts are drawn; else they are told in words. */
  readonly drawsPictures: boolean;
  /** What stands before and behind a compiled cell: a function of `exports` and `require` to its generator. */
  readonly head: string;
  readonly tail: string;
  /**
   * Called before each cell.
   * @throws Error when the cell must not run
   */
  begin(command: ExecuteCommand): void;
}

/** The values of the names that cells declare. */
export interface CellNames {
  /**
   * A new cell.
   * @param declared The names that it declares.
   * @returns Its `exports`, through which the compiled cell reads the names of earlier ones, too.
   */
  begin(declared: ReadonlySet<string>): object;
  read(name: string): unknown;
  /** Reads a name and forgets it. */
  take(name: string): unknown;
  /** Gives a name the value that it had before the cell. */
  restore(name: string): void;
}
