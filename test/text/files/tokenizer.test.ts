import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { Tokenizer as Peer } from "@huggingface/tokenizers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createTokenizer } from "../../../lib/text/byte-pair/create-tokenizer";
import { tokenizerFiles } from "../../../lib/text/byte-pair/tokenizer-files";
import { trainTokenizer } from "../../../lib/text/byte-pair/train-tokenizer";
import { loadTokenizer, loadTokenizerModel, saveTokenizer } from "../../../lib/text/files/tokenizer";
import { bothModel, bothTokenizer, golden } from "../golden";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tokenizer-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("a tokenizer in a folder", () => {
  test("is the one that was saved", async () => {
    const inner = join(folder, "new", "folder");
    await saveTokenizer(inner, bothModel);
    expect(readdirSync(inner).sort()).toEqual(Object.keys(tokenizerFiles(bothModel)).sort());
    expect(await loadTokenizerModel(inner)).toEqual(bothModel);
    const loaded = await loadTokenizer(inner, { specialInText: ["<unk>"] });
    expect(loaded.special).toEqual({ beginning: 2, end: 2, padding: 1, unknown: 3 });
    expect(Array.from(loaded.encode("<unk>"))).toEqual([3]);
    for (const text of golden.texts) {
      expect((await loadTokenizer(inner)).encode(text)).toEqual(bothTokenizer.encode(text));
    }
  });

  test("takes the place of the one that was there", async () => {
    await saveTokenizer(folder, bothModel);
    const other = trainTokenizer("other text", { vocabularySize: 257, specialTokens: ["<end>"] });
    await saveTokenizer(folder, other);
    expect(await loadTokenizerModel(folder)).toEqual(other);
  });

  test("may be in compressed files, and under the names of GPT-2", async () => {
    const files = tokenizerFiles(bothModel);
    writeFileSync(join(folder, "encoder.json.gz"), gzipSync(files["vocab.json"]));
    writeFileSync(join(folder, "vocab.bpe.gz"), gzipSync(files["merges.txt"]));
    const { tokens, merges } = await loadTokenizerModel(folder);
    expect({ tokens, merges }).toEqual({ tokens: bothModel.tokens, merges: bothModel.merges });
  });

  test.each<[string, Record<string, string | Uint8Array>, RegExp]>([
    [
      "without files",
      {},
      /^loadTokenizer cannot use .*: readTokenizerModel needs tokenizer.json, or vocab.json and/,
    ],
    [
      "with half of them",
      { "vocab.json": "{}" },
      /cannot use .*: merges.txt: it is missing beside vocab.json; put it/,
    ],
    ["with damaged JSON", { "tokenizer.json": "{" }, /: tokenizer.json: it is no JSON/],
    [
      "with other bytes",
      { "tokenizer.json": Uint8Array.of(0xff) },
      /: tokenizer.json: it cannot be read \(.*\); save/,
    ],
    [
      "with what is no gzip",
      { "tokenizer.json.gz": "{}" },
      /: tokenizer.json.gz: it cannot be read \(.*\); save/,
    ],
    [
      "with half a gzip",
      { "vocab.bpe.gz": gzipSync("l o\n".repeat(50)).subarray(0, 20) },
      /: vocab.bpe.gz: it cannot be read/,
    ],
  ])("%s is refused with the name of the file", async (_, files, message) => {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    await expect(loadTokenizer(folder)).rejects.toThrow(message);
    await expect(loadTokenizer(folder)).rejects.toThrow(folder);
    await expect(loadTokenizerModel(folder)).rejects.toThrow(/^loadTokenizerModel cannot use/);
  });

  test("that is not there, or cannot be written, is named", async () => {
    const nowhere = join(folder, "nowhere");
    await expect(loadTokenizer(nowhere)).rejects.toThrow(`loadTokenizer cannot read the folder ${nowhere}`);
    writeFileSync(nowhere, "a file");
    await expect(saveTokenizer(nowhere, bothModel)).rejects.toThrow(`saveTokenizer cannot write ${nowhere}`);
    await expect(saveTokenizer(folder, { ...bothModel, merges: ["q z"] })).rejects.toThrow(RangeError);
    expect(existsSync(join(folder, "vocab.json"))).toBe(false);
  });
});

