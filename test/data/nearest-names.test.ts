import fc from "fast-check";
import { expect, test } from "vitest";
import { nearestNames, unknownName } from "../../lib/data/nearest-names";

const names = ["01-gmm-variance-shrink", "02-vae-blur", "old-faithful", "iris", "generations", "replicates"];

test("a mistyped name finds its original", () => {
  expect(nearestNames("old-fathful", names)).toEqual(["old-faithful"]);
  expect(nearestNames("Generation", names)[0]).toBe("generations");
});

test("part of a name finds the whole", () => {
  expect(nearestNames("vae", names)).toEqual(["02-vae-blur"]);
  expect(nearestNames("gmm", names)).toEqual(["01-gmm-variance-shrink"]);
});

test("nothing is near a word of other letters", () => {
  expect(nearestNames("qqqqqqqqqqqq", names)).toEqual([]);
});

test("an empty word is near nothing", () => {
  expect(nearestNames("", names)).toEqual([]);
});

test("every candidate is nearest to itself, and at most three are named", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 20 }), (words) => {
      for (const word of words) {
        const nearest = nearestNames(word, words);
        expect(nearest.length).toBeLessThanOrEqual(3);
        expect(nearest[0]?.toLowerCase()).toBe(word.toLowerCase());
      }
    }),
  );
});

test("the message names the nearest, or all when none is near", () => {
  expect(unknownName("data set", "irs", names)).toBe('unknown data set "irs"; nearest: iris');
  expect(unknownName("data set", "qqqqqqqqqq", ["iris", "mpg"])).toBe(
    'unknown data set "qqqqqqqqqq"; known: iris, mpg',
  );
  expect(unknownName("notebook", "x", [])).toBe('unknown notebook "x"; known: none');
});
