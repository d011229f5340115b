import { expect, test } from "vitest";
import { timeLeft } from "../../lib/charts/time-left";

test("nothing is said before enough was seen", () => {
  const left = timeLeft();
  expect(left(0, 0)).toBeUndefined();
  expect(left(0.5, 4999)).toBeUndefined();
  expect(left(0.5, 5000)).toBe("about 10 s left");
  const slow = timeLeft();
  slow(0, 0);
  expect(slow(0.009, 60_000)).toBeUndefined();
  expect(slow(0.01, 60_000)).toBe("about 2 h left");
});

test.each([
  [0.9, 30_000, "about 10 s left"],
  [0.5, 31_000, "about 40 s left"],
  [0.5, 80_000, "about 80 s left"],
  [0.5, 90_000, "about 2 min left"],
  [0.2, 600_000, "about 40 min left"],
  [0.1, 600_000, "about 2 h left"],
  [0.5, 36_000_000, "about 10 h left"],
])("share %d after %d ms: %s", (share, milliseconds, words) => {
  const left = timeLeft();
  left(0, 1000);
  expect(left(share, 1000 + milliseconds)).toBe(words);
});

test("what was done before does not count", () => {
  const left = timeLeft();
  left(0.8, 0);
  expect(left(0.9, 60_000)).toBe("about 60 s left");
});
