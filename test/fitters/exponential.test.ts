import { expect, test } from "vitest";
import {
  exponential,
  halvings,
  negligibleLogarithm,
  rootsOfTwo,
} from "../../lib/fitters/gaussian-mixture/exponential";
import { createRandom } from "../../lib/random/create-random";

test("the fast exponential is within two units in the last place of Math.exp", () => {
  const random = createRandom("exponential");
  const arguments_ = [0, -0, -Number.MIN_VALUE, -1e-20, -Math.LN2, -Math.LN2 / 128, negligibleLogarithm];
  for (let i = 0; i < 200_000; i++) arguments_.push(negligibleLogarithm * random.next() ** 4);
  let worst = 0;
  for (const x of arguments_) {
    const exact = Math.exp(x);
    const error = Math.abs(exponential(x, rootsOfTwo, halvings) - exact) / exact;
    worst = Math.max(worst, error);
  }
  expect(exponential(0, rootsOfTwo, halvings)).toBe(1);
  expect(worst).toBeLessThan(2 * Number.EPSILON);
});
