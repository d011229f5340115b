import type { Tensor } from "@tensorflow/tfjs-node";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { engine } from "../../../lib/nets/engine";
import { attention } from "../../../lib/nets/layers/attention";
import { attentionBias } from "../../../lib/nets/opt/tokens";
import { sizeOfShape } from "../../../lib/nets/parameters";
import { tensorsReady } from "../../../lib/nets/ready";
import { createRandom } from "../../../lib/random/create-random";
import type { Random } from "../../../lib/random/random";
import { agrees } from "../gradients";
import { isNative, normals } from "../helpers";
import { expectOwnDigitsOf } from "../stacking";

const native = await isNative("Digits of attention of stacked replicates, bit by bit");

beforeAll(tensorsReady);

interface Sizes {
  readonly replicates: number;
  readonly texts: number;
  readonly length: number;
  readonly heads: number;
  readonly headSize: number;
}

const size = (max: number, min = 1) => fc.integer({ min, max });
const sizes = fc.record({
  replicates: size(3),
  texts: size(3),
  length: size(7),
  heads: size(3),
  headSize: size(5),
});
const seed = fc.nat();

const shapeOf = ({ replicates, texts, length, heads, headSize }: Sizes) =>
  [replicates, texts * length, 3 * heads * headSize] as const;

/** 0 for padding: some tokens before each text's first. */
function paddingOf({ replicates, texts, length }: Sizes, random: Random): Uint8Array {
  const mask = new Uint8Array(replicates * texts * length).fill(1);
  for (let text = 0; text < replicates * texts; text++) {
    mask.fill(0, text * length, text * length + random.integer(length));
  }
  return mask;
}

function biasOf({ replicates, texts, length, heads }: Sizes, mask?: Uint8Array): Tensor {
  const { values, shape } = attentionBias(
    { ids: new Int32Array(replicates * texts * length), length, mask },
    heads,
  );
  return engine().tensor3d(values, shape);
}

/** Attention as it is defined, token by token, in double precision: [texts × length][width] of one replicate. */
function defined(
  rows: Float32Array,
  { texts, length, heads, headSize }: Sizes,
  sees: (...at: number[]) => boolean,
) {
  const width = heads * headSize;
  const part = (row: number, which: number, head: number) =>
    Array.from(rows.subarray(row * 3 * width + which * width + head * headSize).subarray(0, headSize));
  return Array.from({ length: texts * length }, (_, row) =>
    Array.from({ length: heads }, (_, head) => {
      const [text, to] = [Math.floor(row / length), row % length];
      const others = Array.from({ length }, (_, at) => at).filter((at) => sees(text, to, at));
      const query = part(row, 0, head);
      const scores = others.map((at) => {
        const key = part(text * length + at, 1, head);
        return Math.exp(query.reduce((sum, q, i) => sum + q * key[i]!, 0) / Math.sqrt(headSize));
      });
      const total = scores.reduce((sum, score) => sum + score, 0);
      const values = others.map((at) => part(text * length + at, 2, head));
      return query.map((_, i) =>
        values.reduce((sum, value, at) => sum + (scores[at]! / total) * value[i]!, 0),
      );
    }).flat(),
  );
}

describe("attention", () => {
  test("is what its definition says, with padding and without", () => {
    fc.assert(
      fc.property(sizes, fc.boolean(), seed, (one, isPadded, label) => {
        const random = createRandom(label);
        const mask = isPadded ? paddingOf(one, random.fork("mask")) : undefined;
        const [replicates, rows, width] = shapeOf(one);
        const input = normals(replicates * rows * width, random);
        engine().tidy(() => {
          const layer = attention({ ...one, bias: biasOf(one, mask) });
          const { output } = layer.forward(engine().tensor3d(input, [replicates, rows, width]), {});
          expect(output.shape).toEqual([replicates, rows, width / 3]);
          const found = output.dataSync<"float32">();
          for (let replicate = 0; replicate < replicates; replicate++) {
            const own = input.subarray(replicate * rows * width, (replicate + 1) * rows * width);
            const start = replicate * rows;
            const isToken = (text: number, at: number) => mask?.[start + text * one.length + at] !== 0;
            const expected = defined(own, one, (text, to, at) => at <= to && isToken(text, at));
            expected.forEach((values, row) => {
              // What padding looks at is nobody's business.
              if (!isToken(Math.floor(row / one.length), row % one.length)) return;
              values.forEach((value, i) => {
                expect(Math.abs(found[(start + row) * (width / 3) + i]! - value)).toBeLessThan(1e-5);
              });
            });
          }
        });
      }),
      { numRuns: 60 },
    );
  });

  test("of queries that are 0 is the mean of the values so far", () => {
    const one = { replicates: 1, texts: 1, length: 4, heads: 1, headSize: 1 };
    engine().tidy(() => {
      const layer = attention({ ...one, bias: biasOf(one) });
      const input = engine().tensor3d([0, 9, 1, 0, -9, 3, 0, 5, 8, 0, 0, 0], [1, 4, 3]);
      expect([...layer.forward(input, {}).output.dataSync()]).toEqual([1, 2, 4, 3]);
    });
  });

  test("takes nothing of what is hidden, however much it would be", () => {
    const one = { replicates: 1, texts: 1, length: 2, heads: 1, headSize: 1 };
    engine().tidy(() => {
      const layer = attention({ ...one, bias: biasOf(one) });
      const input = engine().tensor3d([3, 1, 0.5, 3, 1000, 1e30], [1, 2, 3]);
      expect(layer.forward(input, {}).output.dataSync()[0]).toBe(0.5);
    });
  });

  test("has the gradients of automatic differentiation, with padding and dropped weights", () => {
    fc.assert(
      fc.property(sizes, fc.boolean(), fc.boolean(), seed, (one, isPadded, isDropping, label) => {
        const random = createRandom(label);
        engine().tidy(() => {
          const mask = isPadded ? paddingOf(one, random.fork("mask")) : undefined;
          const plan = { ...one, bias: biasOf(one, mask) };
          // Always the same factors, as a derivative needs them.
          const shape = [one.replicates * one.texts * one.heads, one.length, one.length];
          const drawn = Float32Array.from({ length: sizeOfShape(shape) }, () => 2 * random.integer(2));
          const factors = engine().tensor(drawn, shape);
          const dropout = isDropping ? () => factors : undefined;
          agrees(attention({ ...plan, dropout }), shapeOf(one), label);
        });
      }),
      { numRuns: 60 },
    );
  });

  test.skipIf(!native)("gives each replicate its own digits", () => {
    const several = fc.record({
      replicates: size(4, 2),
      texts: size(4),
      length: fc.oneof(size(12), size(90, 60), fc.constantFrom(16, 32, 48, 64, 80)),
      heads: size(4),
      headSize: size(40),
    });
    fc.assert(
      fc.property(several, seed, (one, label) => {
        engine().tidy(() => {
          // The same for every text, so that it fits one replicate as it does all.
          expectOwnDigitsOf(attention({ ...one, bias: biasOf(one) }), shapeOf(one), label);
        });
      }),
      {
        numRuns: 60,
        // As many rows as TensorFlow takes at a time, but not as many columns.
        examples: [[{ replicates: 2, texts: 4, length: 61, heads: 4, headSize: 1 }, 146660518]],
      },
    );
  });
});
