import { describe, expect, test } from "vitest";
import { selectNotebooks } from "../../lib/runner/notebook/select";
import { parseRunOptions } from "../../lib/runner/options";
import { UsageError } from "../../lib/runner/usage-error";

const files = [
  "01-gmm-variance-shrink",
  "02-vae-blur",
  "05-accumulate-versus-replace",
  "12-detecting-collapse",
].map((name) => ({ number: name.slice(0, 2), name, path: `/notebooks/${name}.ipynb` }));
const select = (...words: string[]) => selectNotebooks(words, files).map(({ number }) => number);

describe("notebooks are selected", () => {
  test.each<[string[], string[]]>([
    [[], ["01", "02", "05"]],
    [["all"], ["01", "02", "05", "12"]],
    [
      ["5", "01"],
      ["01", "05"],
    ],
    [
      ["vae-blur", "12-detecting-collapse", "notebooks/02-vae-blur.ipynb"],
      ["02", "12"],
    ],
  ])("by %j", (words, numbers) => {
    expect(select(...words)).toEqual(numbers);
  });

  test.each([
    [
      "03",
      'There is no notebook "03". Nearest: 02-vae-blur, 01-gmm-variance-shrink, 05-accumulate-versus-replace; or all.',
    ],
    ["vae-blurr", 'There is no notebook "vae-blurr". Nearest: 02-vae-blur; or all.'],
    [
      "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
      /There are 01-gmm-variance-shrink, 02-vae-blur/,
    ],
  ])("and an unknown one, %s, is refused with the nearest", (word, message) => {
    expect(() => select(word)).toThrow(UsageError);
    expect(() => select(word)).toThrow(message);
  });

  test("an empty folder is told", () => {
    expect(() => selectNotebooks([], [])).toThrow(/There are no notebooks/);
  });
});

describe("flags", () => {
  test("all of them", () => {
    const words =
      "01 vae-blur --scale paper --seed 7 --set a=1 --set b=x=y --jobs 3 --workers 4 --timeout 2.5 --output out";
    const options = parseRunOptions(words.split(" "));
    expect(options).toMatchObject({
      notebooks: ["01", "vae-blur"],
      jobs: 3,
      workers: 4,
      cellSeconds: 2.5,
      output: "out",
    });
    expect(options.requested).toMatchObject({ scale: "paper", seed: 7 });
    expect([...options.requested.assignments]).toEqual([
      ["a", "1"],
      ["b", "x=y"],
    ]);
  });

  test("none of them", () => {
    const { notebooks, requested, workers, output, help } = parseRunOptions([]);
    expect({ notebooks, workers, output, help }).toEqual({
      notebooks: [],
      workers: undefined,
      output: "report",
      help: false,
    });
    expect(requested).toEqual({ scale: "quick", seed: undefined, assignments: new Map() });
    expect(parseRunOptions(["--scale", "paper"]).cellSeconds).toBeGreaterThan(
      parseRunOptions([]).cellSeconds,
    );
  });

  test("a value may look negative", () => {
    expect(parseRunOptions(["--set", "shift=-3"]).requested.assignments.get("shift")).toBe("-3");
  });

  test.each([
    ["1..3", [1, 2, 3]],
    ["7, 1,3", [1, 3, 7]],
    ["0,2..3,3", [0, 2, 3]],
  ])("--seeds %s", (text, seeds) => {
    expect(parseRunOptions(["--seeds", text]).seeds).toEqual(seeds);
  });

  test.each([
    [["--seeds", "3..1"], '--seeds needs whole numbers, at most 1000, such as 1..5 or 1,3,7, got "3..1".'],
    [["--seeds", "1..2000"], "--seeds needs whole numbers, at most 1000"],
    [["--seeds", "1,x"], "--seeds needs whole numbers"],
    [["--seeds", "4"], '--seeds needs two seeds or more, got "4": for one use --seed.'],
    [["--seeds", "1..2", "--seed", "3"], "--seeds and --seed exclude each other: name the seed among those"],
    [["--list", "--seed", "3"], "--list and --seed exclude each other: --list runs nothing"],
    [["--list", "--compare", "x"], "--list and --compare exclude each other"],
    [["--json"], "--json needs --list beside it"],
    [["--claims"], "--claims needs --list beside it"],
    [["--with", "x"], "--with needs --compare beside it: --compare OLD --with NEW"],
    [["--compare", "x", "--with", "y", "--only", "z"], "--with and --only exclude each other"],
    [["05", "--compare", "x", "--with", "y"], "got the notebook 05, too"],
    [["--sede", "1"], "There is no flag --sede. Nearest: --seed"],
    [["-x"], "There is no flag -x."],
    [["--scale", "huge"], 'There is no scale "huge". There are: quick, paper.'],
    [["--seed", "1.5"], '--seed needs a whole number of at least 0, got "1.5".'],
    [["--jobs", "0"], '--jobs needs a whole number of at least 1, got "0".'],
    [["--workers", "two"], '--workers needs a whole number of at least 1, got "two".'],
    [["--timeout", "0"], '--timeout needs seconds above 0 and up to 2147483, got "0".'],
    [["--timeout", "1e9"], /--timeout needs seconds/],
    [["--set", "generations"], '--set needs name=value, such as --set generations=50, got "generations".'],
    [["--seed"], "The flag --seed needs a value."],
    [["--help=yes"], "The flag --help takes no value."],
  ])("%j is refused", (words, message) => {
    expect(() => parseRunOptions(words)).toThrow(UsageError);
    expect(() => parseRunOptions(words)).toThrow(message);
  });
});
