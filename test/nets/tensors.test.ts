import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as tensors from "@tensorflow/tfjs-node";
import { describe, expect, test } from "vitest";

/** The names of the tensor methods that the declarations promise. */
function declaredMethods(): string[] {
  const folder = join(
    dirname(require.resolve("@tensorflow/tfjs-core/package.json")),
    "dist/public/chained_ops",
  );
  const files = readdirSync(folder).filter((name) => name.endsWith(".d.ts") && !name.startsWith("register"));
  return files.flatMap((name) => {
    const text = readFileSync(join(folder, name), "utf8");
    return [...text.matchAll(/^ {8}(\w+)[<(]/gm)].map((match) => match[1]);
  });
}

describe("the tensor seam", () => {
  test("names its backend, which is the one in use", () => {
    expect(tensors.backendName).toBe(tensors.getBackend());
  });

  test("has every method that the declarations promise", () => {
    const names = declaredMethods();
    expect(names.length).toBeGreaterThan(130);
    const prototype = tensors.Tensor.prototype as unknown as Record<string, unknown>;
    expect(names.filter((name) => typeof prototype[name] !== "function")).toEqual([]);
  });

  test("methods are the functions of the same name", () => {
    const matrix = tensors.tensor2d([
      [1, 2],
      [3, 4],
    ]);
    expect(matrix.matMul(matrix).arraySync()).toEqual([
      [7, 10],
      [15, 22],
    ]);
    expect(matrix.concat([matrix], 1).shape).toEqual([2, 4]);
    expect(matrix.stack(matrix).shape).toEqual([2, 2, 2]);
    expect(matrix.as1D().shape).toEqual([4]);
    expect(matrix.toBool().dtype).toBe("bool");
    expect(matrix.where(matrix.greater(2), tensors.zerosLike(matrix)).sum().arraySync()).toBe(7);
    expect(matrix.as4D(1, 2, 2, 1).resizeBilinear([4, 4]).shape).toEqual([1, 4, 4, 1]);
  });

  test("knows gradients: d/dx Σ log(softmax(x)) is 1 − n softmax(x)", () => {
    const at = [0.5, -1, 2];
    const gradient = tensors.grad((x) => x.logSoftmax().sum())(tensors.tensor1d(at));
    const total = at.reduce((sum, x) => sum + Math.exp(x), 0);
    const values = gradient.dataSync();
    at.forEach((x, i) => {
      expect(values[i]).toBeCloseTo(1 - (3 * Math.exp(x)) / total, 5);
    });
  });

  test("refuses a method of a disposed tensor", () => {
    const tensor = tensors.tensor1d([1]);
    tensor.dispose();
    expect(() => tensor.add(1)).toThrow(/disposed/);
  });

  test("a small network learns a line", async () => {
    const dense = tensors.layers.dense({ units: 1, inputShape: [1], kernelInitializer: "zeros" });
    const model = tensors.sequential({ layers: [dense] });
    model.compile({ optimizer: tensors.train.sgd(0.1), loss: "meanSquaredError" });
    const x = tensors.tensor2d([[-1], [0], [1], [2]]);
    await model.fit(x, x.mul(3).add(1), { epochs: 100, verbose: 0, shuffle: false });
    expect((model.predict(tensors.tensor2d([[3]])) as tensors.Tensor).dataSync()[0]).toBeCloseTo(10, 1);
  });
});
