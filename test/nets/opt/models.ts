import fc from "fast-check";
import { createOpt, type OptSize } from "../../../lib/fitters/opt/create";
import type { OptModel } from "../../../lib/fitters/opt/model";
import type { Random } from "../../../lib/random/random";
import { normals } from "../helpers";

/** A model whose every parameter is drawn, the biases too, so large that what it predicts is far from uniform. */
export function drawnModel(size: OptSize, random: Random): OptModel {
  const { configuration, parameters } = createOpt(size, random);
  const drawn = Object.entries(parameters).map(([name, { shape, values }]) => {
    const centre = name.endsWith("norm.weight") ? 1 : 0;
    const draws = normals(values.length, random.fork(name));
    return [name, { shape, values: draws.map((z) => centre + 0.3 * z) }];
  });
  return { configuration, parameters: Object.fromEntries(drawn) };
}

const size = (max: number, min = 1) => fc.integer({ min, max });

/** Small models of every kind: normalised before or after, embeddings of another width, heads of odd sizes. */
export const sizes: fc.Arbitrary<OptSize> = fc
  .record({
    vocabularySize: size(60, 5),
    headSize: size(9),
    heads: size(3),
    feedForwardSize: size(40),
    layers: size(2),
    normalizeBefore: fc.boolean(),
    further: fc.constantFrom(0, 3),
  })
  .map(({ headSize, further, ...rest }) => {
    const hiddenSize = headSize * rest.heads;
    return { ...rest, hiddenSize, embeddingSize: hiddenSize + further, positions: 16 };
  });

/** Texts of any ids but the padding, 1. */
export function drawnTexts(texts: number, length: number, vocabulary: number, random: Random): number[][] {
  const id = () => (random.integer(vocabulary - 1) + 2) % vocabulary;
  return Array.from({ length: texts }, () => Array.from({ length }, id));
}
