import { dirname } from "node:path";
import { exerciseBeginning } from "../../lib/exercises/assignment/heading";
import { kernelCommand } from "../../lib/kernel/kernel-command";
import { type Kernel, startKernel } from "../../lib/runner/client/kernel";
import { isCodeCell, type Notebook } from "../../lib/runner/notebook/format";
import { readNotebook } from "../../lib/runner/notebook/read";

/** The test cells that an answer fails, each with its message. */
export type Failures = Readonly<Record<string, string>>;

/** An instructor notebook in a kernel of its own, in which answers are tried one after the other. */
export class AnswerTrial {
  readonly #prepared = new Set<string>();

  private constructor(
    readonly notebook: Notebook,
    readonly kernel: Kernel,
  ) {}

  /** Starts the kernel and executes the cells before the first solution. */
  static async start(path: string): Promise<AnswerTrial> {
    const kernel = await startKernel({ command: kernelCommand, cwd: dirname(path) });
    const trial = new AnswerTrial(readNotebook(path), kernel);
    const cells = trial.notebook.cells.filter(isCodeCell);
    const first = cells.findIndex(({ metadata }) => marks(metadata).solution);
    for (const cell of cells.slice(0, first)) await trial.#execute(cell.source);
    return trial;
  }

  /** Executes what the exercise gives, the answer in place of its solution, then its test cells. */
  async judge(exercise: string, answer: string): Promise<Failures> {
    await this.#prepare(exercise);
    const failure = await this.#execute(answer);
    if (failure !== undefined) throw new Error(`The answer itself fails: ${failure}`);
    const failures: Record<string, string> = {};
    for (const [name, source] of this.tests(exercise)) {
      const message = await this.#execute(source);
      if (message !== undefined) failures[name] = message;
    }
    return failures;
  }

  /** The test cells of an exercise, by name. */
  tests(exercise: string): [string, string][] {
    const tests = this.notebook.cells.filter(({ metadata }) =>
      marks(metadata).grade_id?.startsWith(`${exercise}-test-`),
    );
    return tests.map(({ metadata, source }) => [marks(metadata).grade_id!, source]);
  }

  /** The solution of an exercise: what a wrong answer changes a little of. */
  solution(exercise: string): string {
    return this.notebook.cells.find(({ metadata }) => marks(metadata).grade_id === exercise)!.source;
  }

  stop(): Promise<void> {
    return this.kernel.stop();
  }

  /** Executes the cells between an exercise's text and its solution, once. */
  async #prepare(exercise: string): Promise<void> {
    if (this.#prepared.has(exercise)) return;
    this.#prepared.add(exercise);
    const begin = this.notebook.cells.findIndex((cell) => exerciseBeginning(cell)?.name === exercise);
    const own = this.notebook.cells.slice(begin);
    const given = own.slice(
      0,
      own.findIndex(({ metadata }) => marks(metadata).solution),
    );
    for (const { source } of given.filter(isCodeCell)) await this.#execute(source);
  }

  /** The message of its error, or nothing. */
  async #execute(source: string): Promise<string | undefined> {
    const reply = await this.kernel.execute(source, () => undefined);
    return reply.status === "ok" ? undefined : String(reply.evalue);
  }
}

function marks(metadata: Readonly<Record<string, unknown>>): {
  readonly grade_id?: string;
  readonly solution?: boolean;
} {
  return (metadata.nbgrader ?? {}) as { grade_id?: string; solution?: boolean };
}
