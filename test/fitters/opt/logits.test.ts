import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { optLogits, optLoss } from "../../../lib/fitters/opt/evaluate";
import { tensorsReady } from "../../../lib/nets/ready";
import { aliveTensors } from "../../nets/helpers";
import { type GoldenCase, type GoldenModel, goldenModels, maskOf, rowsOf } from "./golden-models";

/** Logits of up to 20, in 32 bits on both sides. */
const tolerance = 1e-4;

beforeAll(tensorsReady);

/** The logits of every token that is no padding, text by text: [tokens][vocabulary]. */
function logitsOfTokens({ model }: GoldenModel, { ids, mask }: Pick<GoldenCase, "ids" | "mask">) {
  const { values, shape } = optLogits(model, rowsOf(ids), maskOf(mask));
  const [rows, length, vocabulary] = shape;
  expect([rows, length, vocabulary]).toEqual([
    ids.length,
    ids[0]!.length,
    model.configuration.vocabularySize,
  ]);
  expect(values).toHaveLength(rows! * length! * vocabulary!);
  return ids.flatMap((row, r) =>
    row.flatMap((_, t) => {
      const start = (r * length! + t) * vocabulary!;
      return mask?.[r]?.[t] === 0 ? [] : [values.subarray(start, start + vocabulary!)];
    }),
  );
}

function largestDifference(a: readonly Float32Array[], b: readonly Float32Array[]): number {
  expect(a).toHaveLength(b.length);
  return Math.max(...a.map((row, r) => Math.max(...row.map((value, i) => Math.abs(value - b[r]![i]!)))));
}

/** Rows of a golden array [rows, columns]. */
function rowsOfTensor({ values, shape }: GoldenModel["expected"][string]): Float32Array[] {
  const [rows, columns] = shape as [number, number];
  return Array.from({ length: rows }, (_, row) => values.subarray(row * columns, (row + 1) * columns));
}

describe.each(goldenModels)("the $name model computes what transformers does", (golden) => {
  const { cases, expected, model } = golden;

  test.each(cases)("logits of $name", (one) => {
    const before = aliveTensors();
    // Padded on the right the logits are those of the left.
    const stored = expected[`${one.name === "right" ? "left" : one.name}.logits`]!;
    expect(largestDifference(logitsOfTokens(golden, one), rowsOfTensor(stored))).toBeLessThan(tolerance);
    expect(aliveTensors()).toBe(before);
  });

  test.each(cases.filter(({ name }) => name !== "left"))("loss of $name", ({ ids, mask, loss }) => {
    expect(Math.abs(optLoss(model, rowsOf(ids), maskOf(mask)) - loss)).toBeLessThan(1e-5);
  });

  test("a mask of ones is no mask", () => {
    const { ids } = cases[0]!;
    const ones = ids.map((row) => row.map(() => 1));
    expect(
      largestDifference(
        logitsOfTokens(golden, { ids, mask: ones }),
        logitsOfTokens(golden, { ids, mask: null }),
      ),
    ).toBeLessThan(tolerance);
    expect(optLoss(model, rowsOf(ids), { attentionMask: ones })).toBeCloseTo(optLoss(model, rowsOf(ids)), 5);
  });
});

describe.each(goldenModels)("the $name model, whatever the texts", (golden) => {
  const { vocabularySize, positions } = golden.model.configuration;
  const texts = (rows: number, least = 2) =>
    fc.integer({ min: least, max: positions }).chain((length) =>
      fc.array(
        fc.array(fc.integer({ min: 0, max: vocabularySize - 1 }), { minLength: length, maxLength: length }),
        {
          minLength: rows,
          maxLength: rows,
        },
      ),
    );
  const runs = { numRuns: 12 };

  test("reads a text beside others as by itself", () => {
    fc.assert(
      fc.property(texts(3), (ids) => {
        const length = ids[0]!.length;
        const together = logitsOfTokens(golden, { ids, mask: null });
        ids.forEach((row, r) => {
          const alone = logitsOfTokens(golden, { ids: [row], mask: null });
          expect(largestDifference(together.slice(r * length, (r + 1) * length), alone)).toBeLessThan(
            tolerance,
          );
        });
      }),
      runs,
    );
  });

  test("knows nothing of later tokens", () => {
    fc.assert(
      fc.property(texts(1), fc.nat(), fc.nat(), (ids, place, token) => {
        const at = 1 + (place % (ids[0]!.length - 1));
        const other = rowsOf(ids);
        other[0]![at] = token % vocabularySize;
        const [one, changed] = [ids, other].map((rows) => logitsOfTokens(golden, { ids: rows, mask: null }));
        expect(largestDifference(one!.slice(0, at), changed!.slice(0, at))).toBeLessThan(tolerance);
        if (other[0]![at] !== ids[0]![at]) {
          expect(largestDifference(one!.slice(at), changed!.slice(at))).toBeGreaterThan(tolerance);
        }
      }),
      runs,
    );
  });

  test("does not see padding, whatever stands there, left or right", () => {
    fc.assert(
      fc.property(texts(1), fc.nat(), fc.nat(), (ids, cut, token) => {
        const row = ids[0]!;
        const text = row.slice(0, 1 + (cut % (row.length - 1)));
        const padding = Array.from({ length: row.length - text.length }, () => token % vocabularySize);
        const alone = logitsOfTokens(golden, { ids: [text], mask: null });
        const [zeros, ones] = [padding.map(() => 0), text.map(() => 1)];
        for (const padded of [
          { ids: [[...padding, ...text]], mask: [[...zeros, ...ones]] },
          { ids: [[...text, ...padding]], mask: [[...ones, ...zeros]] },
        ]) {
          expect(largestDifference(logitsOfTokens(golden, padded), alone)).toBeLessThan(tolerance);
        }
      }),
      runs,
    );
  });

  test("has the loss of its logits", () => {
    fc.assert(
      fc.property(texts(2), (ids) => {
        const logits = logitsOfTokens(golden, { ids, mask: null });
        const length = ids[0]!.length;
        const losses = ids.flatMap((row, r) =>
          row.slice(1).map((token, t) => surprise(logits[r * length + t]!, token)),
        );
        const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
        expect(Math.abs(optLoss(golden.model, ids) - mean)).toBeLessThan(1e-5 * Math.max(1, mean));
      }),
      runs,
    );
  });
});

/** −ln softmax(logits)[token]. */
function surprise(logits: Float32Array, token: number): number {
  const largest = Math.max(...logits);
  return (
    largest + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - largest), 0)) - logits[token]!
  );
}
