import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openTensorFile } from "../../../lib/nets/files/tensor-file";
import { goldenPath } from "../../fitters/files/opt-goldens";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tensors-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const options = { reader: "aTest" };

test("only the tensors that are asked for are read", async () => {
  for (const path of [goldenPath("safetensors/model.safetensors"), goldenPath("pickle/pytorch_model.bin")]) {
    const file = await openTensorFile(path, options);
    const wanted = new Set([
      "model.decoder.layers.0.fc1.bias",
      "model.decoder.layers.1.fc2.bias",
      "of another file",
    ]);
    const read: Record<string, number> = {};
    for await (const [name, values] of file.read(wanted)) read[name] = values.length;
    await file.close();
    expect(read).toEqual({ "model.decoder.layers.0.fc1.bias": 12, "model.decoder.layers.1.fc2.bias": 16 });
  }
});

test("tensors that share their numbers lie at one place, and get memory of their own", async () => {
  const file = await openTensorFile(goldenPath("pickle/pytorch_model.bin"), options);
  const names = ["lm_head.weight", "model.decoder.embed_tokens.weight"];
  expect(file.tensors.get(names[0]!)!.place).toBe(file.tensors.get(names[1]!)!.place);
  const read: Float32Array[] = [];
  for await (const [, values] of file.read(new Set(names))) read.push(values);
  await file.close();
  expect(read[0]).toEqual(read[1]);
  expect(read[0]!.buffer).not.toBe(read[1]!.buffer);
});

test("names that are ignored are left out", async () => {
  const ignores = (name: string) => name.includes("layers");
  for (const path of [goldenPath("safetensors/model.safetensors"), goldenPath("pickle/pytorch_model.bin")]) {
    const file = await openTensorFile(path, { ...options, ignores });
    await file.close();
    expect([...file.tensors.keys()].filter(ignores)).toEqual([]);
    expect(file.tensors.size).toBeGreaterThan(3);
  }
});

test("a file that is not there, a folder, and one that is damaged are named, with the remedy", async () => {
  const missing = join(folder, "model.safetensors");
  await expect(openTensorFile(missing, options)).rejects.toThrow(
    /^aTest cannot use .*model\.safetensors: ENOENT: no such file.*It is damaged or no safetensors file: save it, or download it, again$/,
  );
  await expect(openTensorFile(folder, options)).rejects.toThrow(/it is a folder or a device, no file\. /);
  writeFileSync(missing, "no");
  await expect(openTensorFile(missing, options)).rejects.toThrow(
    /: it has 2 bytes, fewer than the 8 of a header's length\. /,
  );
  writeFileSync(missing, Buffer.from([0, 0, 0, 0, 0, 0, 0, 1]));
  await expect(openTensorFile(missing, options)).rejects.toThrow(
    /: its header would be 72057594037927936 bytes long, more than 100000000\. /,
  );
  const pickle = join(folder, "pytorch_model.bin");
  writeFileSync(pickle, readFileSync(goldenPath("views/legacy.bin")));
  await expect(openTensorFile(pickle, options)).rejects.toThrow(
    new Error(
      `aTest cannot use ${pickle}: it has the format of PyTorch before 1.6, which is no zip archive. Download it again; ` +
        "or convert it, where you trust it, in Python: safetensors.torch.save_file(torch.load(…, weights_only=True), …)",
    ),
  );
});

test("a file that is cut off while it is read is named", async () => {
  const path = join(folder, "model.safetensors");
  writeFileSync(path, readFileSync(goldenPath("safetensors/model.safetensors")));
  const file = await openTensorFile(path, options);
  truncateSync(path, 9000);
  const reading = async () => {
    for await (const _ of file.read(new Set(file.tensors.keys())));
  };
  await expect(reading()).rejects.toThrow(
    /^aTest cannot use .*model\.safetensors: it was cut off while it was read\. /,
  );
  await file.close();
});
