import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { problemsOf } from "../../exercises/assignment/problems";
import { assignmentOf } from "../../exercises/assignment/read";
import { rehearse } from "../../exercises/grading/rehearse";
import type { OpenSession } from "../../exercises/grading/session";
import { parseNotebook } from "../../runner/notebook/read";
import type { NotebookFile } from "../../runner/notebook/select";
import { readFlags } from "../../runner/read-flags";
import { formatDuration } from "../../runner/terminal/duration";
import { liveLines } from "../../runner/terminal/live-lines";
import { assignmentFiles, type ExercisesContext } from "./context";

const help = `npm run exercises -- check [NN…] [--quick]

Holds the instructor's notebooks, some by number or name, against what releasing and grading need: metadata, marks, points,
texts. Then runs them in the sandbox: the model solutions have to pass every test, each exercise alone its own ones, and the student version
none.

  --quick   runs nothing

Ends with 0, 1 when something is wrong, 2 for a wrong word on the command line.`;

const flags = { quick: { type: "boolean" }, help: { type: "boolean", short: "h" } } as const;

/** `npm run exercises -- check` */
export async function check(words: readonly string[], context: ExercisesContext): Promise<number> {
  const { values, positionals } = readFlags(words, flags);
  const print = (line: string) => void context.terminal.write(`${line}\n`);
  if (values.help) {
    print(help);
    return 0;
  }
  let isWrong = false;
  for (const file of assignmentFiles(positionals, context)) {
    const problems = await problemsIn(file, values.quick === true, context);
    if (context.signal.aborted) return 130;
    print(`${problems.length === 0 ? "✓" : "✗"} ${file.name}`);
    for (const problem of problems) print(`    ${problem}`);
    isWrong ||= problems.length > 0;
  }
  return isWrong ? 1 : 0;
}

async function problemsIn(
  { name, path }: NotebookFile,
  quick: boolean,
  context: ExercisesContext,
): Promise<string[]> {
  const notebook = parseNotebook(readFileSync(path, "utf8"), `${name}.ipynb`);
  const problems = problemsOf(notebook, name);
  if (quick || problems.length > 0) return problems;
  const began = performance.now();
  const elapsed = () => formatDuration((performance.now() - began) / 1000);
  const display = liveLines(context.terminal, () => [`… ${name}  running  ${elapsed()}`]);
  try {
    const sandbox = await context.findSandbox();
    const open: OpenSession = (signal) => sandbox.open({ signal });
    return await rehearse(assignmentOf(notebook, name), open, availableParallelism(), context.signal);
  } finally {
    display.close();
  }
}
