import { pointsText } from "../../exercises/assignment/heading";
import { readFlags } from "../../runner/read-flags";
import { type ExercisesContext, readAssignments } from "./context";

const help = `npm run exercises -- list [NN…]

Shows the assignments, their exercises and points; some of them by number or name.`;

/** `npm run exercises -- list` */
export async function list(words: readonly string[], context: ExercisesContext): Promise<number> {
  const { values, positionals } = readFlags(words, { help: { type: "boolean", short: "h" } });
  const print = (line: string) => void context.terminal.write(`${line}\n`);
  if (values.help) {
    print(help);
    return 0;
  }
  for (const { name, title, maximum, exercises } of readAssignments(positionals, context)) {
    print(`${name}  ${title}  (${pointsText(maximum)})`);
    for (const exercise of exercises) {
      print(`    ${exercise.number}  ${exercise.title}  (${exercise.kind}, ${pointsText(exercise.points)})`);
    }
  }
  return 0;
}
