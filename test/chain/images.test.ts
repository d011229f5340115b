import { expect, test } from "vitest";
import { byteLengthOf } from "../../lib/chain/executors/byte-length";
import { runChain } from "../../lib/chain/executors/run-chain";
import { type Images, imagesFrom } from "../../lib/data/images";
import type { Family } from "../../lib/fitters/family";
import { createRandom } from "../../lib/random/create-random";
import { accumulate } from "../../lib/regimes/accumulate";
import { accumulateSubsample } from "../../lib/regimes/accumulate-subsample";
import { anchor } from "../../lib/regimes/anchor";
import { augment } from "../../lib/regimes/augment";
import { replace } from "../../lib/regimes/replace";

/** Independent ink: every pixel is black with its mean darkness. */
const independentPixels: Family<Images, { readonly darkness: readonly number[] }> = {
  name: "independent pixels",
  fit: ({ values, count, height, width }) => {
    const darkness = Array<number>(height * width).fill(0);
    values.forEach((value, at) => {
      darkness[at % darkness.length]! += value / count;
    });
    return { darkness };
  },
  sample: ({ darkness }, count, random) =>
    imagesFrom(
      Float32Array.from({ length: count * darkness.length }, (_, at) =>
        random.next() < darkness[at % darkness.length]! ? 1 : 0,
      ),
      { height: 2, width: 3 },
    ),
};

const real = imagesFrom(
  Float32Array.from({ length: 60 }, (_, at) => (at % 7 < 3 ? 1 : 0)),
  { height: 2, width: 3 },
);

test.each([
  [replace, 10],
  [accumulate, 30],
  [accumulateSubsample, 10],
  [anchor(0.2), 10],
  [augment, 20],
])("a chain of images runs under $0.label", async (regime, size) => {
  const records = await runChain({
    family: independentPixels,
    regime,
    real,
    generations: 2,
    measure: ({ training }) => training.count,
    random: createRandom("chain of images"),
  }).collect();
  expect(records.map(({ measured }) => measured).at(-1)).toBe(size);
  expect(records.at(-1)!.model.darkness).toHaveLength(6);
});

test("images know their bytes", () => expect(byteLengthOf(real)).toBe(4 * 60));
