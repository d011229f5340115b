import {
  appendFileSync,
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inspectOpt, loadOpt, saveOpt } from "../../../lib/fitters/files/opt";
import type { OptModel } from "../../../lib/fitters/opt/model";
import { readSafetensors, writeSafetensors } from "../../../lib/nets/files/safetensors";
import { encodeSafetensors } from "../../../lib/nets/safetensors/encode";
import { digestsOf, goldenPath, optGolden } from "./opt-goldens";

/** Fields of a JSON file, or tensors, to be changed. */
type Fields = ReturnType<typeof JSON.parse>;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "opt-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A copy of a golden folder, to be changed. */
function copyOf(name: string): string {
  const copy = join(folder, name);
  cpSync(goldenPath(name), copy, { recursive: true });
  return copy;
}

function edit(path: string, change: (fields: Fields) => void): void {
  const fields = JSON.parse(readFileSync(path, "utf8"));
  change(fields);
  writeFileSync(path, JSON.stringify(fields));
}

describe("folders that transformers and PyTorch wrote", () => {
  test("are as many as the golden values tell of", () => {
    expect(Object.keys(optGolden.folders).sort()).toEqual(
      readdirSync(goldenPath(""))
        .filter((name) => name !== "views")
        .sort(),
    );
  });

  test.each(Object.keys(optGolden.folders))("%s: every number as it is there", async (name) => {
    const golden = optGolden.folders[name]!;
    const { configuration, parameters, losses } = await loadOpt(goldenPath(name));
    expect(losses).toBeUndefined();
    const { configuration: fields } = golden;
    const normalizeBefore = fields.do_layer_norm_before;
    expect(configuration).toEqual({
      vocabularySize: fields.vocab_size,
      hiddenSize: fields.hidden_size,
      embeddingSize: fields.word_embed_proj_dim,
      feedForwardSize: fields.ffn_dim,
      layers: fields.num_hidden_layers,
      heads: fields.num_attention_heads,
      positions: fields.max_position_embeddings,
      normalizeBefore,
      finalNormalization: normalizeBefore && !fields._remove_final_layer_norm,
      dropout: fields.dropout,
      attentionDropout: fields.attention_dropout,
      beginningToken: fields.bos_token_id,
      endToken: fields.eos_token_id,
      paddingToken: fields.pad_token_id,
    });
    const tensors = Object.fromEntries(
      Object.entries(golden.tensors).map(([key, value]) => [key.replace(/^(model\.)?/, "model."), value]),
    );
    expect(digestsOf(parameters)).toEqual(tensors);
  });

  test("are told of without reading numbers", async () => {
    const found = await inspectOpt(goldenPath("pickle-shards"));
    expect(found.weights).toBe(goldenPath("pickle-shards/pytorch_model.bin.index.json"));
    expect(found.configuration.hiddenSize).toBe(16);
    const sizes = Object.values(optGolden.folders["pickle-shards"]!.tensors).map(({ shape }) =>
      shape.reduce((product, side) => product * side, 1),
    );
    expect(found.parameters).toBe(sizes.reduce((sum, size) => sum + size, 0));
  });

  test("no two parameters share their memory", async () => {
    const { parameters } = await loadOpt(goldenPath("pickle"));
    const memories = Object.values(parameters).map(({ values }) => values.buffer);
    expect(new Set(memories).size).toBe(memories.length);
  });
});

