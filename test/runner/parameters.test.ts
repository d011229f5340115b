import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CodeCell, Notebook } from "../../lib/runner/notebook/format";
import { injectSettings, parametersOf } from "../../lib/runner/parameters/inject";
import type { SettingValue } from "../../lib/runner/parameters/literal";
import { printLiteral, readLiteral, readTokens } from "../../lib/runner/parameters/literal";
import { parseParameters } from "../../lib/runner/parameters/parse";
import type { RequestedSettings } from "../../lib/runner/parameters/settings";
import { checkNames, resolveSettings } from "../../lib/runner/parameters/settings";
import { codeCell, notebookOf } from "./fixtures";

const source = `// How large the run is
let scale: "quick" | "paper" = "quick"; // quick or paper
let seed = 1;
let generations = 400; // paper: 2050 — fits in a chain
let tolerance = 1e-5; // paper: 1e-9: stops the fit
let size = 1_000;
let shift = -.5 // paper: +2
;
let regimes: string[] = ["replace", 'accumulate']; // paper: ["replace"], one after the other
let verbose = false; // paper: true
let shares = [0, 0.1,
  0.5]; // of real data
`;

/** The parameters of the source above, worked out by hand. */
const expected = [
  ["scale", "string", "quick", undefined, "quick or paper"],
  ["seed", "number", 1, undefined, ""],
  ["generations", "number", 400, 2050, "fits in a chain"],
  ["tolerance", "number", 1e-5, 1e-9, "stops the fit"],
  ["size", "number", 1000, undefined, ""],
  ["shift", "number", -0.5, 2, ""],
  ["regimes", "string[]", ["replace", "accumulate"], ["replace"], "one after the other"],
  ["verbose", "boolean", false, true, ""],
  ["shares", "number[]", [0, 0.1, 0.5], undefined, "of real data"],
];

const requested = (more: Partial<RequestedSettings> = {}): RequestedSettings => ({
  scale: "quick",
  seed: undefined,
  assignments: new Map(),
  ...more,
});

describe("parameters cell", () => {
  test("is read with types, values at paper scale and meanings", () => {
    const rows = parseParameters(source, "01.ipynb, cell 2").map((parameter) => {
      const { name, type, defaultValue, paperValue, description } = parameter;
      return [name, type, defaultValue, paperValue, description];
    });
    expect(rows).toEqual(expected);
  });

  test.each([
    ["const seed = 1;", /with let was expected.*got "const"/],
    ["let half = size / 2;", /line 1: a number, string, boolean or array of them was expected, got "size"/],
    ["let a = 1;\nlet half = 1 / 2;", /line 2: ; was expected after the value of half/],
    ["let mixed = [1, 'a'];", /an array of one type was expected, got \[1, "a"\]/],
    ["let none = [];", /none needs an item/],
    ["let a = 1; // paper: 'x'", /a is number, got "x"/],
    ["let a;", /a needs a value/],
    ["let a = 1e999;", /a number, string, boolean or array/],
    ['let a = "x', /Unterminated string/],
    ["import x from 'y';", /with let was expected/],
  ])("refuses %s", (code, message) => {
    expect(() => parseParameters(code, "01.ipynb, cell 2")).toThrow(RangeError);
    expect(() => parseParameters(code, "01.ipynb, cell 2")).toThrow(message);
    expect(() => parseParameters(code, "01.ipynb, cell 2")).toThrow(/01\.ipynb, cell 2, line \d/);
  });
});

