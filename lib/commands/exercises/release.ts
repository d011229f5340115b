import { existsSync, realpathSync } from "node:fs";
import { relative } from "node:path";
import { releaseInto } from "../../exercises/release/release";
import { readFlags } from "../../runner/read-flags";
import { UsageError } from "../../runner/usage-error";
import { type ExercisesContext, readAssignments } from "./context";

const help = `npm run exercises -- release NN… [--out DIR] [--force]

Writes the student version of assignments, by number or name, or of all: without solutions, model answers and hidden tests,
and with locked cells. What \`nbgrader generate_assignment\` would write, cell by cell.

  npm run exercises -- release 01 05
  npm run exercises -- release all --out ~/course/handouts

  --out DIR   the folder for them (default release)
  --force     replaces files that are there

Ends with 0, 1 when a notebook is not in order or a file is in the way, 2 for a wrong word on the command line.`;

const flags = {
  out: { type: "string" },
  force: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/** `npm run exercises -- release` */
export async function release(words: readonly string[], context: ExercisesContext): Promise<number> {
  const { values, positionals } = readFlags(words, flags);
  const print = (line: string) => void context.terminal.write(`${line}\n`);
  if (values.help) {
    print(help);
    return 0;
  }
  if (positionals.length === 0) {
    throw new UsageError("npm run exercises -- release needs assignments: 01, a name, or all.");
  }
  const assignments = readAssignments(positionals, context);
  const folder = values.out ?? "release";
  refuseInstructors(folder, context.instructors);
  for (const path of releaseInto(folder, assignments, values.force === true)) {
    print(`Released ${relative(process.cwd(), path) || path}`);
  }
  return 0;
}

function refuseInstructors(folder: string, instructors: string): void {
  if (folder === "") throw new UsageError("--out needs a folder, got none.");
  if (!existsSync(folder) || realpathSync(folder) !== realpathSync(instructors)) return;
  throw new UsageError(`--out ${folder} would write over the instructor's notebooks: choose another folder.`);
}
