import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { serializeNotebook } from "../../lib/runner/notebook/write";
import { sums } from "./fixtures";
import { answered, forgetfulMean, rightAnswers } from "./submissions";

/** Answers as a class gives them: right, partly right, wrong, none, and failing in one way or another. */
const kinds: readonly Readonly<Record<string, string>>[] = [
  rightAnswers,
  { ...rightAnswers, "write-mean": forgetfulMean },
  { ...rightAnswers, "predict-sum": "const predictedSum = 9;", "drop-largest": "const kept: number[] = [];" },
  {},
  { ...rightAnswers, "write-mean": "function mean(values: number[]) { throw new Error('not today'); }" },
  { ...rightAnswers, "predict-sum": "const predictedSum = ;" },
];

/** Writes the small assignment and so many submissions of it: `instructors/` and `submitted/` in a folder. */
export function writeClass(folder: string, students: number): void {
  mkdirSync(join(folder, "instructors"), { recursive: true });
  writeFileSync(join(folder, "instructors", "01-sums.ipynb"), serializeNotebook(sums.notebook));
  for (let student = 1; student <= students; student++) {
    const own = join(folder, "submitted", `student-${String(student).padStart(3, "0")}`);
    mkdirSync(own, { recursive: true });
    const notebook = answered(kinds[student % kinds.length]!);
    writeFileSync(join(own, "01-sums.ipynb"), serializeNotebook(notebook));
  }
}
