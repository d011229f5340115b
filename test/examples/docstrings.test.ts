import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compileCells } from "../architecture/cells";
import { repository } from "../architecture/sources";
import { normalize, roundedLike, runSnippet } from "./run-snippet";
import { docstringSnippets, fencedSnippets } from "./snippets";

/** Runs a snippet and compares what it prints with what it states. */
async function holds(code: string): Promise<number> {
  const outcomes = await runSnippet(code);
  for (const { code: expression, stated, printed } of outcomes) {
    expect(normalize(roundedLike(stated, printed)), expression).toBe(normalize(stated));
  }
  return outcomes.length;
}

describe("examples in the library", () => {
  const snippets = docstringSnippets();

  test("there are some, each complete and stating a value", () => {
    expect(snippets.length).toBeGreaterThan(0);
    const incomplete = snippets.filter(
      ({ code }) => !code.includes('from "model-collapse"') || !code.includes("// → "),
    );
    expect(incomplete.map(({ file, line }) => `${file}:${line}`)).toEqual([]);
  });

  test.each(snippets)("$file:$line", async ({ code }) => {
    expect(await holds(code)).toBeGreaterThan(0);
  });
});

const pages = ["README.md", "CONTRIBUTING.md", "data/README.md", "lib/README.md"];

describe("examples on the pages", () => {
  test("run, and their values hold", async () => {
    for (const { file, line, code } of pages.flatMap((page) => fencedSnippets(page, ["ts", "typescript"]))) {
      await holds(code).catch((error: Error) => {
        throw new Error(`${file}:${line}: ${error.message}`, { cause: error });
      });
    }
  });
});

test("every example has the right types for the kernel's compiler", () => {
  const snippets = [
    ...docstringSnippets(),
    ...pages.flatMap((page) => fencedSnippets(page, ["ts", "typescript"])),
  ];
  const cells = Object.fromEntries(snippets.map(({ code }, i) => [`example-${i}`, `${code}\nexport {};`]));
  const { diagnoseCell } = compileCells(cells);
  const errors = snippets.flatMap(({ file, line }, i) =>
    diagnoseCell(`example-${i}`).map((text) => `${file}:${line}: ${text}`),
  );
  expect(errors).toEqual([]);
});

describe("commands on the pages", () => {
  const { scripts } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  const lines = pages
    .flatMap((page) => fencedSnippets(page, ["sh", "bash", "shell", "console"]))
    .flatMap(({ file, line, code }) => code.split("\n").map((text, i) => ({ file, line: line + i, text })));
  const calls = lines.flatMap(({ text, ...place }) =>
    [...text.matchAll(/\bnpm (?:run (?:--silent )?)?([\w:-]+)((?: +-- .*)?)/g)].map((match) => ({
      ...place,
      script: match[1],
      words: match[2]
        .replace(/#.*/, "")
        .replace(/^ *-- /, "")
        .trim()
        .split(/\s+/),
    })),
  );
  const builtIn = ["ci", "install", "pack", "exec"];

  test("name scripts that exist", () => {
    const unknown = calls.filter(({ script }) => !(script in scripts) && !builtIn.includes(script));
    expect(unknown).toEqual([]);
  });

  test("name notebooks that exist", () => {
    const notebooks = readdirSync(join(repository, "notebooks"));
    const asked = calls.filter(({ script }) => script === "start");
    const numbers = asked.flatMap(({ words, ...place }) =>
      words.filter((word) => /^\d\d$/.test(word)).map((word) => ({ ...place, word })),
    );
    expect(numbers.filter(({ word }) => !notebooks.some((name) => name.startsWith(`${word}-`)))).toEqual([]);
  });
});

describe("the comparison of examples", () => {
  test.each([
    ["0.75", "0.7549", "0.75"],
    ["[0.5, 1]", "[ 0.49999999, 1.0000001 ]", "[ 0.5, 1 ]"],
    ["1.2e-7", "1.23456e-7", "1.2e-7"],
    ["5", "4.6", "5"],
  ])("%s is what %s shows", (stated, printed, rounded) => {
    expect(roundedLike(stated, printed)).toBe(rounded);
  });

  test("a wrong value, a missing one and one behind a declaration are noticed", async () => {
    await expect(holds("1 / 3; // → 0.34")).rejects.toThrow(/0\.34/);
    await expect(holds("[1, 2]; // → [1, 2, 3]")).rejects.toThrow();
    await expect(holds("const x = 1; // → 1")).rejects.toThrow(/needs an expression/);
    await expect(holds("if (true) {\n  1; // → 2\n}")).rejects.toThrow(/1 values are stated, 0 of them/);
    await expect(holds('throw new Error("no");')).rejects.toThrow("no");
  });

  test("promises are awaited, printed lines are values, typed arrays are written as lists", async () => {
    expect(await holds('await Promise.resolve(1) + 1; // → 2\nconsole.log("a", 1); // → a 1')).toBe(2);
    expect(await holds("new Float64Array([1, 2.04]); // → [1, 2.0]")).toBe(1);
  });
});
