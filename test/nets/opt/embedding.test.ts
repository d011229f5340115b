import type { Tensor } from "@tensorflow/tfjs-node";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { engine } from "../../../lib/nets/engine";
import type { Tensors } from "../../../lib/nets/layers/layer";
import type { OptConfiguration } from "../../../lib/nets/opt/configuration";
import { embed, embedAt, scattered, wordsName } from "../../../lib/nets/opt/embedding";
import type { TokenBatch } from "../../../lib/nets/opt/tokens";
import { sizeOfShape } from "../../../lib/nets/parameters";
import { tensorsReady } from "../../../lib/nets/ready";
import { createRandom } from "../../../lib/random/create-random";
import { expectNear } from "../gradients";
import { aliveTensors, isNative, normals } from "../helpers";
import { expectOwnDigits } from "../stacking";
import { drawnModel, drawnTexts, sizes } from "./models";

const native = await isNative("Digits of embeddings of stacked replicates, bit by bit");

beforeAll(tensorsReady);

const positionsName = "model.decoder.embed_positions.weight";
const projectionName = "model.decoder.project_in.weight";

/** Tables of several replicates, and the projection where there is one. */
function tables(configuration: OptConfiguration, replicates: number, seed: number): Tensors {
  const { embeddingSize, hiddenSize, positions, vocabularySize } = configuration;
  const random = createRandom(seed);
  const draw = (name: string, rows: number, columns: number) => {
    const values = normals(replicates * rows * columns, random.fork(name));
    return [name, engine().tensor3d(values, [replicates, rows, columns])] as const;
  };
  return Object.fromEntries([
    draw(wordsName, vocabularySize, embeddingSize),
    draw(positionsName, positions + 2, hiddenSize),
    ...(embeddingSize === hiddenSize ? [] : [draw(projectionName, hiddenSize, embeddingSize)]),
  ]);
}

/** Texts without padding for each of several replicates. */
function textsOf(
  { vocabularySize }: OptConfiguration,
  replicates: number,
  length: number,
  seed: number,
): TokenBatch {
  const ids = drawnTexts(replicates * 2, length, vocabularySize, createRandom(seed).fork("texts")).flat();
  return { ids: Int32Array.from(ids), length };
}

/** Gradients by all tables for given slopes. */
function gradientsOf(
  configuration: OptConfiguration,
  batch: TokenBatch,
  weights: Tensors,
  slopes: Tensor,
): Tensors {
  const gradients: Record<string, Tensor> = {};
  const { indices, rows } = embed(configuration, batch, weights).backward(slopes, gradients);
  return { ...gradients, [wordsName]: scattered(rows, indices, weights[wordsName]!) };
}

const drawnSlopes = (shape: readonly number[], seed: number) =>
  engine().tensor(normals(sizeOfShape(shape), createRandom(seed).fork("slopes")), [...shape]);

const length = fc.integer({ min: 1, max: 16 });

describe("the embedding", () => {
  test("is the word's row and the position's, added", () => {
    const size = { vocabularySize: 4, hiddenSize: 2, layers: 1, heads: 1, positions: 3 };
    const { configuration } = drawnModel(size, createRandom(1));
    engine().tidy(() => {
      const { tensor3d } = engine();
      const weights = {
        [wordsName]: tensor3d([0, 0, 1, 1, 2, 2, 3, 3], [1, 4, 2]),
        [positionsName]: tensor3d([90, 90, 80, 80, 10, 20, 30, 40, 50, 60], [1, 5, 2]),
      };
      const batch = { ids: Int32Array.of(3, 2, 0, 2), length: 2 };
      const { output } = embed(configuration, batch, weights);
      expect(output.shape).toEqual([1, 4, 2]);
      expect([...output.dataSync()]).toEqual([13, 23, 32, 42, 10, 20, 32, 42]);
      const mask = Uint8Array.of(0, 1, 1, 1);
      expect([...embed(configuration, { ...batch, mask }, weights).output.dataSync()]).toEqual([
        83, 83, 12, 22, 10, 20, 32, 42,
      ]);
      const one = embedAt(weights, Int32Array.of(3, 1), Int32Array.of(4, 2));
      expect([...one.dataSync()]).toEqual([53, 63, 11, 21]);
    });
  });

  test("has the gradients of automatic differentiation", () => {
    const before = aliveTensors();
    fc.assert(
      fc.property(
        sizes,
        fc.integer({ min: 1, max: 3 }),
        length,
        fc.nat(),
        (size, replicates, tokens, seed) => {
          const { configuration } = drawnModel(size, createRandom(seed));
          engine().tidy(() => {
            const { grads, mul, sum } = engine();
            const weights = tables(configuration, replicates, seed);
            const batch = textsOf(configuration, replicates, tokens, seed);
            const slopes = drawnSlopes([replicates, 2 * tokens, configuration.hiddenSize], seed);
            const names = Object.keys(weights);
            const scalar = (...values: Tensor[]) => {
              const named = Object.fromEntries(names.map((name, i) => [name, values[i]!]));
              return sum(mul(embed(configuration, batch, named).output, slopes));
            };
            const expected = grads(scalar)(names.map((name) => weights[name]!));
            const gradients = gradientsOf(configuration, batch, weights, slopes);
            expect(Object.keys(gradients).sort()).toEqual(names.slice().sort());
            names.forEach((name, i) => {
              expectNear(gradients[name]!, expected[i]!);
            });
          });
        },
      ),
      { numRuns: 40 },
    );
    expect(aliveTensors()).toBe(before);
  });

  test("learns nothing of padding, and of all other words what they would learn without it", () => {
    const size = { vocabularySize: 6, hiddenSize: 2, layers: 1, heads: 1, positions: 4 };
    const { configuration } = drawnModel(size, createRandom(2));
    engine().tidy(() => {
      const weights = tables(configuration, 2, 3);
      const batch = { ids: Int32Array.of(1, 1, 4, 5, 4, 1, 1, 1), length: 4 };
      const slopes = drawnSlopes([2, 4, 2], 4);
      const [own, other] = [configuration, { ...configuration, paddingToken: 0 }].map(
        (one) => gradientsOf(one, batch, weights, slopes)[wordsName]!,
      ) as [Tensor, Tensor];
      const [without, counted] = [own, other].map((tensor) => [...tensor.dataSync()]);
      const isPadding = (at: number) => Math.floor(at / 2) % 6 === 1;
      without!.forEach((slope, at) => {
        if (isPadding(at)) expect([slope, counted![at] !== 0]).toEqual([0, true]);
        else expect(slope).toBe(counted![at]);
      });
    });
  });

  test.skipIf(!native)("gives each replicate its own digits", () => {
    fc.assert(
      fc.property(
        sizes,
        fc.integer({ min: 2, max: 4 }),
        length,
        fc.nat(),
        (size, replicates, tokens, seed) => {
          const { configuration } = drawnModel(size, createRandom(seed));
          engine().tidy(() => {
            const slopes = drawnSlopes([replicates, 2 * tokens, configuration.hiddenSize], seed);
            const { ids } = textsOf(configuration, replicates, tokens, seed);
            expectOwnDigits({ ...tables(configuration, replicates, seed), slopes }, (stacked, replicate) => {
              const own =
                replicate === undefined
                  ? ids
                  : ids.slice(replicate * 2 * tokens, (replicate + 1) * 2 * tokens);
              const batch = { ids: own, length: tokens };
              const { slopes: part, ...weights } = stacked;
              const { output } = embed(configuration, batch, weights);
              return { output, ...gradientsOf(configuration, batch, weights, part!) };
            });
          });
        },
      ),
      { numRuns: 40 },
    );
  });
});
