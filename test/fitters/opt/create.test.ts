import { describe, expect, test } from "vitest";
import { createOpt, type OptSize } from "../../../lib/fitters/opt/create";
import { optParameterShapes } from "../../../lib/nets/opt/configuration";
import { createRandom } from "../../../lib/random/create-random";
import { expectSameParameters } from "../images";

const size: OptSize = { vocabularySize: 300, hiddenSize: 24, layers: 2, heads: 3, positions: 20 };
const random = createRandom("create");
const model = createOpt(size, random);

test("what is not said has OPT's defaults", () => {
  expect(model.configuration).toEqual({
    ...size,
    embeddingSize: 24,
    feedForwardSize: 96,
    normalizeBefore: true,
    finalNormalization: true,
    dropout: 0,
    attentionDropout: 0,
    beginningToken: 2,
    endToken: 2,
    paddingToken: 1,
  });
  expect(createOpt({ ...size, normalizeBefore: false }, random).configuration.finalNormalization).toBe(false);
  expect(model.losses).toBeUndefined();
});

test("every parameter of the configuration is there: weights normal, biases 0, scales 1, padding 0", () => {
  const shapes = optParameterShapes(model.configuration);
  expect(Object.keys(model.parameters)).toEqual(Object.keys(shapes));
  let [squares, fourths, count] = [0, 0, 0];
  for (const [name, { shape, values }] of Object.entries(model.parameters)) {
    expect(shape, name).toEqual(shapes[name]);
    if (/norm\.weight$/.test(name))
      expect(
        values.every((value) => value === 1),
        name,
      ).toBe(true);
    else if (name.endsWith(".bias"))
      expect(
        values.every((value) => value === 0),
        name,
      ).toBe(true);
    else {
      const padding = name.endsWith("embed_tokens.weight") ? values.subarray(24, 48) : new Float32Array();
      expect(padding.every((value) => value === 0)).toBe(true);
      count += values.length - padding.length;
      for (const value of values)
        [squares, fourths] = [squares + (value / 0.02) ** 2, fourths + (value / 0.02) ** 4];
    }
  }
  // Second and fourth moment of a standard normal: 1 and 3, with variances 2 and 96 of each term.
  expect(Math.abs(squares / count - 1)).toBeLessThan(4 * Math.sqrt(2 / count));
  expect(Math.abs(fourths / count - 3)).toBeLessThan(4 * Math.sqrt(96 / count));
});

test("the stream decides, and each parameter has its own", () => {
  expectSameParameters(createOpt(size, createRandom("create")).parameters, model.parameters);
  expect(createOpt(size, createRandom("another")).parameters).not.toEqual(model.parameters);
  const deeper = createOpt({ ...size, layers: 3 }, createRandom("create"));
  const name = "model.decoder.layers.1.fc1.weight";
  expect(deeper.parameters[name]!.values).toEqual(model.parameters[name]!.values);
  expect(model.parameters[name]!.values).not.toEqual(model.parameters[name.replace(".1.", ".0.")]!.values);
});

describe("bad input", () => {
  test.each<[Partial<OptSize>, string]>([
    [{ vocabularySize: 0 }, "createOpt needs vocabularySize to be a whole number of at least 1, got 0"],
    [{ hiddenSize: 1.5 }, "createOpt needs hiddenSize to be a whole number of at least 1, got 1.5"],
    [{ embeddingSize: -1 }, "createOpt needs embeddingSize to be a whole number of at least 1, got -1"],
    [{ feedForwardSize: 0 }, "createOpt needs feedForwardSize to be a whole number of at least 1, got 0"],
    [{ layers: 0 }, "createOpt needs layers to be a whole number of at least 1, got 0"],
    [{ heads: Number.NaN }, "createOpt needs heads to be a whole number of at least 1, got NaN"],
    [{ positions: Infinity }, "createOpt needs positions to be a whole number of at least 1, got Infinity"],
    [{ heads: 5 }, "createOpt needs heads to divide hiddenSize, got 5 and 24"],
    [
      { normalizeBefore: false, finalNormalization: true },
      "createOpt needs finalNormalization false where normalizeBefore is false, got true",
    ],
    [{ beginningToken: 300 }, "createOpt needs beginningToken to be an id from 0 to 299, got 300"],
    [{ endToken: -1 }, "createOpt needs endToken to be an id from 0 to 299, got -1"],
    [{ paddingToken: 0.5 }, "createOpt needs paddingToken to be an id from 0 to 299, got 0.5"],
    [{ dropout: 1 }, "createOpt needs dropout to be a probability in [0, 1), got 1"],
    [{ attentionDropout: -0.1 }, "createOpt needs attentionDropout to be a probability in [0, 1), got -0.1"],
  ])("%j", (change, message) => {
    expect(() => createOpt({ ...size, ...change }, random)).toThrow(new RangeError(message));
  });
});
