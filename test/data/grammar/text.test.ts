import fc from "fast-check";
import { expect, test } from "vitest";
import { createGrammar } from "../../../lib/data/grammar/grammar";
import { grammarIds, grammarText } from "../../../lib/data/grammar/text";

const grammar = createGrammar();

test("ids become words and words their ids again", () => {
  const ids = fc.array(fc.integer({ min: 0, max: grammar.vocabularySize - 1 }), { maxLength: 50 });
  fc.assert(
    fc.property(ids, (wanted) => {
      expect([...grammarIds(grammar, grammarText(grammar, wanted))]).toEqual(wanted);
    }),
  );
});

test("whatever white space separates words; what is no word is <unk>", () => {
  expect(grammarText(grammar, grammarIds(grammar, " the\n\tthese  xyzzy The . "))).toBe(
    "the these <unk> <unk> .",
  );
  expect(grammarIds(grammar, " \n")).toHaveLength(0);
});

test("an id outside the vocabulary is refused, with its place", () => {
  expect(() => grammarText(grammar, [5, 1004])).toThrow(
    new RangeError("grammarText needs ids from 0 to 1003, got 1004 at position 1"),
  );
  expect(() => grammarText(grammar, [-1])).toThrow("got -1 at position 0");
});
