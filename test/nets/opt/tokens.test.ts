import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attentionBias, positionRows, type TokenBatch } from "../../../lib/nets/opt/tokens";

/** Texts with some padding before and behind. */
const padded: fc.Arbitrary<TokenBatch> = fc.integer({ min: 1, max: 7 }).chain((length) =>
  fc.array(fc.tuple(fc.nat(length - 1), fc.nat()), { minLength: 1, maxLength: 4 }).map((texts) => {
    const mask = new Uint8Array(texts.length * length);
    texts.forEach(([before, cut], text) => {
      const count = 1 + (cut % (length - before));
      mask.fill(1, text * length + before, text * length + before + count);
    });
    return { ids: new Int32Array(mask.length), length, mask };
  }),
);

describe("positions", () => {
  test("count from each text's first token, two rows down the table; padding has the row before", () => {
    const ids = new Int32Array(8);
    expect([...positionRows({ ids, length: 4 })]).toEqual([2, 3, 4, 5, 2, 3, 4, 5]);
    const mask = Uint8Array.of(0, 0, 1, 1, 1, 1, 0, 0);
    expect([...positionRows({ ids, length: 4, mask })]).toEqual([1, 1, 2, 3, 2, 3, 1, 1]);
  });

  test("are the number of tokens so far, with any padding", () => {
    fc.assert(
      fc.property(padded, (batch) => {
        const { length, mask } = batch;
        positionRows(batch).forEach((row, at) => {
          const before = mask!.subarray(at - (at % length), at + 1).reduce((sum, kept) => sum + kept, 0);
          expect(row).toBe(mask![at] === 0 ? 1 : 1 + before);
        });
      }),
    );
  });
});

describe("the bias of attention", () => {
  test("without padding is one triangle for all", () => {
    const { values, shape } = attentionBias({ ids: new Int32Array(6), length: 3 }, 4);
    expect(shape).toEqual([1, 3, 3]);
    expect([...values]).toEqual([0, -1e9, -1e9, 0, 0, -1e9, 0, 0, 0]);
  });

  test("with padding lets every token of every head see the tokens up to itself, and no padding", () => {
    fc.assert(
      fc.property(padded, fc.integer({ min: 1, max: 3 }), (batch, heads) => {
        const { length, mask } = batch;
        const texts = mask!.length / length;
        const { values, shape } = attentionBias(batch, heads);
        expect(shape).toEqual([texts * heads, length, length]);
        expect(values).toHaveLength(texts * heads * length * length);
        values.forEach((value, index) => {
          const [to, from] = [index % length, Math.floor(index / length) % length];
          const text = Math.floor(index / length / length / heads);
          const isSeen = to <= from && mask![text * length + to] === 1;
          expect(value).toBe(isSeen ? 0 : Math.fround(-1e9));
        });
      }),
    );
  });
});