describe("saving", () => {
  test("gives the bytes that transformers writes, and a configuration with its values", async () => {
    for (const [name, format] of [["safetensors", "float32"], ["projected", "bfloat16"]] as const) {
      const saved = join(folder, name);
      await saveOpt(saved, await loadOpt(goldenPath(name)), { format });
      expect(readFileSync(join(saved, "model.safetensors"))).toEqual(
        readFileSync(goldenPath(`${name}/model.safetensors`)),
      );
      const { torch_dtype, ...fields } = JSON.parse(readFileSync(join(saved, "config.json"), "utf8"));
      expect(torch_dtype).toBe(format);
      const theirs = JSON.parse(readFileSync(goldenPath(`${name}/config.json`), "utf8"));
      expect(theirs).toMatchObject(fields);
      expect(Object.keys(theirs).filter((field) => !(field in fields)).sort()).toEqual(
        ["dtype", "init_std", "layerdrop", "transformers_version", "use_cache"],
      );
    }
  }); // biome-ignore format: a table

  test.each(["float32", "float16", "bfloat16"] as const)("%s comes back as it was", async (format) => {
    const model = await loadOpt(goldenPath(format === "bfloat16" ? "pickle-brain" : "pickle-half"));
    await saveOpt(folder, model, { format });
    expect(await loadOpt(folder)).toEqual(model);
    const { metadata } = await readSafetensors(join(folder, "model.safetensors"));
    expect(metadata).toEqual({ format: "pt" });
  });

  test("rounds to 16 bits when asked, and replaces an earlier model", async () => {
    const model = await loadOpt(goldenPath("pickle"));
    await saveOpt(folder, model);
    await saveOpt(folder, model, { format: "float16" });
    const { parameters } = await loadOpt(folder);
    for (const [name, { values }] of Object.entries(parameters)) {
      const exact = model.parameters[name]!.values;
      // Half a unit in the last of 11 places.
      expect(values.every((value, at) => Math.abs(value - exact[at]!) <= Math.abs(exact[at]!) * 2 ** -11 + 2 ** -25)).toBe(true);
    }
    expect(parameters).not.toEqual(model.parameters);
    expect(readdirSync(folder).sort()).toEqual(["config.json", "model.safetensors"]);
  }); // biome-ignore format: one condition

  test("keeps what else is in the folder", async () => {
    const copy = copyOf("pickle-half");
    writeFileSync(join(copy, "vocab.json"), "{}");
    await saveOpt(copy, await loadOpt(goldenPath("safetensors")));
    expect(readdirSync(copy).sort()).toEqual(["config.json", "model.safetensors", "pytorch_model.bin", "vocab.json"]);
    expect(digestsOf((await loadOpt(copy)).parameters)).toEqual(optGolden.folders.safetensors!.tensors);
  }); // biome-ignore format: one list

  const changed = (change: (model: Fields) => void) => async () => {
    const model = structuredClone(await loadOpt(goldenPath("safetensors"))) as OptModel;
    change(model);
    return model;
  };
  const bias = "model.decoder.layers.1.fc1.bias";
  test.each<[string, () => Promise<OptModel>, unknown, string]>([
    ["an unknown format", changed(() => undefined), "float64", 'saveOpt needs the format float32, float16 or bfloat16, got "float64"'],
    ["a format by its JavaScript name", changed(() => undefined), "toString", 'saveOpt needs the format float32, float16 or bfloat16, got "toString"'],
    ["a parameter that is missing", changed(({ parameters }) => delete parameters[bias]), "float32", `saveOpt needs ${bias} of shape [12], got none`],
    ["a parameter of another shape", changed(({ parameters }) => { parameters[bias].shape = [3, 4]; }), "float32", `saveOpt needs ${bias} of shape [12], got [3,4]`],
    ["a parameter too many", changed(({ parameters }) => { parameters.extra = parameters[bias]; }), "float32", "saveOpt needs the parameters of the configuration, got extra, too"],
    ["NaN", changed(({ parameters }) => parameters[bias].values.fill(Number.NaN)), "float32", `saveOpt needs finite numbers, got others in ${bias}: its training diverged; use an earlier model`],
    ["what does not fit into 16 bits", changed(({ parameters }) => parameters[bias].values.fill(-65520)), "float16", `encodeSafetensors needs numbers up to 65504 for F16, got -65520 in ${bias}; write F32 or BF16`],
    ["norms that OPT does not have", changed(({ configuration }) => { configuration.normalizeBefore = false; }), "float32", "saveOpt needs finalNormalization false where normalizeBefore is false: there is no such OPT model"],
  ])("%s is refused, and nothing written", async (_, make, format, message) => {
    await expect(saveOpt(folder, await make(), { format } as never)).rejects.toThrow(new RangeError(message));
    expect(readdirSync(folder)).toEqual([]);
  }); // biome-ignore format: a table

  test("a place that cannot be written is named", async () => {
    const file = join(folder, "a file");
    writeFileSync(file, "");
    await expect(saveOpt(join(file, "x"), await loadOpt(goldenPath("safetensors")))).rejects.toThrow(
      /^writeSafetensors cannot write .*model\.safetensors: E(NOTDIR|EXIST).*It needs a folder that can be written/,
    );
    mkdirSync(join(folder, "y/config.json"), { recursive: true });
    await expect(saveOpt(join(folder, "y"), await loadOpt(goldenPath("safetensors")))).rejects.toThrow(
      /^saveOpt cannot write .*config\.json: E\w+.*\. It needs a folder that can be written, with free space$/,
    );
  });
});

