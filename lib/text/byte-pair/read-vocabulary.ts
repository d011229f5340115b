import { isObject, refusal, shown } from "./json-fields";

/** A token with its id, as a file states them. */
export type TokenEntry = readonly [token: string, id: number];

/**
 * The entries of a vocabulary, `{ "token": id, … }`.
 * @throws RangeError naming the file, the field, and the token whose id is none
 */
export function vocabularyEntries(file: string, value: unknown, field = ""): TokenEntry[] {
  const at = field && `${field}: `;
  if (!isObject(value))
    throw refusal(file, `${at}a vocabulary is an object of tokens with ids, got ${shown(value)}`);
  return Object.entries(value).map(([token, id]) => entryOf(file, at, token, id));
}

export function entryOf(file: string, at: string, token: unknown, id: unknown): TokenEntry {
  if (typeof token !== "string" || token === "") {
    throw refusal(file, `${at}a token has to be a text with something in it, got ${shown(token)}`);
  }
  if (!Number.isInteger(id) || (id as number) < 0) {
    throw refusal(file, `${at}the id of ${shown(token)} has to be a whole number from 0, got ${shown(id)}`);
  }
  return [token, id as number];
}

/**
 * Tokens in order of id; where no id is given for a number, an empty string.
 * @throws RangeError for two tokens of one id, or ids far beyond the number of tokens
 */
export function tokensOf(file: string, entries: readonly TokenEntry[]): string[] {
  const size = entries.reduce((largest, [, id]) => Math.max(largest, id + 1), 0);
  // A damaged id shall not ask for gigabytes. Real vocabularies have few gaps.
  if (size > 2 * entries.length + 1000) {
    const [token, id] = entries.find((entry) => entry[1] === size - 1)!;
    throw refusal(
      file,
      `the id of ${shown(token)}, ${id}, is far beyond the number of tokens, ${entries.length}`,
    );
  }
  const tokens = new Array<string>(size).fill("");
  for (const [token, id] of entries) {
    if (tokens[id] !== "" && tokens[id] !== token) {
      throw refusal(file, `${shown(tokens[id])} and ${shown(token)} have the same id, ${id}`);
    }
    tokens[id] = token;
  }
  return tokens;
}

/** The pairs in a `merges.txt`: a line each; a line of version and empty lines do not count. */
export function mergeLines(text: string): string[] {
  return text.split(/\r?\n/).filter((line) => line !== "" && !line.startsWith("#version"));
}
