import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { findModel } from "../../../lib/fitters/files/find-model";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "models-"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

function put(folder: string, ...files: string[]): void {
  mkdirSync(join(root, folder), { recursive: true });
  for (const file of files) writeFileSync(join(root, folder, file), "");
}

const places = () => ({ folder: join(root, "own"), cache: join(root, "cache") });

test("the user's own folder comes first, then the cache", () => {
  put("cache/opt-125m", "config.json", "pytorch_model.bin");
  expect(findModel("opt-125m", places())).toBe(join(root, "cache/opt-125m"));
  put("own/opt-125m", "config.json", "vocab.json");
  expect(findModel("opt-125m", places())).toBe(join(root, "cache/opt-125m"));
  put("own/opt-125m", "model.safetensors.index.json");
  expect(findModel("opt-125m", places())).toBe(join(root, "own/opt-125m"));
});

test("the user's own folder is the one in MODEL_COLLAPSE_DATA", () => {
  put("own/mine", "config.json", "model.safetensors");
  vi.stubEnv("MODEL_COLLAPSE_DATA", join(root, "own"));
  expect(findModel("mine")).toBe(join(root, "own/mine"));
});

test("a model that is in neither is named, with the places and the remedy", () => {
  const { folder, cache } = places();
  expect(() => findModel("opt-125m", { folder, cache })).toThrow(
    new Error(
      `findModel needs config.json and the weights of opt-125m in ${join(folder, "opt-125m")} or ` +
        `${join(cache, "opt-125m")}, found none. Run npm run fetch -- opt-125m`,
    ),
  );
  vi.stubEnv("MODEL_COLLAPSE_DATA", "");
  expect(() => findModel("opt-125", { cache })).toThrow(
    new Error(
      `findModel needs config.json and the weights of opt-125 in ${join(cache, "opt-125")}, found none. ` +
        'Put one there, or take one that can be fetched: unknown model "opt-125"; nearest: opt-125m',
    ),
  );
});

test.each(["", "../opt", "a/b", ".."])("%j is no name", (name) => {
  expect(() => findModel(name, places())).toThrow(
    new RangeError(`findModel needs the name of a model, such as opt-125m, got ${JSON.stringify(name)}`),
  );
});
