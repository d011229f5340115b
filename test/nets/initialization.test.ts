import fc from "fast-check";
import { expect, test } from "vitest";
import { initialParameters } from "../../lib/nets/initialization";
import { countParameters, type Parameters } from "../../lib/nets/parameters";
import { stackParameters, unstackParameters } from "../../lib/nets/stack";
import { createRandom } from "../../lib/random/create-random";

const network = {
  parameters: {
    "first.weights": { shape: [100, 250], fanIn: 100 },
    "second.weights": { shape: [25_000], fanIn: 4 },
  },
};

test("parameters are uniform on ±1/√fan-in", () => {
  const parameters = initialParameters(network, createRandom("initial"));
  for (const [name, { shape, fanIn }] of Object.entries(network.parameters)) {
    const { values, shape: given } = parameters[name]!;
    expect(given).toEqual(shape);
    const bound = 1 / Math.sqrt(fanIn);
    // Kolmogorov–Smirnov against the uniform law: √n D exceeds 2.2 once in 8,000 times.
    const sorted = Float64Array.from(values).sort();
    const distance = sorted.reduce((largest, value, i) => {
      const uniform = (value / bound + 1) / 2;
      return Math.max(
        largest,
        Math.abs(uniform - i / sorted.length),
        Math.abs(uniform - (i + 1) / sorted.length),
      );
    }, 0);
    expect(Math.sqrt(sorted.length) * distance).toBeLessThan(2.2);
  }
});

test("each parameter has a stream of its own: names decide, not their order or neighbours", () => {
  const random = createRandom("initial");
  const both = initialParameters(network, random);
  const { "second.weights": second } = network.parameters;
  const alone = initialParameters({ parameters: { "second.weights": second } }, random);
  expect(alone["second.weights"]).toEqual(both["second.weights"]);
  const renamed = initialParameters({ parameters: { other: second } }, random);
  expect(correlation(renamed.other!.values, alone["second.weights"]!.values)).toBeLessThan(
    4 / Math.sqrt(25_000),
  );
});

test("a stack holds each replicate's parameters, and gives them back", () => {
  const shape = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), shape, { minKeys: 1 }),
      fc.integer({ min: 1, max: 4 }),
      (shapes, count) => {
        const parameters = Object.fromEntries(
          Object.entries(shapes).map(([name, s]) => [name, { shape: s, fanIn: 1 }]),
        );
        const each = Array.from({ length: count }, (_, r) =>
          initialParameters({ parameters }, createRandom(r)),
        );
        const stacked = stackParameters(each);
        for (const [name, s] of Object.entries(shapes)) expect(stacked[name]!.shape).toEqual([count, ...s]);
        expect(countParameters(stacked)).toBe(each.reduce((sum, one) => sum + countParameters(one), 0));
        expect(unstackParameters(stacked)).toEqual(each satisfies Parameters[]);
      },
    ),
  );
});

function correlation(a: Float32Array, b: Float32Array): number {
  const product = (x: Float32Array, y: Float32Array) => x.reduce((sum, value, i) => sum + value * y[i]!, 0);
  return Math.abs(product(a, b)) / Math.sqrt(product(a, a) * product(b, b));
}
