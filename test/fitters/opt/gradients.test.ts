import { beforeAll, describe, expect, test } from "vitest";
import { optGradients, optLoss } from "../../../lib/fitters/opt/evaluate";
import { optParameterShapes } from "../../../lib/nets/opt/configuration";
import type { Parameters } from "../../../lib/nets/parameters";
import { tensorsReady } from "../../../lib/nets/ready";
import { expectClose } from "../../fitters/helpers";
import { aliveTensors } from "../../nets/helpers";
import { digestOf, digestRows } from "./digests";
import { type GoldenCase, goldenModels, isKeyBias, maskOf, rowsOf } from "./golden-models";

/** Of the largest entry of each gradient. */
const tolerance = 2e-5;

beforeAll(tensorsReady);

describe.each(goldenModels)("the $name model has the gradients of PyTorch", ({ model, cases, expected }) => {
  const gradientsOf = ({ ids, mask }: GoldenCase): Parameters =>
    optGradients(model, rowsOf(ids), maskOf(mask));

  test("with the names and shapes of its parameters", () => {
    const before = aliveTensors();
    const gradients = gradientsOf(cases[0]!);
    const shapes = Object.fromEntries(Object.entries(gradients).map(([name, { shape }]) => [name, shape]));
    expect(shapes).toEqual(optParameterShapes(model.configuration));
    expect(aliveTensors()).toBe(before);
  });

  test.each(cases.filter(({ name }) => name !== "left"))("of the loss of $name", (one) => {
    const gradients = gradientsOf(one);
    // Padded on the right the gradients are those of the left.
    const stored = expected[`${one.name === "right" ? "left" : one.name}.gradients`]!;
    for (const { name, digest } of digestRows(model, stored)) {
      const { norm, sum, entries } = digestOf(gradients[name]!.values);
      if (isKeyBias(name)) {
        // Attention does not depend on it: what is left is rounding.
        expect(norm, name).toBeLessThan(tolerance);
        continue;
      }
      const allowed = tolerance * digest.largest;
      expect(Math.abs(norm / digest.norm - 1), name).toBeLessThan(tolerance);
      expect(Math.abs(sum - digest.sum), name).toBeLessThan(
        allowed * Math.sqrt(gradients[name]!.values.length),
      );
      entries.forEach((entry, at) => {
        expect(Math.abs(entry - digest.entries[at]!), `${name}, entry ${at}`).toBeLessThan(allowed);
      });
    }
  });
});

test("every entry of every gradient, of padded texts", () => {
  const { model, cases, expected } = goldenModels.find(({ name }) => name === "odd")!;
  const { ids, mask } = cases.find(({ name }) => name === "right")!;
  const gradients = optGradients(model, rowsOf(ids), maskOf(mask));
  for (const name of Object.keys(optParameterShapes(model.configuration))) {
    if (isKeyBias(name)) continue;
    expectClose(gradients[name]!.values, [...expected[`left.gradients.${name}`]!.values], tolerance);
  }
});

test("padding learns nothing where it is read, and as a word that is written what others do", () => {
  const { model } = goldenModels.find(({ name }) => name === "pre-norm")!;
  const { paddingToken, hiddenSize } = model.configuration;
  const words = "model.decoder.embed_tokens.weight";
  const rowOf = (gradients: Parameters, token: number) =>
    gradients[words]!.values.slice(token * hiddenSize, (token + 1) * hiddenSize);
  // A model with another padding token computes the same loss, and differs in these two rows alone.
  const ids = [[5, paddingToken, 7, 5]];
  const own = optGradients(model, ids);
  const other = optGradients({ ...model, configuration: { ...model.configuration, paddingToken: 59 } }, ids);
  for (const name of Object.keys(own)) {
    if (name !== words) expect(own[name]!.values, name).toEqual(other[name]!.values);
  }
  expect(rowOf(own, paddingToken)).not.toEqual(rowOf(other, paddingToken));
  for (const token of [0, 5, 7, 59]) expect(rowOf(own, token)).toEqual(rowOf(other, token));
  expect(rowOf(own, paddingToken).some((slope) => slope !== 0)).toBe(true);
});

test.each(goldenModels)("gradients of the $name model are slopes of its loss", ({ model, cases }) => {
  const ids = rowsOf(cases.find(({ name }) => name === "longest")!.ids);
  const gradients = optGradients(model, ids);
  const norm = Math.sqrt(
    Object.values(gradients).reduce((sum, { values }) => sum + digestOf(values).norm ** 2, 0),
  );
  // Along the gradient the loss rises by step × norm², up to its third derivative, kinks of ReLU and rounding.
  const step = 1e-3 / norm;
  const lossAt = (way: number) => {
    const moved = Object.entries(model.parameters).map(([name, { shape, values }]) => {
      const slopes = gradients[name]!.values;
      return [name, { shape, values: values.map((value, at) => value + way * step * slopes[at]!) }];
    });
    return optLoss({ ...model, parameters: Object.fromEntries(moved) }, ids);
  };
  const slope = (lossAt(1) - lossAt(-1)) / (2 * step);
  expect(Math.abs(slope / norm ** 2 - 1)).toBeLessThan(0.01);
});
