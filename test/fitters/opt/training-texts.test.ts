import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tokenBlocks } from "../../../lib/data/token-blocks";
import { createStepTexts, textCount } from "../../../lib/fitters/opt/training-texts";
import { createRandom } from "../../../lib/random/create-random";

/** Blocks of tokens that say where they stand: token t of block b is 100 b + t. */
const numbered = (count: number, length: number) =>
  tokenBlocks(
    Int32Array.from({ length: count * length }, (_, at) => 100 * Math.floor(at / length) + (at % length)),
    length,
  );

/** The texts in the parts of a step as they were: what is read, and the last token, which is only foretold. */
function textsOf(parts: ReturnType<ReturnType<typeof createStepTexts>["parts"]>, replicates: number) {
  const rows: number[][][] = Array.from({ length: replicates }, () => []);
  for (const { inputs, targets } of parts) {
    const { ids, length } = inputs;
    const each = ids.length / length / replicates;
    for (let row = 0; row < ids.length / length; row++) {
      const read = Array.from(ids.subarray(row * length, (row + 1) * length));
      const foretold = Array.from(targets.subarray(row * length, (row + 1) * length));
      expect(foretold.slice(0, -1)).toEqual(read.slice(1));
      rows[Math.floor(row / each)]!.push([...read, foretold.at(-1)!]);
    }
  }
  return rows;
}

test("one block a text: the blocks asked for, of each replicate its own, in parts of any size", () => {
  const size = fc.integer({ min: 1, max: 6 });
  fc.assert(
    fc.property(size, size, fc.integer({ min: 2, max: 5 }), (batchSize, textsAtOnce, length) => {
      const sets = [numbered(9, length), numbered(9, length)];
      const starts = [createRandom(1), createRandom(2)];
      const texts = createStepTexts(sets, { batchSize, textsAtOnce, blocksPerText: 1 }, starts);
      const indices = [0, 1].map((one) =>
        Int32Array.from({ length: batchSize }, (_, row) => (row * 2 + one) % 9),
      );
      indices.forEach((own, replicate) => {
        texts.load(replicate, own);
      });
      const parts = texts.parts();
      expect(parts).toHaveLength(Math.ceil(batchSize / textsAtOnce));
      textsOf(parts, 2).forEach((rows, replicate) => {
        expect(rows.map(([first]) => first! / 100)).toEqual([...indices[replicate]!]);
      });
      // The weights of a replicate add up to one over all parts: the loss is a mean.
      const total = parts.reduce((sum, { weights }) => sum + weights.reduce((part, one) => part + one, 0), 0);
      expect(total).toBeCloseTo(2, 5);
    }),
  );
});

describe("several blocks a text", () => {
  const plan = { batchSize: 4, textsAtOnce: 4, blocksPerText: 3 };

  test("are consecutive, and begin at every block where three fit", () => {
    const set = numbered(11, 2);
    expect(textCount(set, plan)).toBe(3);
    const texts = createStepTexts([set], plan, [createRandom("starts")]);
    const begun = new Map<number, number>();
    for (let step = 0; step < 400; step++) {
      texts.load(0, Int32Array.of(0, 1, 2, 2));
      for (const row of textsOf(texts.parts(), 1)[0]!) {
        const start = row[0]! / 100;
        expect(row).toEqual([0, 1, 2].flatMap((next) => [100 * (start + next), 100 * (start + next) + 1]));
        begun.set(start, (begun.get(start) ?? 0) + 1);
      }
    }
    // Blocks 0 to 8 can begin a text; text 0 begins at 0, 1 or 2 with the same probability.
    expect([...begun.keys()].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    const standardDeviation = Math.sqrt((400 * 2) / 9);
    for (const start of [0, 1, 2])
      expect(Math.abs(begun.get(start)! - 400 / 3)).toBeLessThan(4 * standardDeviation);
  });

  test("each replicate draws its starts from its own stream", () => {
    const set = numbered(12, 2);
    const load = (streams: readonly string[]) => {
      const texts = createStepTexts(
        streams.map(() => set),
        plan,
        streams.map(createRandom),
      );
      streams.forEach((_, replicate) => {
        texts.load(replicate, Int32Array.of(0, 1, 2, 3));
      });
      return textsOf(texts.parts(), streams.length);
    };
    const [a, b] = load(["a", "b"]);
    expect(a).not.toEqual(b);
    expect(load(["b", "a"])).toEqual([b, a]);
    expect(load(["a"])).toEqual([a]);
  });
});
