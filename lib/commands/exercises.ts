import { join } from "node:path";
import { unknownName } from "../data/nearest-names";
import { findSandbox } from "../exercises/sandbox/find-sandbox";
import { UsageError } from "../runner/usage-error";
import { check } from "./exercises/check";
import type { ExercisesContext } from "./exercises/context";
import { course } from "./exercises/course";
import { grade } from "./exercises/grade";
import { list } from "./exercises/list";
import { release } from "./exercises/release";
import { projectRoot } from "./project-root";
import { runCommand } from "./run-command";

const help = `Exercises for students: instructor's notebooks in notebooks/exercises/, handed out without their solutions, graded in a
sandbox.

  npm run exercises -- list                     the assignments, their exercises and points
  npm run exercises -- release 01 05            student versions into release/
  npm run exercises -- grade submitted          grades what students have handed in
  npm run exercises -- check 01                 holds the instructor's notebook against what releasing and grading need
  npm run exercises -- course ~/course          a course folder for nbgrader

npm run exercises -- release --help and so on tell more.

Ends with 0, 1 when something could not be released, read or graded, 2 for a wrong word on the command line, 130 after Ctrl-C.`;

const actions = { list, release, check, grade, course } as const;

/** `npm run exercises`: lists, releases, checks and grades. Resolves with the exit code. */
export async function exercises(words: readonly string[], context: ExercisesContext): Promise<number> {
  const [action, ...rest] = words;
  if (action === undefined || action === "--help" || action === "-h") {
    context.terminal.write(`${help}\n`);
    return action === undefined ? 2 : 0;
  }
  if (Object.hasOwn(actions, action)) return actions[action as keyof typeof actions](rest, context);
  throw new UsageError(`npm run exercises: ${unknownName("action", action, Object.keys(actions))}`);
}

if (require.main === module) {
  runCommand(
    (words, signal) =>
      exercises(words, {
        instructors: join(projectRoot, "notebooks/exercises"),
        terminal: process.stdout,
        signal,
        findSandbox,
      }),
    "Stopping: what is finished is kept.",
  );
}
