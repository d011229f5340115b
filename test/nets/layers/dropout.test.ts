import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { engine } from "../../../lib/nets/engine";
import { dropout } from "../../../lib/nets/layers/dropout";
import { dropoutMasks } from "../../../lib/nets/layers/dropout-masks";
import { sequential } from "../../../lib/nets/layers/layer";
import { linear } from "../../../lib/nets/layers/linear";
import { tensorsReady } from "../../../lib/nets/ready";
import { createRandom, randomFromKey } from "../../../lib/random/create-random";
import type { Random } from "../../../lib/random/random";
import { agrees } from "../gradients";
import { aliveTensors } from "../helpers";

beforeAll(tensorsReady);

const streams = (label: string, count: number) =>
  Array.from({ length: count }, (_, replicate) => createRandom(label).fork(replicate));

/** The factors of a mask; nothing stays behind. */
function factorsOf(probability: number, randoms: readonly Random[], shape: readonly number[]): Float32Array {
  let factors = new Float32Array();
  const before = aliveTensors();
  engine().tidy(() => {
    const mask = dropoutMasks(probability, randoms)!(shape);
    expect(mask.shape).toEqual(shape);
    factors = mask.dataSync<"float32">().slice();
  });
  expect(aliveTensors()).toBe(before);
  return factors;
}

describe("masks", () => {
  test.each([0.05, 0.1, 0.5, 0.9])(
    "drop a share of %d of all numbers, and scale the others",
    (probability) => {
      const [rows, columns] = [400, 250];
      const factors = factorsOf(probability, streams("shares", 2), [2, rows, columns]);
      const kept = Math.fround(1 / (1 - probability));
      expect(new Set(factors)).toEqual(new Set([0, kept]));
      for (let replicate = 0; replicate < 2; replicate++) {
        const own = factors.subarray(replicate * rows * columns, (replicate + 1) * rows * columns);
        const dropped = own.filter((factor) => factor === 0).length / own.length;
        const standardError = Math.sqrt((probability * (1 - probability)) / own.length);
        expect(Math.abs(dropped - probability)).toBeLessThan(4 * standardError);
      }
    },
  );

  test("drop neighbours, in a row and in a column, independently of each other", () => {
    const [probability, rows, columns] = [0.3, 300, 301];
    const factors = factorsOf(probability, streams("neighbours", 1), [1, rows, columns]);
    const isDropped = (at: number) => (factors[at] === 0 ? 1 : 0);
    for (const distance of [1, columns]) {
      const pairs = factors.length - distance;
      let both = 0;
      for (let at = 0; at < pairs; at++) both += isDropped(at) * isDropped(at + distance);
      // Pairs that share a number are correlated: Var = p²(1 − p²) + 2 p³(1 − p) a pair.
      const variance = probability ** 2 * (1 - probability ** 2) + 2 * probability ** 3 * (1 - probability);
      expect(Math.abs(both / pairs - probability ** 2)).toBeLessThan(4 * Math.sqrt(variance / pairs));
    }
  });

  test("are of each replicate's own stream, one uniform a number", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 9 }),
        (replicates, rows, columns) => {
          const randoms = streams("own", replicates);
          // Weights of attention have several matrices a replicate along the first axis.
          const together = factorsOf(0.4, randoms, [replicates * 2, rows, columns]);
          const each = 2 * rows * columns;
          streams("own", replicates).forEach((random, replicate) => {
            const alone = factorsOf(0.4, [random], [2, rows, columns]);
            expect(together.slice(replicate * each, (replicate + 1) * each)).toEqual(alone);
            const plain = randomFromKey(random.key);
            const uniforms = Array.from({ length: each }, () => plain.next());
            expect([...alone].map((factor) => factor === 0)).toEqual(
              uniforms.map((uniform) => uniform < 0.4),
            );
            expect(randoms[replicate]!.next()).toBe(plain.next());
          });
        },
      ),
      { numRuns: 30 },
    );
  });

  test("differ from step to step and from replicate to replicate", () => {
    const mask = dropoutMasks(0.5, streams("steps", 2))!;
    engine().tidy(() => {
      const [first, second] = [mask([2, 8, 8]), mask([2, 8, 8])].map((one) => [...one.dataSync()]);
      expect(second).not.toEqual(first);
      expect(first!.slice(0, 64)).not.toEqual(first!.slice(64));
    });
  });

  test("that drop nothing are none", () => {
    expect(dropoutMasks(0, streams("none", 2))).toBeUndefined();
  });
});

describe("the layer", () => {
  test("without a mask passes on what comes, both ways", () => {
    engine().tidy(() => {
      const input = engine().ones([1, 2, 3]);
      const slopes = engine().zeros([1, 2, 3]);
      const pass = dropout(undefined).forward(input, {});
      expect(pass.output).toBe(input);
      expect(pass.backward(slopes, {})()).toBe(slopes);
    });
  });

  test("drops gradients where it dropped numbers, by the same factors", () => {
    engine().tidy(() => {
      const pass = dropout(dropoutMasks(0.4, streams("same", 2))).forward(engine().fill([2, 9, 7], 3), {});
      const byInput = pass.backward(engine().fill([2, 9, 7], 3), {})();
      const output = [...pass.output.dataSync()];
      expect([...byInput.dataSync()]).toEqual(output);
      expect(new Set(output)).toEqual(new Set([0, 5]));
    });
  });

  test("has the gradients of automatic differentiation between other layers", () => {
    engine().tidy(() => {
      const factors = dropoutMasks(0.5, streams("fixed", 2))!([2, 6, 4]);
      const layers = sequential(
        linear("a", 3, 4),
        dropout(() => factors),
        linear("b", 4, 2),
      );
      agrees(layers, [2, 6, 3], 5);
    });
  });
});
