import { relative } from "node:path";
import { layOutCourse } from "../../exercises/course/course";
import { readFlags } from "../../runner/read-flags";
import { UsageError } from "../../runner/usage-error";
import { assignmentFiles, type ExercisesContext } from "./context";

const help = `npm run exercises -- course DIR [NN…] [--force]

Lays out a course folder for nbgrader 0.9, with all assignments or some by number or name: the instructor's notebooks in
source/, the settings by which nbgrader takes them as they are, and a README with the commands that come next.

  npm run exercises -- course ~/course
  npm run exercises -- course ~/course 01 05 --force

  --force   replaces files of the course that differ; submissions and the gradebook stay

Ends with 0, 1 when a notebook is not in order or a file is in the way, 2 for a wrong word on the command line.`;

const flags = { force: { type: "boolean" }, help: { type: "boolean", short: "h" } } as const;

/** `npm run exercises -- course` */
export async function course(words: readonly string[], context: ExercisesContext): Promise<number> {
  const { values, positionals } = readFlags(words, flags);
  const print = (line: string) => void context.terminal.write(`${line}\n`);
  if (values.help) {
    print(help);
    return 0;
  }
  const [folder, ...names] = positionals;
  if (folder === undefined || folder === "") {
    throw new UsageError("npm run exercises -- course needs the folder of the course, such as ~/course.");
  }
  const written = layOutCourse(folder, assignmentFiles(names, context), values.force === true);
  for (const path of written) print(`Wrote ${relative(process.cwd(), path) || path}`);
  print(
    written.length === 0
      ? `${folder} is up to date.`
      : `${folder}/README.md has the commands that come next.`,
  );
  return 0;
}