const data = process.env.MODEL_COLLAPSE_DATA;
const published = data === undefined ? undefined : join(data, "tokenizer");
const has = published !== undefined && existsSync(join(published, "encoder.json.gz"));
if (!has) {
  console.warn(
    "SKIPPED: the tokenizer of GPT-2. Put encoder.json.gz and vocab.bpe.gz into the folder tokenizer/ of the one that " +
      "MODEL_COLLAPSE_DATA names.",
  );
}

describe.skipIf(!has)("the tokenizer of GPT-2", () => {
  test("gives its published ids, and those of Hugging Face's JavaScript", async () => {
    const model = await loadTokenizerModel(published!);
    const tokenizer = createTokenizer(model);
    expect(tokenizer.vocabularySize).toBe(50257);
    expect(tokenizer.idOf("<|endoftext|>")).toBe(50256);
    expect(Array.from(tokenizer.encode("Hello world"))).toEqual([15496, 995]);
    const peer = new Peer(JSON.parse(tokenizerFiles(model)["tokenizer.json"]), {});
    const text = [
      ...golden.texts.filter((one) => !/[\u0085\ufeff]/.test(one)),
      ...Object.values(golden.corpora),
    ].join("\n\n");
    expect(Array.from(tokenizer.encode(text))).toEqual(peer.encode(text).ids);
    expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
  });

  test("reads WikiText as text", async () => {
    const tokenizer = await loadTokenizer(published!);
    const path = join(data!, "wikitext-2/wiki.valid.raw.gz");
    const text = gunzipSync(readFileSync(path)).toString("utf8");
    const ids = tokenizer.encode(text);
    expect(ids.length).toBeGreaterThan(200_000);
    expect(tokenizer.decode(ids)).toBe(text);
  });
});

const python = process.env.PEERS_PYTHON;
const hasPeer =
  python !== undefined && spawnSync(python, ["-c", "import tokenizers, transformers"]).status === 0;
if (!hasPeer) {
  console.warn(
    "SKIPPED: our tokenizer files under transformers. No Python with transformers: install it " +
      "(pip install transformers) and name that Python in PEERS_PYTHON.",
  );
}

describe.skipIf(!hasPeer)("transformers", () => {
  const texts = golden.texts.filter((text) => text !== "");

  function read() {
    const script = join(__dirname, "../python/read-tokenizer.py");
    const input = JSON.stringify(texts);
    const { stdout, stderr } = spawnSync(python!, [script, folder], { encoding: "utf8", input });
    expect(stdout, stderr).not.toBe("");
    return JSON.parse(stdout);
  }

  test("reads what is saved here", async () => {
    await saveTokenizer(folder, bothModel);
    const answer = read();
    const tokenizer = createTokenizer(bothModel, { specialInText: true });
    expect(answer.size).toBe(bothModel.tokens.length);
    expect(answer.special).toEqual([2, 2, 1, 3]);
    expect(answer.ids).toEqual(texts.map((text) => Array.from(tokenizer.encodeWithBeginning(text))));
    expect(answer.plain).toEqual(texts.map((text) => Array.from(tokenizer.encode(text))));
    expect(answer.decoded).toEqual(texts.map((text) => `</s>${text}`));
  });

  test("reads it without the file that holds everything", async () => {
    await saveTokenizer(folder, bothModel);
    rmSync(join(folder, "tokenizer.json"));
    const answer = read();
    const tokenizer = createTokenizer(bothModel, { specialInText: ["</s>", "<pad>", "<unk>"] });
    expect(answer.ids).toEqual(texts.map((text) => Array.from(tokenizer.encodeWithBeginning(text))));
  });
});
