import type { Message } from "../../kernel/wire/message";
import type { Kernel, KernelOptions } from "../client/kernel";
import { KernelDeathError, startKernel } from "../client/kernel";
import type { CodeCell, Notebook } from "../notebook/format";
import { hasTag, isCodeCell } from "../notebook/format";
import type { CellEnd } from "./cell";
import { executeCell } from "./cell";
import { cellFailure } from "./failure";
import { OutputCollector } from "./outputs";
import { progressIn } from "./progress-text";
import type { Failure, NotebookRun } from "./run";

/** Where a running notebook stands. */
export interface CellProgress {
  /** The code cell's number, from 1, and how many there are. */
  readonly cell: number;
  readonly cells: number;
  /** The last line the cell showed; empty at its beginning. */
  readonly text: string;
}

export interface ExecutionOptions extends KernelOptions {
  /** Time limit of one cell. */
  readonly cellSeconds: number;
  /** Identifiers of the cells to execute. Default: all. */
  readonly cells?: readonly string[] | undefined;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: CellProgress) => void;
}

export type Execution = Pick<NotebookRun, "notebook" | "status" | "failure" | "seconds" | "cellSeconds">;

/**
 * Executes a notebook's code cells in order in a kernel of its own, up to the first that fails. Cells tagged
 * `raises-exception` may fail. Never rejects for what a cell does: the failure is part of the result.
 */
export async function executeNotebook(notebook: Notebook, options: ExecutionOptions): Promise<Execution> {
  const began = performance.now();
  const running = new RunningNotebook(notebook, options);
  const failure = await running.run();
  const status = options.signal.aborted ? "interrupted" : failure === undefined ? "completed" : "failed";
  const seconds = (performance.now() - began) / 1000;
  const shownFailure = status === "failed" ? { failure } : {};
  return { notebook: running.result(), status, ...shownFailure, seconds, cellSeconds: running.cellSeconds };
}

class RunningNotebook {
  readonly cellSeconds: (number | undefined)[];
  readonly #outputs = new OutputCollector();
  readonly #counts = new Map<number, number>();
  readonly #codeCells: readonly (readonly [CodeCell, number])[];

  constructor(
    readonly notebook: Notebook,
    readonly options: ExecutionOptions,
  ) {
    this.cellSeconds = notebook.cells.map(() => undefined);
    this.#codeCells = notebook.cells.flatMap((cell, position) =>
      isCodeCell(cell) && cell.source.trim() !== "" && (options.cells?.includes(cell.id) ?? true)
        ? [[cell, position] as const]
        : [],
    );
  }

  async run(): Promise<Failure | undefined> {
    let kernel: Kernel | undefined;
    try {
      kernel = await startKernel(this.options);
      return await this.#runCells(kernel);
    } catch (error) {
      if (error instanceof KernelDeathError)
        return { name: error.name, message: error.message, traceback: [] };
      throw error;
    } finally {
      await (this.options.signal.aborted ? kernel?.kill() : kernel?.stop());
    }
  }

  async #runCells(kernel: Kernel): Promise<Failure | undefined> {
    for (const [index, [cell, position]] of this.#codeCells.entries()) {
      if (this.options.signal.aborted) return undefined;
      const failure = await this.#runCell(kernel, cell, position, index + 1);
      if (failure !== undefined && !hasTag(cell, "raises-exception")) return failure;
    }
    return undefined;
  }

  async #runCell(
    kernel: Kernel,
    cell: CodeCell,
    position: number,
    number: number,
  ): Promise<Failure | undefined> {
    const { cellSeconds, onProgress } = this.options;
    const cells = this.#codeCells.length;
    const began = performance.now();
    this.#counts.set(position, number);
    onProgress({ cell: number, cells, text: "" });
    const onPublished = (message: Message) => {
      this.#outputs.receive(position, message);
      const text = progressIn(message);
      if (text !== undefined) onProgress({ cell: number, cells, text });
    };
    const end = await executeCell(kernel, cell.source, cellSeconds, onPublished);
    this.cellSeconds[position] = (performance.now() - began) / 1000;
    return this.#failureOf(end, cell, position, number);
  }

  #failureOf(end: CellEnd, cell: CodeCell, position: number, number: number): Failure | undefined {
    if (end.type === "reply") {
      if (end.reply.status === "ok") return undefined;
      return cellFailure(number, cell.source, this.#outputs.outputsOf(position), end.reply);
    }
    const [name, message] =
      end.type === "dead" ? [end.error.name, end.error.message] : this.#lateness(end.stopped);
    this.#outputs.addError(position, name, message, [`${name}: ${message}`]);
    return { cell: number, name, message, traceback: [] };
  }

  #lateness(stopped: boolean): [string, string] {
    const how = stopped ? "and was interrupted" : "and could not be interrupted: its kernel was ended";
    return ["CellTimeout", `The cell ran longer than ${this.options.cellSeconds} s (--timeout) ${how}.`];
  }

  result(): Notebook {
    const cells = this.notebook.cells.map((cell, position) => {
      if (!isCodeCell(cell)) return cell;
      const execution_count = this.#counts.get(position) ?? null;
      return { ...cell, execution_count, outputs: this.#outputs.outputsOf(position) };
    });
    return { ...this.notebook, cells };
  }
}
