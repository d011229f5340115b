import { inspect } from "node:util";
import { Script } from "node:vm";
import type { Converter, ConvertResult } from "tslab/dist/converter";
import type { ExecuteCommand, Outcome } from "../realm-messages";
import { Cell, currentCell, runInCell } from "./cell";
import { takePositions } from "./compiler/converter";
import { declaredNames, keepDeclarations, onlyDeclarations } from "./compiler/declarations";
import { helpersName } from "./compiler/suspend-awaits";
import { type CellBody, drive } from "./drive";
import { rememberCell } from "./errors/locations";
import { failureOf } from "./errors/traceback";
import { compileFailure } from "./errors/type-errors";
import { bundleOf } from "./front-end";
import { resume } from "./interruptions";
import type { CellProfile } from "./profile";
import { publish } from "./publish";

type CompiledCell = (exports: object, require: CellProfile["modules"]["require"]) => CellBody;

/** The name of a cell's compiled script, which stands in the stack traces before they are described. */
export const scriptOf = (id: number): string => `cell-${id}`;

/** Compiles and runs cells, one after the other, and keeps what they declare. */
export class Executor {
  /** TypeScript declarations of everything that earlier cells declared. */
  declarations = "";
  /** The cell that runs. */
  running: Cell | undefined;
  readonly #profile: CellProfile;
  readonly #converter: Converter;

  constructor(converter: Converter, profile: CellProfile) {
    this.#converter = converter;
    this.#profile = profile;
    Object.defineProperty(globalThis, helpersName, { value: { resume, iterate } });
  }

  async execute(command: ExecuteCommand): Promise<Outcome> {
    const cell = new Cell(command.id, command.label, command.silent);
    this.running = cell;
    try {
      return await runInCell(cell, () => this.#execute(command, cell));
    } catch (error) {
      return failureOf(error, scriptOf(cell.id));
    } finally {
      cell.settled = true;
      this.running = undefined;
    }
  }

  async #execute(command: ExecuteCommand, cell: Cell): Promise<Outcome> {
    const { code, label } = command;
    this.#profile.begin(command);
    const compiled = this.#converter.convert(this.declarations, code);
    if (compiled.diagnostics.length > 0) return compileFailure(compiled.diagnostics, label, code);
    this.#profile.modules.add(compiled.sideOutputs ?? []);
    if (compiled.output) await this.#run(compiled, code, cell);
    this.declarations = compiled.declOutput ?? "";
    await this.#showLast(compiled.lastExpressionVar, cell);
    return { status: "ok" };
  }

  async #run(compiled: ConvertResult, code: string, cell: Cell): Promise<void> {
    const filename = scriptOf(cell.id);
    rememberCell(filename, { label: cell.label, code, positions: takePositions(compiled.output!) });
    const { modules, names, head, tail } = this.#profile;
    const values = names.begin(declaredNames(code));
    try {
      const text = `${head}${compiled.output}\n${tail}`;
      const script = new Script(text, { filename, columnOffset: -head.length });
      const body = (script.runInThisContext() as CompiledCell)(values, modules.require);
      await drive(body, cell);
      await waitForTracked(cell);
    } catch (error) {
      this.#keepAssigned(code, compiled.declOutput ?? "");
      throw error;
    }
  }

  /**
   * After a failure: what the cell had assigned stays, as after an interrupted loop that collects results; names that
   * it had not come to are what they were before.
   */
  #keepAssigned(code: string, declarations: string): void {
    const { names } = this.#profile;
    const lost = new Set([...declaredNames(code)].filter((name) => names.read(name) === undefined));
    for (const name of lost) names.restore(name);
    this.declarations =
      keepDeclarations(declarations, (name) => !lost.has(name)) +
      onlyDeclarations(this.declarations, (name) => lost.has(name));
  }

  async #showLast(name: string | undefined, cell: Cell): Promise<void> {
    const value = name === undefined ? undefined : this.#profile.names.take(name);
    if (value === undefined || value === null) return;
    const data = await cell.wait(bundleOf(value, inspect));
    publish(currentCell(), "execute_result", { execution_count: cell.label, data, metadata: {} });
  }
}

async function waitForTracked(cell: Cell): Promise<void> {
  for (let work = cell.tracked.shift(); work; work = cell.tracked.shift()) await cell.wait(work);
}

/** The iterator that `for await` takes: a synchronous one's values are awaited. */
function iterate(source: AsyncIterable<unknown> & Iterable<unknown>): AsyncIterator<unknown> {
  if (source[Symbol.asyncIterator]) return source[Symbol.asyncIterator]();
  return (async function* () {
    yield* source;
  })();
}