describe("a folder is refused, naming file and remedy,", () => {
  test("when there is none, without a configuration and without weights", async () => {
    const remedy =
      "Download a model with npm run fetch -- opt-125m, or save one there: saveOpt here, save_pretrained in transformers";
    await expect(loadOpt(join(folder, "nowhere"))).rejects.toThrow(
      new Error(
        `loadOpt needs config.json in ${join(folder, "nowhere")}, but there is no such folder. ${remedy}`,
      ),
    );
    await expect(loadOpt(folder)).rejects.toThrow(
      new Error(`loadOpt needs config.json in ${folder}, found nothing. ${remedy}`),
    );
    cpSync(goldenPath("pickle/config.json"), join(folder, "config.json"));
    writeFileSync(join(folder, "tf_model.h5"), "");
    await expect(loadOpt(folder)).rejects.toThrow(
      new Error(
        "loadOpt needs model.safetensors or model.safetensors.index.json or pytorch_model.bin or " +
          `pytorch_model.bin.index.json in ${folder}, found config.json, tf_model.h5. ${remedy}`,
      ),
    );
  });

  const configured = (change: (fields: Fields) => void) => () => {
    const copy = copyOf("safetensors");
    edit(join(copy, "config.json"), change);
    return copy;
  };
  const withTensors = (change: (parameters: Fields) => void) => async () => {
    const copy = copyOf("safetensors");
    const path = join(copy, "model.safetensors");
    const { parameters, metadata } = await readSafetensors(path);
    const changed: Fields = structuredClone(parameters);
    change(changed);
    await writeSafetensors(path, { parameters: changed, metadata });
    return copy;
  };
  const remedy = "Take configuration and weights of one OPT model, as npm run fetch -- opt-125m does";
  const embedding = "model.decoder.embed_tokens.weight";
  const bias = "model.decoder.layers.1.fc1.bias";

  test.each<[string, () => string | Promise<string>, string, string]>([
    ["a configuration of another model", configured((fields) => { fields.model_type = "gpt2"; }), "config.json", 'its model_type is "gpt2": it has to be "opt": other architectures are not computed here'],
    ["more layers than there are", configured((fields) => { fields.num_hidden_layers = 3; }), "model.safetensors", "it lacks the tensor model.decoder.layers.2.self_attn.k_proj.weight of shape [16,16] and 15 more, which config.json asks for"],
    ["fewer layers than there are", configured((fields) => { fields.num_hidden_layers = 1; }), "model.safetensors", "its tensor model.decoder.layers.1.fc1.bias of shape [12] is none of the model that config.json describes"],
    ["another width", configured((fields) => { fields.ffn_dim = 13; }), "model.safetensors", "its tensor model.decoder.layers.0.fc1.bias has the shape [12], that of config.json is [13]"],
    ["a tensor that is missing", withTensors((all) => delete all[bias]), "model.safetensors", `it lacks the tensor ${bias} of shape [12], which config.json asks for`],
    ["a tensor too many", withTensors((all) => { all.toString = all[bias]; }), "model.safetensors", "its tensor toString of shape [12] is none of the model that config.json describes"],
    ["a tensor of another shape", withTensors((all) => { all[bias].shape = [3, 4]; }), "model.safetensors", `its tensor ${bias} has the shape [3,4], that of config.json is [12]`],
    ["a parameter under two names", withTensors((all) => { all["decoder.layers.1.fc1.bias"] = all[bias]; }), "model.safetensors", `its tensors decoder.layers.1.fc1.bias and ${bias} are the same parameter`],
    ["infinite numbers", withTensors((all) => { all[bias].values[3] = Infinity; }), "model.safetensors", `its tensor ${bias} is not finite everywhere`],
    ["another matrix for writing words", withTensors((all) => { const head = structuredClone(all[embedding]); head.values[9] += 1; all["lm_head.weight"] = head; }), "model.safetensors", `its lm_head.weight is not its ${embedding}: models with two matrices for reading and writing words are not computed here`],
    ["a matrix for writing words of another shape", withTensors((all) => { all["lm_head.weight"] = all[bias]; }), "model.safetensors", "its tensor lm_head.weight has the shape [12], that of config.json is [40,16]"],
  ])("with %s", async (_, make, file, message) => {
    const copy = await make();
    await expect(loadOpt(copy)).rejects.toThrow(new Error(`loadOpt cannot use ${join(copy, file)}: ${message}. ${remedy}`));
  }); // biome-ignore format: a table

  test("a matrix for writing words that is the embedding is none too many", async () => {
    const copy = await withTensors((all) => {
      all["lm_head.weight"] = all[embedding];
    })();
    expect(await loadOpt(copy)).toEqual(await loadOpt(goldenPath("safetensors")));
    expect(await inspectOpt(copy)).toMatchObject({ parameters: 4056 });
  });

  test("tensors of other types are read by nobody, unless nobody needs them", async () => {
    const copy = copyOf("safetensors");
    const path = join(copy, "model.safetensors");
    const { parameters } = await readSafetensors(path);
    const bytes = encodeSafetensors({ parameters, metadata: {} });
    const withInteger = (name: string) => {
      const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
      const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
      const end = bytes.length - 8 - length;
      header[name] = { dtype: "I64", shape: [1], data_offsets: [end, end + 8] };
      const text = new TextEncoder().encode(JSON.stringify(header));
      const begin = Buffer.alloc(8);
      begin.writeBigUInt64LE(BigInt(text.length));
      writeFileSync(path, Buffer.concat([begin, text, bytes.subarray(8 + length), Buffer.alloc(8)]));
    };
    withInteger("decoder.version");
    expect(await loadOpt(copy)).toEqual(await loadOpt(goldenPath("safetensors")));
    withInteger("model.decoder.steps");
    await expect(loadOpt(copy)).rejects.toThrow(
      new Error(
        `loadOpt cannot use ${path}: its tensor model.decoder.steps is of dtype "I64"; F32, F16, BF16 can be read. ` +
          "It is damaged or no safetensors file: save it, or download it, again",
      ),
    );
  });

  test("damaged weights name their remedy", async () => {
    const copy = copyOf("pickle");
    const path = join(copy, "pytorch_model.bin");
    const bytes = readFileSync(path);
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(path, bytes);
    await expect(loadOpt(copy)).rejects.toThrow(
      /^loadOpt cannot use .*pytorch_model\.bin: its entry pytorch_model\/data\/\d+ has the CRC-32 .*it is damaged\. Download it again; or convert it/,
    );
  });

  test.skipIf(process.getuid?.() === 0)("that may not be read", async () => {
    const copy = copyOf("safetensors");
    chmodSync(join(copy, "model.safetensors"), 0);
    await expect(loadOpt(copy)).rejects.toThrow(/^loadOpt cannot use .*model\.safetensors: EACCES/);
  });
});

