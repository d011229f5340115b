import { compileModel } from "./compile";
import { isObject, type JsonObject, parseObject, refusal, shown } from "./json-fields";
import type { TokenizerModel } from "./model";
import { type RoleFiles, rolesIn } from "./read-roles";
import { readTokenizerJson, type StatedVocabulary } from "./read-tokenizer-json";
import { entryOf, mergeLines, type TokenEntry, tokensOf, vocabularyEntries } from "./read-vocabulary";

/** Names of the files that a tokenizer may be in, as Hugging Face's programs and OpenAI's GPT-2 call them. */
export const tokenizerFileNames = [
  "tokenizer.json",
  "vocab.json",
  "merges.txt",
  "encoder.json",
  "vocab.bpe",
  "added_tokens.json",
  "tokenizer_config.json",
  "special_tokens_map.json",
  "config.json",
] as const;

/**
 * A tokenizer from the texts of its files, by name: `tokenizer.json`, or else `vocab.json` and `merges.txt`, or else
 * `encoder.json` and `vocab.bpe`. `tokenizer_config.json`, `special_tokens_map.json` and `config.json` say what special
 * tokens are for, where they are there. Files of other names do not count.
 * @throws RangeError naming the file, the field, what is wrong and the remedy
 *
 * @example
 * import { readTokenizerModel, tokenizerFiles, trainTokenizer } from "model-collapse";
 * const files = tokenizerFiles(trainTokenizer("low lower lowest", { vocabularySize: 262 }));
 * files["merges.txt"].split("\n").slice(1, 3).join(", "); // → l o, lo w
 * readTokenizerModel(files).tokens.length; // → 262
 */
export function readTokenizerModel(files: Readonly<Record<string, string>>): TokenizerModel {
  const text = (file: string) => (Object.hasOwn(files, file) ? files[file] : undefined);
  const configurations = ["tokenizer_config.json", "special_tokens_map.json", "config.json"].flatMap(
    (file) => {
      const content = text(file);
      return content === undefined ? [] : [[file, parseObject(file, content)] as const];
    },
  );
  const stated = statedVocabulary(text);
  const added = [...stated.added, ...addedBeside(text, configurations)];
  const tokens = tokensOf(stated.names.tokens, [...stated.entries, ...added]);
  const roles = rolesIn([...configurations, ...template(stated)], tokens);
  const special = [...new Set([...added.map(([token]) => token), ...Object.values(roles)])];
  const order = new Map(tokens.map((token, id) => [token, id]));
  special.sort((a, b) => order.get(a)! - order.get(b)!);
  const addsBeginning =
    stated.first !== undefined || configurations.some(([, content]) => content.add_bos_token === true);
  const model = { tokens, merges: stated.merges, special, roles, addsBeginning };
  refusePrefix(configurations);
  compileModel(model, { function: "readTokenizerModel", ...stated.names });
  return model;
}

/** What a template says of the beginning, as if a file beside it said so: those decide. */
function template({ first }: StatedVocabulary): RoleFiles {
  return first === undefined ? [] : [["tokenizer.json (post_processor.single)", { bos_token: first }]];
}

function statedVocabulary(text: (file: string) => string | undefined): StatedVocabulary {
  const whole = text("tokenizer.json");
  if (whole !== undefined) return readTokenizerJson("tokenizer.json", whole);
  for (const [vocabularyFile, mergesFile] of [
    ["vocab.json", "merges.txt"],
    ["encoder.json", "vocab.bpe"],
  ] as const) {
    const vocabulary = text(vocabularyFile);
    const merges = text(mergesFile);
    if (vocabulary === undefined && merges === undefined) continue;
    if (vocabulary === undefined || merges === undefined) {
      const [there, missing] =
        vocabulary === undefined ? [mergesFile, vocabularyFile] : [vocabularyFile, mergesFile];
      throw refusal(missing, `it is missing beside ${there}`, "put it there");
    }
    return {
      entries: vocabularyEntries(vocabularyFile, parseObject(vocabularyFile, vocabulary)),
      merges: mergeLines(merges),
      added: [],
      names: { tokens: vocabularyFile, merges: mergesFile },
    };
  }
  throw new RangeError(
    "readTokenizerModel needs tokenizer.json, or vocab.json and merges.txt, or encoder.json and vocab.bpe, got none of them",
  );
}

/** Tokens that files beside a vocabulary add to it. */
function addedBeside(
  text: (file: string) => string | undefined,
  configurations: readonly (readonly [string, JsonObject])[],
): TokenEntry[] {
  const file = "added_tokens.json";
  const alone = text(file);
  const entries = alone === undefined ? [] : vocabularyEntries(file, parseObject(file, alone));
  for (const [name, { added_tokens_decoder: decoder }] of configurations) {
    if (decoder === undefined || decoder === null) continue;
    if (!isObject(decoder))
      throw refusal(name, `added_tokens_decoder has to be an object, got ${shown(decoder)}`);
    for (const [id, entry] of Object.entries(decoder)) {
      const content = isObject(entry) ? entry.content : entry;
      entries.push(entryOf(name, "added_tokens_decoder: ", content, id === "" ? id : Number(id)));
    }
  }
  return entries;
}

function refusePrefix(configurations: readonly (readonly [string, JsonObject])[]): void {
  for (const [file, { add_prefix_space: prefix }] of configurations) {
    if (prefix === undefined || prefix === null || prefix === false) continue;
    throw refusal(
      file,
      `add_prefix_space has to be false, got ${shown(prefix)}`,
      "a space that no text has would not come back: put it into the text, and false into the file",
    );
  }
}
