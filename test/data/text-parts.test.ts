import fc from "fast-check";
import { expect, test } from "vitest";
import { splitText } from "../../lib/data/text-parts";

const linesWithText = (text: string): number => text.split("\n").filter((line) => line.trim() !== "").length;

test("a hundred lines are split 90, 5 and 5", () => {
  const lines = Array.from({ length: 100 }, (_, line) => `line ${line}\n`);
  expect(splitText(lines.join(""))).toEqual({
    train: lines.slice(0, 90).join(""),
    validation: lines.slice(90, 95).join(""),
    test: lines.slice(95).join(""),
  });
});

test("three lines are enough, with or without a line break at the end", () => {
  expect(splitText("a\nb\nc")).toEqual({ train: "a\n", validation: "b\n", test: "c" });
  expect(splitText("\n\na\r\n \nb\nc\n\n")).toEqual({
    train: "\n\na\r\n",
    validation: " \nb\n",
    test: "c\n\n",
  });
});

test("joined, the parts are the text; each has lines with text, in the ratio that was asked for", () => {
  const lines = fc.array(fc.constantFrom("", " ", "a", "bc d", "ä\t"), { maxLength: 300 });
  fc.assert(
    fc.property(lines, (some) => {
      const text = `${some.join("\n")}\nx\ny\nz`;
      const { train, validation, test } = splitText(text);
      expect(train + validation + test).toBe(text);
      const [all, validated] = [linesWithText(text), linesWithText(validation)];
      expect(validated).toBe(Math.max(1, Math.round(0.05 * all)));
      expect(linesWithText(test)).toBe(validated);
      expect(linesWithText(train)).toBe(all - 2 * validated);
    }),
  );
});

test("fewer than three lines with text are refused, with the remedy", () => {
  for (const [text, lines] of [
    ["", 0],
    ["\n \n", 0],
    ["one line only", 1],
    ["one\n\ntwo\n", 2],
  ]) {
    expect(() => splitText(text as string)).toThrow(
      new RangeError(
        "splitText needs at least 3 lines with text, to train, to validate and to test, " +
          `got ${lines}: put every paragraph on a line of its own`,
      ),
    );
  }
});
