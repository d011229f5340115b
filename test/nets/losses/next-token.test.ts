import type { Tensor } from "@tensorflow/tfjs-node";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { engine } from "../../../lib/nets/engine";
import type { Tensors } from "../../../lib/nets/layers/layer";
import { type NextTokens, nextTokenLoss } from "../../../lib/nets/losses/next-token";
import { scattered } from "../../../lib/nets/opt/embedding";
import { tensorsReady } from "../../../lib/nets/ready";
import { createRandom } from "../../../lib/random/create-random";
import { expectNear } from "../gradients";
import { aliveTensors, isNative, normals } from "../helpers";
import { expectOwnDigits } from "../stacking";

const native = await isNative("Digits of losses of stacked language models, bit by bit");

beforeAll(tensorsReady);

interface Sizes {
  readonly replicates: number;
  readonly rows: number;
  readonly width: number;
  readonly vocabulary: number;
}

const size = (max: number, min = 1) => fc.integer({ min, max });
const sizes = fc.record({ replicates: size(3), rows: size(20), width: size(9), vocabulary: size(40, 2) });
const seed = fc.nat();

/** So many words and rows that logits are computed in three parts, the last of them shorter. */
const severalParts: Sizes = { replicates: 1, rows: 601, width: 3, vocabulary: 8200 };

function drawn({ replicates, rows, width, vocabulary }: Sizes, label: number): NextTokens {
  const random = createRandom(label);
  const draw = (name: string, ...shape: [number, number, number]) =>
    engine().tensor3d(normals(shape[0] * shape[1] * shape[2], random.fork(name)), shape);
  return {
    hidden: draw("hidden", replicates, rows, width),
    embedding: draw("embedding", replicates, vocabulary, width),
    targets: Int32Array.from({ length: replicates * rows }, () => random.integer(vocabulary)),
    weights: engine().abs(draw("weights", replicates, rows, 1)),
  };
}

/** Cross-entropy of each row, taken literally: weight × (ln Σ exp(logits) − the target's logit). */
function literal({ hidden, embedding, targets, weights }: NextTokens): Tensor {
  const { logSumExp, matMul, mul, oneHot, reshape, squeeze, sub, sum, tensor1d } = engine();
  const [replicates, rows] = hidden.shape as [number, number, number];
  const logits = matMul(hidden, embedding, false, true);
  const chosen = reshape(oneHot(tensor1d(targets, "int32"), embedding.shape[1]!), logits.shape);
  const losses = sub(logSumExp(logits, 2), sum(mul(logits, chosen), 2));
  return mul(reshape(losses, [replicates, rows]), squeeze(weights, [2]));
}

/** The whole gradient by the embedding: the part of all words and the rows of the targets. */
function embeddingGradient({ embedding }: NextTokens, loss: ReturnType<typeof nextTokenLoss>): Tensor {
  const { indices, rows } = loss.targetGradient;
  return engine().add(loss.embeddingGradient, scattered(rows, indices, embedding));
}

function isRight(batch: NextTokens): void {
  const { grads, sum } = engine();
  const loss = nextTokenLoss(batch);
  expectNear(loss.ofRows(), literal(batch));
  const scalar = (hidden: Tensor, embedding: Tensor) => sum(literal({ ...batch, hidden, embedding }));
  const [byHidden, byEmbedding] = grads(scalar)([batch.hidden, batch.embedding]);
  expectNear(loss.hiddenGradient, byHidden!);
  expectNear(embeddingGradient(batch, loss), byEmbedding!);
}

