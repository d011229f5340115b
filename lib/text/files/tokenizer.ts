import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { writeWhole } from "../../data/sources/write-whole";
import { createTokenizer, type TokenizerOptions } from "../byte-pair/create-tokenizer";
import type { TokenizerModel } from "../byte-pair/model";
import { readTokenizerModel, tokenizerFileNames } from "../byte-pair/read-tokenizer-model";
import { tokenizerFiles } from "../byte-pair/tokenizer-files";
import type { Tokenizer } from "../tokenizer";

/** What a compressed file may unpack to, in bytes. Known vocabularies have a few million. */
const largestFile = 2 ** 28;

/**
 * The byte-level tokenizer in a folder, such as those of GPT-2 and OPT: `tokenizer.json`, or else `vocab.json` and
 * `merges.txt`, or else `encoder.json` and `vocab.bpe`, each also compressed (`.gz`); what special tokens are for, from
 * `tokenizer_config.json`, `special_tokens_map.json` or `config.json`.
 * @throws Error naming the folder, the file, the field and the remedy
 */
export async function loadTokenizer(folder: string, options: TokenizerOptions = {}): Promise<Tokenizer> {
  return createTokenizer(await modelIn(folder, "loadTokenizer"), options);
}

/** What `loadTokenizer` makes its tokenizer from: to be kept, saved, or sent to a thread. */
export async function loadTokenizerModel(folder: string): Promise<TokenizerModel> {
  return modelIn(folder, "loadTokenizerModel");
}

/**
 * Writes the files of a tokenizer into a folder, which is made when it is not there; each is written as a whole or not
 * at all. Hugging Face's programs read them, and so does `loadTokenizer`.
 * @throws RangeError for a model whose parts do not fit together; Error naming the folder when it cannot be written
 */
export async function saveTokenizer(folder: string, model: TokenizerModel): Promise<void> {
  const encoder = new TextEncoder();
  for (const [name, text] of Object.entries(tokenizerFiles(model))) {
    await writeWhole(join(folder, name), encoder.encode(text)).catch((error: Error) => {
      throw new Error(
        `saveTokenizer cannot write ${join(folder, name)}: ${error.message}. It needs a folder that can be written, with free space`,
        { cause: error },
      );
    });
  }
}

async function modelIn(folder: string, functionName: string): Promise<TokenizerModel> {
  const there = await readdir(folder).catch((error: Error) => {
    throw new Error(`${functionName} cannot read the folder ${folder}: ${error.message}`, { cause: error });
  });
  try {
    const files: Record<string, string> = {};
    for (const name of tokenizerFileNames) {
      const stored = [name, `${name}.gz`].find((candidate) => there.includes(candidate));
      if (stored !== undefined) files[name] = await textOf(folder, stored);
    }
    return readTokenizerModel(files);
  } catch (error) {
    throw new Error(`${functionName} cannot use ${folder}: ${(error as Error).message}`, { cause: error });
  }
}

async function textOf(folder: string, name: string): Promise<string> {
  try {
    const raw = await readFile(join(folder, name));
    const bytes = name.endsWith(".gz") ? gunzipSync(raw, { maxOutputLength: largestFile }) : raw;
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new Error(
      `${name}: it cannot be read (${(error as Error).message}); save it, or download it, again`,
      {
        cause: error,
      },
    );
  }
}
