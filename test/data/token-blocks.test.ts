import { describe, expect, test } from "vitest";
import { concatenate, selectRows, sizeOf } from "../../lib/data/collection";
import { blockAt, joinBlocks, sliceBlocks, tokenBlocks } from "../../lib/data/token-blocks";

const stream = Int32Array.of(1, 2, 3, 4, 5, 6, 7);

describe("tokenBlocks", () => {
  test("cuts a stream, leaving out what does not fill a block, without a copy", () => {
    const blocks = tokenBlocks(stream, 3);
    expect(blocks).toEqual({ tokens: Int32Array.of(1, 2, 3, 4, 5, 6), count: 2, length: 3 });
    expect(blocks.tokens.buffer).toBe(stream.buffer);
    expect(blockAt(blocks, 1)).toEqual(Int32Array.of(4, 5, 6));
    expect(sliceBlocks(blocks, 1)).toEqual({ tokens: Int32Array.of(4, 5, 6), count: 1, length: 3 });
  });

  test.each([0, 1.5, Number.NaN])("refuses a length of %s", (length) => {
    expect(() => tokenBlocks(stream, length)).toThrow(
      `tokenBlocks needs length to be a whole number of at least 1, got ${length}`,
    );
  });

  test("refuses a stream shorter than a block", () => {
    expect(() => tokenBlocks(stream, 8)).toThrow(
      "tokenBlocks needs at least one block of 8 tokens, got 7 tokens: give more text, or a smaller length",
    );
  });

  test("are joined block by block, when there are as many", () => {
    const [twos, threes] = [tokenBlocks(stream.subarray(0, 4), 2), tokenBlocks(stream.subarray(1), 3)];
    expect(joinBlocks(twos, threes)).toEqual({
      tokens: Int32Array.of(1, 2, 2, 3, 4, 3, 4, 5, 6, 7),
      count: 2,
      length: 5,
    });
    expect(() => joinBlocks(twos, tokenBlocks(stream, 1))).toThrow(
      "joinBlocks needs as many blocks of both, got 2 and 7",
    );
  });

  test("sliceBlocks refuses what is not there", () => {
    expect(() => sliceBlocks(tokenBlocks(stream, 3), 1, 3)).toThrow(
      "sliceBlocks needs 0 ≤ start ≤ end ≤ 2 (count), got 1 and 3",
    );
  });
});

describe("blocks as a training set", () => {
  const blocks = tokenBlocks(stream, 2);

  test("are counted, joined and selected block by block", () => {
    expect(sizeOf(blocks)).toBe(3);
    expect(selectRows(blocks, Int32Array.of(2, 0, 2)).tokens).toEqual(Int32Array.of(5, 6, 1, 2, 5, 6));
    const both = concatenate([blocks, selectRows(blocks, Int32Array.of(1))]);
    expect(both).toEqual({ tokens: Int32Array.of(1, 2, 3, 4, 5, 6, 3, 4), count: 4, length: 2 });
  });

  test("of different lengths cannot be joined", () => {
    expect(() => concatenate([blocks, tokenBlocks(stream, 3)])).toThrow(
      "concatenate needs blocks of one length, got 2 and 3 tokens",
    );
  });
});
