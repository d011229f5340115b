import fc from "fast-check";
import { expect, test } from "vitest";
import type { DataColumn } from "../../lib/data/manifest";
import { parseTable, tablePoints } from "../../lib/data/table";

const columns: readonly DataColumn[] = [
  { name: "duration", type: "number", unit: "min" },
  { name: "kind", type: "text" },
  { name: "waiting", type: "number", unit: "min" },
];

test("numbers become numbers and text stays text, quotes and line ends of any kind included", () => {
  const text = '\uFEFFduration,kind,waiting\r\n3.6,"long, really",79\r\n-1.8e-2,,+.5\n';
  expect(parseTable(text, columns)).toEqual([
    { duration: 3.6, kind: "long, really", waiting: 79 },
    { duration: -0.018, kind: "", waiting: 0.5 },
  ]);
});

test("the numeric columns are the points, in order", () => {
  const rows = parseTable("duration,kind,waiting\n1,a,2\n3,b,4", columns);
  expect(tablePoints(rows, columns)).toEqual({ values: Float64Array.of(1, 2, 3, 4), rows: 2, columns: 2 });
});

test("any table that is written is read back to the last digit", () => {
  const number = fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .map((value) => (value === 0 ? 0 : value));
  fc.assert(
    fc.property(fc.array(fc.tuple(number, number), { minLength: 1 }), (pairs) => {
      const text = `duration,kind,waiting\n${pairs.map(([a, b]) => `${a},x,${b}`).join("\n")}`;
      expect(parseTable(text, columns)).toEqual(
        pairs.map(([duration, waiting]) => ({ duration, kind: "x", waiting })),
      );
    }),
  );
});

test("refuses what is no number, rather than make NaN of it", () => {
  for (const cell of ["", " ", "NA", "nan", "1;5", "0x10", "1e999", "Infinity", " 1"]) {
    expect(() => parseTable(`duration,kind,waiting\n1,a,2\n3,b,${cell}`, columns)).toThrow(
      new RangeError(`parseTable needs a finite number in column waiting: data row 2 has "${cell}"`),
    );
  }
});

test("refuses another header, an empty table, no rows and ragged rows", () => {
  expect(() => parseTable("duration,waiting\n1,2", columns)).toThrow(
    new RangeError("parseTable needs the columns duration, kind, waiting, got duration, waiting"),
  );
  expect(() => parseTable("", columns)).toThrow(
    new RangeError("parseTable needs the columns duration, kind, waiting, got an empty table"),
  );
  expect(() => parseTable("duration,kind,waiting\n", columns)).toThrow(
    new RangeError("parseTable needs at least one row below the header, got none"),
  );
  expect(() => parseTable("duration,kind,waiting\n1,a", columns)).toThrow(
    /^parseTable needs comma-separated values: Invalid Record Length/,
  );
});