describe("shards are refused", () => {
  const index = "model.safetensors.index.json";
  const first = "model-00001-of-00002.safetensors";
  const second = "model-00002-of-00002.safetensors";
  const norm = "model.decoder.layers.1.final_layer_norm.bias";
  const indexed = (change: (fields: Fields) => void) => () => {
    const copy = copyOf("shards");
    edit(join(copy, index), change);
    return copy;
  };

  test.each<[string, () => string, string]>([
    ["when one is missing", () => { const copy = copyOf("shards"); rmSync(join(copy, second)); return copy; }, `it names ${second}, which is missing`],
    ["outside the folder", indexed(({ weight_map }) => { weight_map[norm] = "../secret.safetensors"; }), `its weight_map places ${norm} in "../secret.safetensors", which is no name of a file beside it`],
    ["in a folder below", indexed(({ weight_map }) => { weight_map[norm] = "a/b.safetensors"; }), `its weight_map places ${norm} in "a/b.safetensors", which is no name of a file beside it`],
    ["that are the folder above", indexed(({ weight_map }) => { weight_map[norm] = ".."; }), `its weight_map places ${norm} in "..", which is no name of a file beside it`],
    ["that hold what the index does not know", indexed(({ weight_map }) => { delete weight_map[norm]; }), `${second} holds ${norm}, which it does not place there`],
    ["that hold what the index places elsewhere", indexed(({ weight_map }) => { weight_map[norm] = first; }), `${second} holds ${norm}, which it does not place there`],
    ["that lack what the index places there", indexed(({ weight_map }) => { weight_map.extra = first; }), `it places extra in ${first}, which does not hold it`],
    ["of another size together", indexed(({ metadata }) => { metadata.total_size += 2; }), "its total_size is 8050, but its tensors have 8048 bytes"],
    ["of no size", indexed(({ metadata }) => { metadata.total_size = "8048"; }), 'its total_size is "8048", no number of bytes'],
    ["without a map", indexed((fields) => { delete fields.weight_map; }), "its weight_map names no tensors"],
    ["with a list for a map", indexed((fields) => { fields.weight_map = [first]; }), "its weight_map names no tensors"],
    ["without an index that can be read", () => { const copy = copyOf("shards"); appendFileSync(join(copy, index), "}"); return copy; }, "it is no JSON: "],
  ])("%s", async (_, make, message) => {
    const copy = make();
    const loading = loadOpt(copy);
    await expect(loading).rejects.toThrow(`loadOpt cannot use ${join(copy, index)}: ${message}`);
    await expect(loading).rejects.toThrow(/Take the folder's files from one source: save it, or download it, again$/);
  }); // biome-ignore format: a table

  test("not for an index without a size", async () => {
    const copy = indexed((fields) => delete fields.metadata)();
    expect(await loadOpt(copy)).toEqual(await loadOpt(goldenPath("shards")));
  });

  test.each([
    ["counts each", 4 * (4056 + 40 * 16)],
    ["counts one", 4 * 4056],
  ])("not when two tensors share their numbers and the index %s", async (_, total_size) => {
    cpSync(goldenPath("pickle/config.json"), join(folder, "config.json"));
    cpSync(goldenPath("pickle/pytorch_model.bin"), join(folder, "shard.bin"));
    const names = [...Object.keys(optGolden.folders.pickle!.tensors), "lm_head.weight"];
    const weight_map = Object.fromEntries(names.map((name) => [name, "shard.bin"]));
    const index = JSON.stringify({ metadata: { total_size }, weight_map });
    writeFileSync(join(folder, "pytorch_model.bin.index.json"), index);
    expect(await loadOpt(folder)).toEqual(await loadOpt(goldenPath("pickle")));
  });
});
