import fc from "fast-check";
import { expect, test } from "vitest";
import { plainLines, runningText } from "../../lib/data/plain-lines";

const article = ` 
 = Homarus gammarus = 
 
 Known as the European <unk> . It weighs 0 @.@ 7 kg . 
 
 = = Life cycle = = 
 
 Eggs hatch . 
 = = = In the = sea = = = 
 They drift . 
`;

test("headings of every depth and blank lines are dropped, all else is kept", () => {
  expect(plainLines(article)).toEqual([
    "Known as the European <unk> . It weighs 0 @.@ 7 kg .",
    "Eggs hatch .",
    "They drift .",
  ]);
  expect(runningText(article)).toBe(
    "Known as the European <unk> . It weighs 0 @.@ 7 kg . Eggs hatch . They drift .",
  );
});

test("what only looks like a heading is kept", () => {
  const lines = ["= x", "x =", "a = b", "=x=", "= = two = before one behind", "= =", "="];
  expect(plainLines(lines.join("\n"))).toEqual(lines);
});

test("line breaks of Windows are line breaks", () => {
  expect(runningText("one\r\n = Title = \r\n\r\ntwo\r\n")).toBe("one two");
});

test("nothing is nothing", () => {
  expect(plainLines(" \n\n")).toEqual([]);
  expect(runningText("")).toBe("");
});

test("what is plain stays as it is", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom("a .", "= T =", "", " b c ", "= = S = =")), (lines) => {
      const plain = plainLines(lines.join("\n"));
      expect(plainLines(plain.join("\n"))).toEqual(plain);
      expect(runningText(plain.join("\n"))).toBe(plain.join(" "));
    }),
  );
});
