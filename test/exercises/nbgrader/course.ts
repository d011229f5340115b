import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { layOutCourse } from "../../../lib/exercises/course/course";
import { installKernelspec } from "../../../lib/kernel/kernelspec";
import type { Notebook } from "../../../lib/runner/notebook/format";
import { readNotebook } from "../../../lib/runner/notebook/read";
import type { NotebookFile } from "../../../lib/runner/notebook/select";
import { serializeNotebook } from "../../../lib/runner/notebook/write";
import type { Submission } from "./submissions";

const execute = promisify(execFile);

/** Points by grade_id; null where somebody has to mark it by hand. */
export type Marks = Readonly<Record<string, number | null>>;

/** What nbgrader made of submissions, by student: marks, and the page with feedback. */
export type Graded = Readonly<Record<string, { readonly marks: Marks; readonly page: string }>>;

/** A course folder, and nbgrader in it. */
export class Course {
  readonly #environment: NodeJS.ProcessEnv;

  constructor(
    readonly python: string,
    readonly folder: string,
    readonly assignments: readonly NotebookFile[],
  ) {
    layOutCourse(folder, assignments, false);
    const jupyter = join(folder, "jupyter");
    installKernelspec(jupyter);
    this.#environment = {
      ...process.env,
      PATH: [dirname(python), process.env.PATH].join(delimiter),
      JUPYTER_PATH: jupyter,
      JUPYTER_CONFIG_DIR: jupyter,
      JUPYTER_RUNTIME_DIR: join(jupyter, "runtime"),
    };
  }

  /** The student version that nbgrader makes of an assignment. */
  async release({ number, name }: NotebookFile): Promise<Notebook> {
    await this.#run(["-m", "nbgrader", "generate_assignment", number]);
    return readNotebook(join(this.folder, "release", number, `${name}.ipynb`));
  }

  /** Releases an assignment, grades what was handed in and makes feedback. */
  async take(file: NotebookFile, submissions: readonly Submission[], cellSeconds: number): Promise<Graded> {
    await this.release(file);
    for (const { name, notebook } of submissions) this.#submit(file, name, notebook);
    const marks = await this.#grade(file, cellSeconds);
    await this.#run(["-m", "nbgrader", "generate_feedback", file.number]);
    const page = (student: string) =>
      readFileSync(join(this.folder, "feedback", student, file.number, `${file.name}.html`), "utf8");
    return Object.fromEntries(
      Object.entries(marks).map(([student, own]) => [student, { marks: own, page: page(student) }]),
    );
  }

  #submit({ number, name }: NotebookFile, student: string, notebook: Notebook): void {
    const folder = join(this.folder, "submitted", student, number);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${name}.ipynb`), serializeNotebook(notebook));
  }

  async #grade({ number }: NotebookFile, cellSeconds: number): Promise<Record<string, Marks>> {
    const limit = `--Execute.timeout=${cellSeconds}`;
    await this.#run(["-m", "nbgrader", "autograde", number, limit]);
    return JSON.parse(await this.#run([join(__dirname, "marks.py"), number]));
  }

  async #run(words: readonly string[]): Promise<string> {
    const options = { cwd: this.folder, env: this.#environment, maxBuffer: 1e8 };
    return (await execute(this.python, words, options)).stdout;
  }
}