describe("cross-entropy of the words that follow", () => {
  test("and its gradients are those of automatic differentiation", () => {
    const before = aliveTensors();
    fc.assert(
      fc.property(sizes, seed, (one, label) => {
        engine().tidy(() => isRight(drawn(one, label)));
      }),
      { numRuns: 60 },
    );
    expect(aliveTensors()).toBe(before);
  });

  test("also where logits are computed in parts, which leave nothing behind", () => {
    engine().tidy(() => {
      const batch = drawn(severalParts, 3);
      isRight(batch);
      const before = aliveTensors();
      engine().tidy(() => void nextTokenLoss(batch).ofRows());
      expect(aliveTensors()).toBe(before);
    });
  });

  test("of equal logits is ln V, and the gradients are the mean word's less the target's", () => {
    engine().tidy(() => {
      const { tensor3d, zeros, ones } = engine();
      const embedding = tensor3d([1, 0, 3, 2, 5, -2, 7, 4], [1, 4, 2]);
      const targets = Int32Array.of(2, 0, 2);
      const batch = {
        hidden: zeros([1, 3, 2]) as Tensor,
        embedding,
        targets,
        weights: ones([1, 3, 1]) as Tensor,
      };
      const loss = nextTokenLoss(batch);
      for (const nats of loss.ofRows().dataSync()) expect(nats).toBeCloseTo(Math.log(4), 6);
      // The mean of the embeddings is (4, 1).
      expect([...loss.hiddenGradient.dataSync()]).toEqual([-1, 3, 3, 1, -1, 3]);
      expect([...embeddingGradient(batch, loss).dataSync()]).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    });
  });

  test("of a sure model is 0, and of one that is surely wrong finite", () => {
    engine().tidy(() => {
      const { ones, tensor3d } = engine();
      const batch = {
        hidden: tensor3d([1000, 1000], [1, 2, 1]),
        embedding: tensor3d([1, -1], [1, 2, 1]),
        targets: Int32Array.of(0, 1),
        weights: ones([1, 2, 1]) as Tensor,
      };
      const loss = nextTokenLoss(batch);
      const [right, wrong] = loss.ofRows().dataSync();
      expect(right).toBeCloseTo(0, 12);
      // −ln of the least probability that is told from 0.
      expect(wrong).toBeCloseTo(37 * Math.log(10), 3);
      expect([...loss.hiddenGradient.dataSync()]).toEqual([0, 2]);
      expect([...embeddingGradient(batch, loss).dataSync()]).toEqual([1000, -1000]);
    });
  });

  test("counts a row as much as its weight says, and not at all with weight 0", () => {
    engine().tidy(() => {
      const { tensor3d } = engine();
      const batch = drawn({ replicates: 1, rows: 3, width: 2, vocabulary: 5 }, 7);
      const weighted = (...weights: number[]) => {
        const loss = nextTokenLoss({ ...batch, weights: tensor3d(weights, [1, 3, 1]) });
        return [loss.ofRows(), loss.hiddenGradient].map((tensor) => [...tensor.dataSync()]);
      };
      const [[losses, slopes], [doubled, steeper]] = [weighted(1, 1, 1), weighted(2, 0, 1)];
      expect(doubled).toEqual([2 * losses![0]!, 0, losses![2]]);
      const factors = [2, 2, 0, 0, 1, 1];
      steeper!.forEach((slope, at) => {
        expect(slope).toBeCloseTo(factors[at]! * slopes![at]!, 6);
      });
    });
  });

  test.skipIf(!native)("gives each replicate its own digits", () => {
    const several = fc.record({
      replicates: size(4, 2),
      rows: size(70),
      width: size(40),
      vocabulary: size(90),
    });
    const isOwn = (one: Sizes, label: number) =>
      engine().tidy(() => {
        const { targets, ...tensors } = drawn(one, label);
        expectOwnDigits(tensors as unknown as Tensors, (stacked, replicate) => {
          const own = replicate === undefined ? [0] : [replicate * one.rows, (replicate + 1) * one.rows];
          const batch = { ...(stacked as unknown as NextTokens), targets: targets.subarray(...own) };
          const loss = nextTokenLoss(batch);
          return {
            losses: loss.ofRows(),
            hidden: loss.hiddenGradient,
            embedding: embeddingGradient(batch, loss),
          };
        });
      });
    fc.assert(fc.property(several, seed, isOwn), { numRuns: 60 });
    isOwn({ ...severalParts, replicates: 2 }, 5);
  });
});
