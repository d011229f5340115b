import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as danfo from "danfojs-node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const people = () =>
  new danfo.DataFrame({ group: ["a", "b", "a", "b"], height: [1, 2, 3, 6], weight: [4, 3, 2, 1] });

describe("data frames on the tensor seam", () => {
  test("describe uses the n − 1 convention", () => {
    const summary = new danfo.DataFrame({ height: [1, 2, 3, 6], weight: [4, 3, 2, 1] }).describe();
    const row = (name: string) => summary.values[summary.index.indexOf(name)];
    expect(row("mean")).toEqual([3, 2.5]);
    expect(row("variance")).toEqual([14 / 3, 5 / 3]);
  });

  test("groupby averages each group", () => {
    const means = people().groupby(["group"]).col(["height"]).mean();
    expect(means.values).toEqual([
      ["a", 2],
      ["b", 4],
    ]);
  });

  test("merge joins on a key", () => {
    const right = new danfo.DataFrame({ group: ["a", "b"], members: [10, 20] });
    const joined = danfo.merge({ left: people(), right, on: ["group"], how: "inner" });
    expect(joined.shape).toEqual([4, 4]);
    expect(joined.members.values).toEqual([10, 10, 20, 20]);
  });

  test("query and sortValues select and order rows", () => {
    const frame = people();
    const tall: danfo.DataFrame = frame.query(frame.height.gt(1)).sortValues("height", { ascending: false });
    expect(tall.height.values).toEqual([6, 3, 2]);
  });

  test("scalers standardise and rescale through tensors", () => {
    const frame = new danfo.DataFrame({ x: [1, 2, 3] });
    const standard: danfo.DataFrame = new danfo.StandardScaler().fitTransform(frame);
    expect(standard.x.values[2]).toBeCloseTo(Math.sqrt(1.5), 6);
    const unit: danfo.DataFrame = new danfo.MinMaxScaler().fitTransform(frame);
    expect(unit.x.values).toEqual([0, 0.5, 1]);
  });

  test("a frame gives a tensor, and a tensor a frame", () => {
    const tensor = new danfo.DataFrame({ x: [1, 2], y: [3, 4] }).tensor;
    expect(tensor.mul(2).arraySync()).toEqual([
      [2, 6],
      [4, 8],
    ]);
    expect(new danfo.DataFrame(tensor).shape).toEqual([2, 2]);
  });

  test("sample draws rows without replacement", async () => {
    const sampled = await people().sample(3, { seed: 5 });
    expect(new Set(sampled.index).size).toBe(3);
  });
});

describe("files", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "frames-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("CSV and JSON come back as they were written", async () => {
    const frame = people();
    danfo.toCSV(frame, { filePath: join(folder, "people.csv") });
    expect((await danfo.readCSV(join(folder, "people.csv"))).values).toEqual(frame.values);
    writeFileSync(join(folder, "people.json"), JSON.stringify(danfo.toJSON(frame)));
    const back = (await danfo.readJSON(join(folder, "people.json"))) as danfo.DataFrame;
    expect(back.values).toEqual(frame.values);
  });

  test("Excel comes back as it was written", async () => {
    danfo.toExcel(people(), { filePath: join(folder, "people.xlsx") });
    const back = (await danfo.readExcel(join(folder, "people.xlsx"))) as danfo.DataFrame;
    expect(back.values).toEqual(people().values);
  });
});

test("loading data frames and computing a tensor prints nothing", () => {
  const script = 'require("danfojs-node"); require("@tensorflow/tfjs-node").tensor([1]).add(1).dataSync();';
  const { stdout, stderr } = spawnSync(process.execPath, ["-e", script], {
    encoding: "utf8",
    env: { ...process.env, NODE_OPTIONS: "--throw-deprecation" },
  });
  expect(stdout + stderr).toBe("");
});
