import { availableParallelism } from "node:os";
import { readFlags } from "../../runner/read-flags";
import { UsageError } from "../../runner/usage-error";

/** What `npm run exercises -- grade` is asked to do. */
export interface GradeWords {
  readonly folder: string;
  /** Numbers or names; empty: those of which there are submissions. */
  readonly assignments: readonly string[];
  /** Empty: everybody. */
  readonly students: readonly string[];
  readonly out: string;
  readonly jobs: number;
  /** A CSV file of marks given by hand. */
  readonly manual: string | undefined;
  /** Time limit of a cell; undefined: the sandbox's own. */
  readonly cellSeconds: number | undefined;
}

const flags = {
  assignment: { type: "string", multiple: true },
  student: { type: "string", multiple: true },
  out: { type: "string" },
  jobs: { type: "string" },
  manual: { type: "string" },
  timeout: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

export const gradeHelp = `npm run exercises -- grade DIR [--assignment NN] [--manual FILE.csv]

Grades what students have handed in, each submission in a sandbox of its own, and writes into grades/: grades.csv,
grades.json, to-mark.csv with the answers that somebody has to read, and feedback/STUDENT/NN-name.html.

DIR holds notebooks as STUDENT/NN-name.ipynb, STUDENT/NN/NN-name.ipynb (nbgrader's submitted/), NN-name_STUDENT.ipynb or
STUDENT.ipynb. Locked cells and tests are put back as they were handed out. Points come from the tests, hidden ones
included; feedback comes from a run without the hidden ones. Who handed in nothing, or nothing that can be read, has 0 points.

  npm run exercises -- grade submitted
  npm run exercises -- grade submitted --assignment 01 --student ada
  npm run exercises -- grade submitted --manual grades/to-mark.csv      once the column points is filled in

  --assignment NN    by number or name, may be given several times (default: those that somebody handed in)
  --student NAME     grades these students only, may be given several times; the tables then hold them alone
  --manual FILE.csv  points given by hand: columns student, grade_id, points, and assignment and comment if you like
  --out DIR          where the grades go (default grades)
  --jobs N           submissions graded at the same time (default: the cores, here ${availableParallelism()})
  --timeout SECONDS  time limit of one cell (default 60); all cells of a submission have five times as long

Ends with 0 when everything found was graded, whatever the marks; 1 when something could not be read or graded, or a student
handed in nothing; 2 for a wrong word on the command line; 130 after Ctrl-C, with what was graded until then.`;

/**
 * Reads the words after `grade`; undefined when they ask for help.
 *
 * @throws UsageError for a flag or a value that does not fit
 */
export function parseGradeWords(words: readonly string[]): GradeWords | undefined {
  const { values, positionals } = readFlags(words, flags);
  if (values.help) return undefined;
  const [folder, ...more] = positionals;
  if (folder === undefined || folder === "" || more.length > 0) {
    throw new UsageError(
      `npm run exercises -- grade needs one folder of submissions, got ${positionals.length === 0 ? "none" : positionals.join(", ")}.`,
    );
  }
  if (values.out === "") throw new UsageError("--out needs a folder, got none.");
  return {
    folder,
    assignments: values.assignment ?? [],
    students: values.student ?? [],
    out: values.out ?? "grades",
    jobs: wholeNumber("--jobs", values.jobs ?? String(availableParallelism())),
    manual: values.manual,
    cellSeconds: values.timeout === undefined ? undefined : seconds(values.timeout),
  };
}

function wholeNumber(flag: string, text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new UsageError(`${flag} needs a whole number of at least 1, got "${text}".`);
}

/** A day is longer than any exercise. */
const mostSeconds = 86_400;

function seconds(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value > 0 && value <= mostSeconds) return value;
  throw new UsageError(`--timeout needs seconds above 0 and up to ${mostSeconds}, got "${text}".`);
}
