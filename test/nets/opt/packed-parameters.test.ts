import fc from "fast-check";
import { expect, test } from "vitest";
import { optParameterShapes } from "../../../lib/nets/opt/configuration";
import { packParameters, unpackParameters } from "../../../lib/nets/opt/packed-parameters";
import { sizeOfShape } from "../../../lib/nets/parameters";
import { createRandom } from "../../../lib/random/create-random";
import { drawnModel, sizes } from "./models";

const layer = "model.decoder.layers.0.self_attn";

test("packing and unpacking gives the same parameters, whatever the sizes", () => {
  fc.assert(
    fc.property(sizes, (size) => {
      const { configuration, parameters } = drawnModel(size, createRandom(1));
      const packed = packParameters(configuration, parameters);
      for (const [name, { shape, values }] of Object.entries(packed)) {
        expect(shape, name).toHaveLength(2);
        expect(values, name).toHaveLength(sizeOfShape(shape));
      }
      const unpacked = unpackParameters(configuration, packed);
      expect(unpacked).toEqual(parameters);
      expect(Object.keys(unpacked)).toEqual(Object.keys(optParameterShapes(configuration)));
    }),
    { numRuns: 40 },
  );
});

test.each([1, 4])("queries, keys and values of %d numbers are rows one below the other", (hiddenSize) => {
  const size = { vocabularySize: 5, hiddenSize, layers: 1, heads: 1, positions: 3 };
  const { configuration, parameters } = drawnModel(size, createRandom(2));
  const packed = packParameters(configuration, parameters);
  for (const kind of ["weight", "bias"]) {
    const parts = ["q", "k", "v"].map((which) => [...parameters[`${layer}.${which}_proj.${kind}`]!.values]);
    expect([...packed[`${layer}.qkv_proj.${kind}`]!.values]).toEqual(parts.flat());
  }
  expect(packed[`${layer}.qkv_proj.weight`]!.shape).toEqual([3 * hiddenSize, hiddenSize]);
  expect(packed[`${layer}.qkv_proj.bias`]!.shape).toEqual([1, 3 * hiddenSize]);
});

test("what is not joined is not copied", () => {
  const size = { vocabularySize: 5, hiddenSize: 2, layers: 1, heads: 1, positions: 3 };
  const { configuration, parameters } = drawnModel(size, createRandom(3));
  const packed = packParameters(configuration, parameters);
  const same = Object.keys(parameters).filter((name) => packed[name]?.values === parameters[name]!.values);
  expect(same).toEqual(Object.keys(parameters).filter((name) => !/[qkv]_proj/.test(name)));
});
