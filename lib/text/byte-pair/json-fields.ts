/** A JSON object whose fields are not known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An error about a file of a tokenizer: which one, which field, what is wrong and what helps. */
export function refusal(
  file: string,
  problem: string,
  remedy = "save it, or download it, again",
): RangeError {
  return new RangeError(`${file}: ${problem}; ${remedy}`);
}

/** A value as messages show it: short. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** The object in a JSON file. */
export function parseObject(file: string, text: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw refusal(file, `it is no JSON (${(error as Error).message})`);
  }
  if (!isObject(value)) throw refusal(file, `it has to hold a JSON object, got ${shown(value)}`);
  return value;
}
