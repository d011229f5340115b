import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blockPerplexities, perplexityOf } from "../../../lib/metrics/text/perplexity";
import { slidingWindows } from "../../../lib/metrics/text/sliding-windows";
import { createRandom } from "../../../lib/random/create-random";

describe("perplexity", () => {
  test("of a uniform model is its number of types, known exactly", () => {
    const tokens = [3, 5, 64];
    const { measured, standardError, nats } = perplexityOf({
      nats: tokens.map((n) => n * Math.log(50)),
      tokens,
    });
    expect(measured).toBeCloseTo(50, 10);
    expect(standardError).toBeCloseTo(0, 10);
    expect(nats.measured).toBeCloseTo(Math.log(50), 14);
  });

  test("weighs tokens, not blocks: cutting the text elsewhere changes nothing", () => {
    const whole = perplexityOf({ nats: [1, 2, 9], tokens: [1, 2, 3] });
    expect(perplexityOf({ nats: [3, 9], tokens: 3 }).measured).toBeCloseTo(whole.measured, 12);
    expect(whole.measured).toBeCloseTo(Math.exp(2), 12);
    expect([...blockPerplexities({ nats: [1, 2, 9], tokens: [1, 2, 3] })]).toEqual([
      Math.E,
      Math.E,
      Math.exp(3),
    ]);
  });

  test("its standard error is the spread over samples of blocks", () => {
    const random = createRandom("perplexity");
    const runs = Array.from({ length: 400 }, (_, r) => {
      const stream = random.fork(r);
      const tokens = Array.from({ length: 60 }, () => 8 + stream.integer(57));
      // Blocks have a difficulty of their own, which all their tokens share.
      const nats = tokens.map((count) => stream.gamma(3 * count) * (0.8 + 0.4 * stream.next()));
      return perplexityOf({ nats, tokens });
    });
    const mean = runs.reduce((sum, { measured }) => sum + measured, 0) / runs.length;
    const variance = runs.reduce((sum, { measured }) => sum + (measured - mean) ** 2, 0) / (runs.length - 1);
    const stated = runs.reduce((sum, { standardError }) => sum + standardError, 0) / runs.length;
    // The spread of 400 values is known to 1/√800 = 3.5 %; the first order of the expansion adds a few percent.
    expect(Math.abs(stated / Math.sqrt(variance) - 1)).toBeLessThan(4 * 0.035);
  });

  test("refuses what has no perplexity", () => {
    expect(() => perplexityOf({ nats: [3], tokens: 2 })).toThrow(
      "perplexityOf needs at least 2 observations, got 1",
    );
    expect(() => perplexityOf({ nats: [3, Number.NaN], tokens: 2 })).toThrow("observation 1 is NaN");
    expect(() => perplexityOf({ nats: [3, 4], tokens: [2] })).toThrow("needs at least 2 observations, got 1");
    expect(() => perplexityOf({ nats: [3, 4], tokens: [2, 2, 2] })).toThrow(
      "perplexityOf needs a number of tokens for each block, got 2 sums and 3 numbers",
    );
    expect(() => perplexityOf({ nats: [3, 4], tokens: [2, 0] })).toThrow(
      "needs at least one predicted token in every block: block 1 has 0",
    );
    expect(() => perplexityOf({ nats: [-3, -4], tokens: 2 })).toThrow(
      "perplexityOf needs sums of −ln p, which are not negative, got -1.75 nats a token. Change the sign",
    );
    expect(() => blockPerplexities({ nats: [1420], tokens: 2 })).toThrow(
      "needs a loss below 709 nats a token for a finite perplexity, got 710. Compare the nats themselves",
    );
  });
});

describe("sliding windows", () => {
  const sizes = fc
    .record({ length: fc.integer({ min: 2, max: 200 }), window: fc.integer({ min: 2, max: 40 }) })
    .chain(({ length, window }) =>
      fc.record({
        length: fc.constant(length),
        window: fc.constant(window),
        stride: fc.integer({ min: 1, max: window }),
      }),
    );

  test("score every token but the first once, with the context that the stride leaves", () => {
    fc.assert(
      fc.property(sizes, ({ length, window, stride }) => {
        const windows = slidingWindows(length, { window, stride });
        const scored = windows.flatMap(({ firstTarget, end }) =>
          Array.from({ length: end - firstTarget }, (_, at) => firstTarget + at),
        );
        const apart = stride === window;
        const expected = Array.from({ length }, (_, at) => at).filter(
          (at) => at > 0 && !(apart && at % window === 0),
        );
        expect(scored).toEqual(expected);
        windows.forEach(({ start, end, firstTarget }, index) => {
          expect(end - start).toBeLessThanOrEqual(window);
          if (index > 0) expect(firstTarget - start).toBeGreaterThanOrEqual(Math.max(1, window - stride));
        });
      }),
    );
  });

  test("follow the guide's loop", () => {
    fc.assert(
      fc.property(sizes, ({ length, window, stride }) => {
        const expected = [];
        let previousEnd = 0;
        for (let start = 0; start < length; start += stride) {
          const end = Math.min(start + window, length);
          const targets = end - previousEnd;
          // Labels are shifted by one inside the model: a window's first token is never predicted.
          const firstTarget = Math.max(end - targets, start + 1);
          if (firstTarget < end) expected.push({ start, end, firstTarget });
          previousEnd = end;
          if (end === length) break;
        }
        expect(slidingWindows(length, { window, stride })).toEqual(expected);
      }),
    );
  });

  test("refuse sizes that leave tokens out", () => {
    expect(() => slidingWindows(10, { window: 4, stride: 5 })).toThrow(
      "slidingWindows needs a stride of at most the window (4), else tokens are left out, got 5",
    );
    expect(() => slidingWindows(1, { window: 4, stride: 2 })).toThrow(
      "streamLength to be a whole number of at least 2",
    );
    expect(() => slidingWindows(9, { window: 1, stride: 1 })).toThrow(
      "window to be a whole number of at least 2, got 1",
    );
    expect(() => slidingWindows(9, { window: 2, stride: 0 })).toThrow(
      "stride to be a whole number of at least 1, got 0",
    );
  });
});
