import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { exercises } from "../../../lib/commands/exercises";
import { findSandbox } from "../../../lib/exercises/sandbox/find-sandbox";
import type { Sandbox } from "../../../lib/exercises/sandbox/sandbox";
import { serializeNotebook } from "../../../lib/runner/notebook/write";
import { UsageError } from "../../../lib/runner/usage-error";
import { temporaryFolder } from "../../runner/fixtures";
import { writeClass } from "../class";
import { sums } from "../fixtures";
import { answered, forgetfulMean, rightAnswers } from "../submissions";
import { vmSandbox } from "../vm-session";

let folder: ReturnType<typeof temporaryFolder>;
let shown: string;
let controller: AbortController;
beforeEach(() => {
  folder = temporaryFolder();
  shown = "";
  controller = new AbortController();
  put("instructors/01-sums.ipynb", serializeNotebook(sums.notebook));
});
afterEach(() => folder.remove());

const path = (...parts: string[]) => join(folder.path, ...parts);

function put(name: string, content: string): void {
  mkdirSync(dirname(path(name)), { recursive: true });
  writeFileSync(path(name), content);
}

function handIn(student: string, answers: Readonly<Record<string, string>>): void {
  put(`submitted/${student}/01-sums.ipynb`, serializeNotebook(answered({ ...rightAnswers, ...answers })));
}

function grade(words: readonly string[] = [], sandbox: Sandbox = vmSandbox): Promise<number> {
  const terminal = {
    write: (text: string) => {
      shown += text;
    },
  };
  const context = {
    instructors: path("instructors"),
    terminal,
    signal: controller.signal,
    findSandbox: async () => sandbox,
  };
  return exercises(["grade", path("submitted"), "--out", path("grades"), ...words], context);
}

const read = (name: string) => readFileSync(path("grades", name), "utf8");

