import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readHandMarks } from "../../../lib/exercises/grading/hand-marks";
import { csvText, withoutFormula } from "../../../lib/runner/files/csv";
import { temporaryFolder } from "../../runner/fixtures";
import { sums } from "../fixtures";

const folder = temporaryFolder();
afterAll(() => folder.remove());
const path = join(folder.path, "marks.csv");

function read(text: string, students: readonly string[] = ["ada", "=1+1"], assignments = [sums]) {
  writeFileSync(path, text);
  return readHandMarks(path, assignments, students);
}

const head = "student,grade_id,points,comment\n";

describe("marks given by hand", () => {
  test("are read, with comments over several lines", () => {
    const marks = read(`\ufeff${head}ada,explain-sum-explanation,2.5,"Nearly,\nsee ""2"""\n`);
    expect(marks.of("ada", "01-sums").get("explain-sum-explanation")).toEqual({
      points: 2.5,
      comment: 'Nearly,\nsee "2"',
    });
    expect(marks.of("bob", "01-sums").size).toBe(0);
  });

  test("may be missing, stand among other columns, and name their assignment", () => {
    const marks = read(
      "answer,points,student,assignment,grade_id\nx,,ada,01,explain-sum-explanation\ny,1,'=1+1,01-sums,explain-sum-explanation\n",
    );
    expect(marks.of("ada", "01-sums").size).toBe(0);
    expect(marks.of("=1+1", "01-sums").get("explain-sum-explanation")!.points).toBe(1);
  });

  test("that do not fit are all named", () => {
    const rows = [
      "eda,explain-sum-explanation,1,",
      "ada,explain-sum-explanations,1,",
      "ada,write-mean-test-1,1,",
      "ada,explain-sum-explanation,4,",
      "ada,explain-sum-explanation,-1,",
      "ada,explain-sum-explanation,two,",
      "ada,explain-sum-explanation,1,",
      "ada,explain-sum-explanation,2,",
    ];
    expect(() => read(head + rows.join("\n"))).toThrow(
      new RangeError(
        `${path} cannot be used:\n` +
          '  line 2: there is no student "eda"; nearest: ada\n' +
          '  line 3: no cell is called "explain-sum-explanations"; nearest: explain-sum-explanation\n' +
          "  line 4: write-mean-test-1 is marked by its tests, not by hand\n" +
          '  line 5: explain-sum-explanation takes 0 to 3 points, got "4"\n' +
          '  line 6: explain-sum-explanation takes 0 to 3 points, got "-1"\n' +
          '  line 7: explain-sum-explanation takes 0 to 3 points, got "two"\n' +
          "  line 9: ada has points for explain-sum-explanation twice",
      ),
    );
  });

  test("need to say whose, where two assignments have a cell of the name", () => {
    const both = [sums, { ...sums, number: "02", name: "02-more" }];
    expect(() => read(`${head}ada,explain-sum-explanation,1,`, ["ada"], both)).toThrow(
      "line 2: explain-sum-explanation is in several assignments: add a column assignment",
    );
  });

  test.each([
    [
      "student,points\nada,1\n",
      /needs the columns student, grade_id and points in its first line, got student, points$/,
    ],
    [`${head}ada,"open\n`, /marks\.csv could not be read as CSV: .*/],
  ])("need a file that holds them (%#)", (text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  test("need a file", () => {
    const missing = join(folder.path, "none.csv");
    expect(() => readHandMarks(missing, [sums], [])).toThrow(/none\.csv could not be read as CSV: ENOENT/);
  });
});

describe("CSV", () => {
  test("quotes what would break it", () => {
    expect(
      csvText([
        ["a", 'say "b"', 1.5],
        ["c,d", "e\nf", ""],
      ]),
    ).toBe('a,"say ""b""",1.5\r\n"c,d","e\nf",\r\n');
  });

  test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"])(
    "keeps %j from being a formula",
    (name) => {
      expect(withoutFormula(name)).toBe(`'${name}`);
    },
  );

  test.each(["ada", "a=b", "'=1", "", "o'neill-smith"])("leaves %j as it is", (name) => {
    expect(withoutFormula(name)).toBe(name);
  });
});
