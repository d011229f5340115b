import { join, relative } from "node:path";
import { unknownName } from "../../data/nearest-names";
import { readAssignment } from "../../exercises/assignment/read";
import { renderFeedback } from "../../exercises/feedback/page";
import { type Collection, collect } from "../../exercises/grading/collect/collect";
import { type Grade, type GradedSubmission, gradeAll } from "../../exercises/grading/grade-all";
import { gradesCsv, gradesJson } from "../../exercises/grading/grade-files";
import { type HandMarks, noHandMarks, readHandMarks } from "../../exercises/grading/hand-marks";
import type { OpenSession } from "../../exercises/grading/session";
import { type AnswerToMark, answersToMark, toMarkCsv } from "../../exercises/grading/to-mark";
import type { Sandbox } from "../../exercises/sandbox/sandbox";
import { lockFolder } from "../../runner/files/lock";
import { makeFolder, writeAtomically } from "../../runner/files/write-atomically";
import { oneLine } from "../../runner/terminal/plain-text";
import { UsageError } from "../../runner/usage-error";
import { assignmentFiles, type ExercisesContext } from "./context";
import { gradeDisplay } from "./grade-display";
import { type GradeWords, gradeHelp, parseGradeWords } from "./grade-options";
import { gradeSummary } from "./grade-summary";

/** `npm run exercises -- grade` */
export async function grade(words: readonly string[], context: ExercisesContext): Promise<number> {
  const asked = parseGradeWords(words);
  const print = (line: string) => void context.terminal.write(`${line}\n`);
  if (asked === undefined) {
    print(gradeHelp);
    return 0;
  }
  const collection = collectAsked(asked, context);
  const handMarks = handMarksOf(asked, collection);
  for (const line of describeCollection(asked.folder, collection)) print(line);
  const sandbox = await context.findSandbox();
  print(sandbox.description);
  const lock = lockFolder(asked.out);
  try {
    const grades = await gradeCollection(asked, collection, handMarks, sandbox, context);
    for (const line of gradeSummary(grades, collection.assignments)) print(line);
    print(`\nGrades: ${shownPath(join(asked.out, "grades.csv"))}`);
    if (context.signal.aborted) return 130;
    return grades.every(({ status }) => status === "graded") && collection.strays.length === 0 ? 0 : 1;
  } finally {
    lock.release();
  }
}

/** What is there of the assignments and students that are asked for. */
function collectAsked({ folder, assignments, students }: GradeWords, context: ExercisesContext): Collection {
  const files = assignmentFiles(["all"], context);
  const wanted = assignments.length === 0 ? files : assignmentFiles(assignments, context);
  const collection = collect(folder, {
    names: files.map(({ name }) => name),
    assignments: wanted.map(({ path }) => readAssignment(path)),
    all: assignments.length > 0,
  });
  if (collection.submissions.length === 0) {
    const why =
      collection.students.length === 0
        ? "nobody's notebook is there"
        : "name the assignment with --assignment";
    throw new UsageError(
      `There is nothing to grade in ${folder}: ${why}. See grade --help for how it can lie there.`,
    );
  }
  for (const name of students) {
    if (collection.students.includes(name)) continue;
    throw new UsageError(`npm run exercises -- grade: ${unknownName("student", name, collection.students)}`);
  }
  if (students.length === 0) return collection;
  const submissions = collection.submissions.filter(({ student }) => students.includes(student));
  return { ...collection, submissions };
}

function handMarksOf({ manual }: GradeWords, { assignments, students }: Collection): HandMarks {
  return manual === undefined ? noHandMarks : readHandMarks(manual, assignments, students);
}

function describeCollection(folder: string, collection: Collection): string[] {
  const { submissions, assignments, layouts, strays } = collection;
  const students = new Set(submissions.map(({ student }) => student)).size;
  const names = assignments.map(({ name }) => name).join(", ");
  return [
    `${folder}: ${students} ${students === 1 ? "student" : "students"}, laid out as ${layouts.join(" and ") || "folders without notebooks"}; ${names}`,
    ...strays.map((stray) => oneLine(`Passed over: ${stray}`, 200)),
  ];
}

/** Grades and writes: feedback as soon as it is there, the tables at the end. */
async function gradeCollection(
  { out, jobs, cellSeconds }: GradeWords,
  { submissions, assignments }: Collection,
  handMarks: HandMarks,
  sandbox: Sandbox,
  { terminal, signal }: ExercisesContext,
): Promise<Grade[]> {
  const display = gradeDisplay(terminal, submissions.length);
  const answers = new Map<string, AnswerToMark[]>();
  const ended = (graded: GradedSubmission) => {
    if (graded.status !== "not graded") writeFeedback(out, graded);
    answers.set(keyOf(graded), answersToMark(graded));
    display.ended(graded);
  };
  try {
    const listener = { ...display, ended };
    const open = openIn(sandbox, cellSeconds);
    const grades = await gradeAll(submissions, { open, handMarks, jobs, signal, listener });
    writeAtomically(join(out, "grades.csv"), gradesCsv(grades, assignments));
    writeAtomically(join(out, "grades.json"), gradesJson(grades));
    const toMark = grades.flatMap((graded) => answers.get(keyOf(graded)) ?? []);
    writeAtomically(join(out, "to-mark.csv"), toMarkCsv(toMark));
    return grades;
  } finally {
    display.close();
  }
}

function keyOf({ student, assignment }: Grade): string {
  return JSON.stringify([student, assignment]);
}

/** All cells of a submission together may take as long as five that use up their time. */
const cellsAtLength = 5;

function openIn(sandbox: Sandbox, cellSeconds: number | undefined): OpenSession {
  if (cellSeconds === undefined) return (signal) => sandbox.open({ signal });
  const limits = { cellSeconds, cellCpuSeconds: cellSeconds, sessionSeconds: cellsAtLength * cellSeconds };
  return (signal) => sandbox.open({ limits, signal });
}

function writeFeedback(out: string, graded: GradedSubmission): void {
  const folder = join(out, "feedback", graded.student);
  makeFolder(folder);
  writeAtomically(join(folder, `${graded.assignment}.html`), renderFeedback(graded));
}

function shownPath(path: string): string {
  const near = relative(process.cwd(), path);
  return near.startsWith("..") ? path : near;
}