describe("grade", () => {
  test("writes points, answers to mark and feedback, and says who has what", async () => {
    handIn("ada", {});
    handIn("ben", { "write-mean": forgetfulMean, "explain-sum-explanation": "YOUR ANSWER HERE" });
    expect(await grade(["--jobs", "2"])).toBe(0);
    expect(read("grades.csv")).toBe(
      "student,assignment,status,total,maximum,manual outstanding,01:predict-sum-test-1,01:write-mean-test-1," +
        "01:write-mean-test-2,01:drop-largest-test-1,01:explain-sum-explanation,notes\r\n" +
        "ada,01-sums,graded,17,20,3,4,3,5,5,,\r\n" +
        "ben,01-sums,graded,12,20,0,4,3,0,5,0,\r\n",
    );
    expect(JSON.parse(read("grades.json")).grades[1]).toMatchObject({
      student: "ben",
      status: "graded",
      total: 12,
      manualOutstanding: 0,
      notes: [],
    });
    expect(read("to-mark.csv")).toBe(
      "student,assignment,grade_id,maximum,points,comment,answer\r\n" +
        "ada,01-sums,explain-sum-explanation,3,,,It keeps its **size**.\r\n",
    );
    expect(read("feedback/ben/01-sums.html")).toContain("A hidden test failed");
    expect(shown).toContain("submitted: 2 students, laid out as STUDENT/NN-name.ipynb; 01-sums\n");
    expect(shown).toContain("Submissions run in this very process.\n");
    expect(shown).toContain("  ada      17 of 20  3 to be marked by hand\n  ben      12 of 20\n");
    expect(shown).toContain("  Mean 14.5 of 20, of 2 graded; by exercise:\n    100 %  1 · Predict the sum\n");
    expect(shown).toContain("     69 %  2 · Write the mean\n");
    expect(readdirSync(path("grades")).sort()).toEqual([
      "feedback",
      "grades.csv",
      "grades.json",
      "to-mark.csv",
    ]);
  });

  test("takes the answers to mark back, once they have points", async () => {
    handIn("ada", {});
    handIn("=cmd", {});
    await grade();
    const filled = read("to-mark.csv").replaceAll("3,,", "3,2,Shorter");
    expect(filled).toContain("'=cmd,01-sums");
    put("marks.csv", filled);
    expect(await grade(["--manual", path("marks.csv")])).toBe(0);
    expect(read("grades.csv")).toContain("'=cmd,01-sums,graded,19,20,0,4,3,5,5,2,");
    expect(read("feedback/ada/01-sums.html")).toContain("Shorter");
    expect(read("to-mark.csv")).toBe(filled);
  });

  test("gives the same files whatever the number of jobs", async () => {
    for (let student = 0; student < 6; student++) {
      handIn(`s${student}`, student % 2 === 0 ? {} : { "write-mean": "for (;;);", "predict-sum": "lose();" });
    }
    const files = () =>
      [
        "grades.csv",
        "grades.json",
        "to-mark.csv",
        ...[0, 1, 2, 3, 4, 5].map((s) => `feedback/s${s}/01-sums.html`),
      ].map(read);
    await grade(["--jobs", "1"]);
    const alone = files();
    await grade(["--jobs", "3"]);
    expect(files()).toEqual(alone);
  });

  test("gives nothing to who handed in nothing or nothing that can be read, says why, and ends with 1", async () => {
    handIn("ada", {});
    put("submitted/ben/answers.docx", "");
    put("submitted/cy/01-sums.ipynb", "{");
    put("submitted/list.txt", "");
    expect(await grade()).toBe(1);
    expect(read("grades.csv")).toContain(
      "ben,01-sums,missing,0,20,0,0,0,0,0,0,No notebook was handed in. There is answers.docx.\r\n" +
        "cy,01-sums,unreadable,0,20,0,0,0,0,0,0,The file is no notebook: it holds no valid JSON.\r\n",
    );
    expect(read("feedback/cy/01-sums.html")).toContain("0 points.");
    expect(shown).toContain("Passed over: list.txt: no notebook\n");
    expect(shown).toContain("  Mean 17.0 of 20, of 1 graded");
  });

  test("leaves the points open where the sandbox fails", async () => {
    handIn("ada", {});
    const broken: Sandbox = {
      ...vmSandbox,
      open: async () => {
        throw new Error("no room");
      },
    };
    expect(await grade([], broken)).toBe(1);
    expect(read("grades.csv")).toContain("ada,01-sums,not graded,,20,,,,,,,Grading failed: no room");
    expect(existsSync(path("grades/feedback"))).toBe(false);
    expect(shown).toContain("None could be graded.");
  });

  test("keeps what is graded when it is stopped, and ends with 130", async () => {
    for (const student of ["ada", "ben", "cy"]) handIn(student, {});
    let opened = 0;
    const stopping: Sandbox = {
      ...vmSandbox,
      open: (options) => {
        opened++;
        if (opened === 3) controller.abort(); // Each submission opens two sessions: this is ben's first.
        return vmSandbox.open(options);
      },
    };
    expect(await grade(["--jobs", "1"], stopping)).toBe(130);
    expect(read("grades.csv")).toContain("ada,01-sums,graded,17,20,3,4,3,5,5,,\r\n");
    expect(read("grades.csv")).toContain("ben,01-sums,not graded,,20,,,,,,,Grading was stopped.\r\n");
    expect(readdirSync(path("grades/feedback"))).toEqual(["ada"]);
    expect(readdirSync(path("grades"))).not.toContain(".lock");
  });

  test("grades a class in this machine's own sandbox as the stand-in does", {
    timeout: 240_000,
  }, async () => {
    writeClass(folder.path, 6);
    await grade(["--student", "student-001", "--student", "student-003"]);
    const expected = read("grades.json");
    await grade(["--student", "student-001", "--student", "student-003"], await findSandbox());
    expect(read("grades.json")).toBe(expected);
    await grade();
    const totals = JSON.parse(read("grades.json")).grades.map(({ total }: { total: number }) => total);
    expect(totals).toEqual([12, 8, 0, 9, 13, 17]);
  });

  test("grades the students that are asked for", async () => {
    handIn("ada", {});
    handIn("ben", {});
    expect(await grade(["--student", "ben", "--assignment", "1"])).toBe(0);
    expect(readdirSync(path("grades/feedback"))).toEqual(["ben"]);
    await expect(grade(["--student", "bean"])).rejects.toThrow(
      new UsageError('npm run exercises -- grade: unknown student "bean"; nearest: ben'),
    );
  });

  test.each([
    [["--assignment", "02"], 'There is no notebook "02". Nearest: 01-sums; or all.'],
    [["--jobs", "0"], '--jobs needs a whole number of at least 1, got "0".'],
    [["--timeout", "soon"], '--timeout needs seconds above 0 and up to 86400, got "soon".'],
    [["--manul", "x"], "There is no flag --manul. Nearest: --manual."],
    [["more"], /grade needs one folder of submissions, got .*submitted, more\.$/],
  ])("answers %j", async (words, message) => {
    handIn("ada", {});
    await expect(grade(words)).rejects.toThrow(message);
  });

  test("answers a folder with nothing to grade", async () => {
    mkdirSync(path("submitted"));
    await expect(grade()).rejects.toThrow(
      /There is nothing to grade in .*submitted: nobody's notebook is there\./,
    );
  });

  test("helps", async () => {
    expect(await grade(["--help"])).toBe(0);
    expect(shown).toContain("npm run exercises -- grade submitted --manual grades/to-mark.csv");
  });
});