describe("settings", () => {
  const offered = { name: "01-a", parameters: parseParameters(source, "01") };

  test("come from the cell, then the scale, then the command line", () => {
    const assignments = new Map([["tolerance", "0.5"]]);
    const settings = resolveSettings(offered, requested({ scale: "paper", seed: 7, assignments }));
    expect(settings).toMatchObject({
      scale: "paper",
      seed: 7,
      generations: 2050,
      tolerance: 0.5,
      size: 1000,
    });
  });

  test.each<[string, string, SettingValue]>([
    ["generations", "1e3", 1000],
    ["shift", "-2", -2],
    ["verbose", "true", true],
    ["regimes", "anchor,mix", ["anchor", "mix"]],
    ["regimes", '["a", "b, c"]', ["a", "b, c"]],
    ["regimes", "[]", []],
    ["shares", "0.1,0.2", [0.1, 0.2]],
  ])("--set %s=%s", (name, text, value) => {
    const settings = resolveSettings(offered, requested({ assignments: new Map([[name, text]]) }));
    expect(settings[name]).toEqual(value);
  });

  test.each([
    ["generations", "many"],
    ["generations", "1 + 1"],
    ["generations", ""],
    ["verbose", "yes"],
    ["shares", "a,b"],
    ["generations", "[1]"],
  ])("--set %s=%s has the wrong type", (name, text) => {
    const resolve = () => resolveSettings(offered, requested({ assignments: new Map([[name, text]]) }));
    expect(resolve).toThrow(new RegExp(`The setting ${name} of 01-a is \\S+ \\(default .*\\), got "`));
    expect(resolve).toThrow(/generations: number, default 400, paper 2050 — fits in a chain/);
  });

  test("an unknown name lists the nearest and all, with types and defaults", () => {
    const check = () => checkNames(requested({ assignments: new Map([["generation", "3"]]) }), [offered]);
    expect(check).toThrow(/There is no setting "generation"\. Nearest: generations/);
    expect(check).toThrow(/regimes: string\[\], default \["replace", "accumulate"\]/);
  });

  test("a name in one of several notebooks is enough", () => {
    const other = { name: "02-b", parameters: [] };
    checkNames(requested({ assignments: new Map([["size", "3"]]) }), [other, offered]);
  });

  test("seed and scale are set by their flags", () => {
    const check = () => checkNames(requested({ assignments: new Map([["seed", "3"]]) }), [offered]);
    expect(check).toThrow("The setting seed has a flag of its own: --seed.");
  });
});

describe("injected settings", () => {
  const parameters = parseParameters("let a = 1;\nlet b = 'x';", "01");
  const notebook = notebookOf([codeCell("let a = 1;\nlet b = 'x';", ["parameters"]), codeCell("a")]);
  const sources = (result: Notebook) => result.cells.map((cell) => cell.source);

  test("stand in a cell of their own behind the parameters, replacing earlier ones", () => {
    const once = injectSettings(notebook, parameters, { a: 2, b: "x" });
    const twice = injectSettings(once, parameters, { a: 3, b: 'say "y"' });
    expect(sources(once)[1]).toBe("// Settings of this run\na = 2;");
    expect(sources(twice)).toEqual([
      notebook.cells[0]!.source,
      '// Settings of this run\na = 3;\nb = "say \\"y\\"";',
      "a",
    ]);
    expect((twice.cells[1] as CodeCell).metadata.tags).toEqual(["injected-parameters"]);
  });

  test("are not needed for defaults", () => {
    expect(injectSettings(notebook, parameters, { a: 1, b: "x" })).toEqual(notebook);
  });

  test("a notebook without a parameters cell offers none", () => {
    expect(parametersOf(notebookOf([codeCell("1")]), "01")).toEqual([]);
  });

  const scalar = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.string({ unit: "binary" }),
    fc.boolean(),
  );
  const value = fc.oneof(
    scalar,
    fc.array(fc.double({ noNaN: true, noDefaultInfinity: true })),
    fc.array(fc.string()),
  );

  test("are read back unchanged by this parser and by JavaScript", () => {
    fc.assert(
      fc.property(value, (original) => {
        const text = printLiteral(original);
        const tokens = readTokens(text);
        expect(readLiteral(tokens.next(), tokens)).toEqual(original);
        expect(new Function(`return ${text};`)()).toEqual(original);
      }),
    );
  });
});
