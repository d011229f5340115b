import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { committedProblems } from "../../lib/runner/committed/check";

const folder = resolve(__dirname, "../../notebooks");
const files = readdirSync(folder).filter((file) => file.endsWith(".ipynb"));

describe("committed notebooks", () => {
  test("there are some", () => {
    expect(files.length).toBeGreaterThan(0);
  });

  test.each(files)("%s: its outputs belong to its code, are complete, free of errors and small", (file) => {
    expect(committedProblems(readFileSync(join(folder, file), "utf8"), file)).toEqual([]);
  });
});
