import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { backendNames, engines } from "../nets/engine-process";
import { TestClient, textOf } from "./client";

describe.each(engines)("cells on the tensor engine %s", (name) => {
  let client: TestClient;
  beforeAll(async () => {
    client = await TestClient.start({ MODEL_COLLAPSE_BACKEND: name });
  });
  afterAll(() => client.stop());

  async function printed(code: string): Promise<string> {
    const execution = await client.execute(code);
    expect(execution.reply.content.status, textOf(execution)).toBe("ok");
    return textOf(execution);
  }

  test("danfo.js computes in the cell that imports it", async () => {
    const code = `
import { DataFrame, StandardScaler } from "danfojs-node";
const frame = new DataFrame({ x: [1, 2, 3], y: [2, 4, 9] });
console.log(JSON.stringify(frame.tensor.mul(2).arraySync()));
console.log(JSON.stringify(new StandardScaler().fitTransform(frame).values[2].map((value: number) => value.toFixed(3))));
console.log(JSON.stringify(frame.describe().values[0]), frame.groupby(["x"]).mean().shape.join());`;
    // Column by column, the variance with 1/n: 1 / √(2/3) and 4 / √(26/3).
    expect(await printed(code)).toBe('[[2,4],[4,8],[6,18]]\n["1.225","1.359"]\n[3,3] 3,2\n');
  });

  test("tensors and the library share the engine, and the realm's arrays are arrays to it", async () => {
    const code = `
import * as tf from "@tensorflow/tfjs-node";
import { checkBackend, tensorsReady } from "model-collapse";
await tensorsReady();
const values = Float32Array.from([1, 2, 3, 4]);
const product = tf.tensor2d(values, [2, 2]).matMul(tf.tensor2d([[0, 1], [1, 0]]));
const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2], kernelInitializer: "ones" })] });
console.log((await checkBackend()).name, tf.backendName, product.dataSync() instanceof Float32Array);
console.log(product.dataSync().join(), (model.predict(product) as tf.Tensor).dataSync().join());`;
    const name_ = backendNames[name];
    expect(await printed(code)).toBe(`${name_} ${name_} true\n2,1,4,3 3,7\n`);
  });

  test("a rejected promise of a cell stays the cell's own matter", async () => {
    await client.execute(
      "Promise.reject(new Error('mine')); await new Promise((done) => setTimeout(done, 50));",
    );
    expect(await printed("console.log(tf.ones([2]).sum().dataSync()[0])")).toBe("2\n");
  });
});
