import { createHash, type Hash } from "node:crypto";

/** Most bytes that are hashed at once; Node refuses 2 GiB and more. */
const mostBytes = 2 ** 30;

/**
 * SHA-256 of plain data in hexadecimal digits: equal data give equal digests on every platform. Keys are
 * taken in alphabetical order, typed arrays by their bytes, functions by their source text.
 */
export function digestOf(value: unknown): string {
  const hash = createHash("sha256");
  enter(hash, value);
  return hash.digest("hex");
}

function enter(hash: Hash, value: unknown): void {
  if (typeof value === "function") {
    hash.update(`function ${JSON.stringify(value.toString())}\n`);
  } else if (typeof value !== "object" || value === null) {
    hash.update(`${typeof value} ${Object.is(value, -0) ? "-0" : JSON.stringify(String(value))}\n`);
  } else if (ArrayBuffer.isView(value)) {
    hash.update(`${value.constructor.name} ${value.byteLength}\n`);
    for (let at = 0; at < value.byteLength; at += mostBytes) {
      const length = Math.min(mostBytes, value.byteLength - at);
      hash.update(new Uint8Array(value.buffer, value.byteOffset + at, length));
    }
  } else if (Array.isArray(value) || value instanceof Map || value instanceof Set) {
    const entries = [...value];
    hash.update(`${value.constructor.name} ${entries.length}\n`);
    for (const entry of entries) enter(hash, entry);
  } else {
    const entries = Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    hash.update(`object ${entries.length}\n`);
    for (const [key, entry] of entries) {
      hash.update(`${JSON.stringify(key)}\n`);
      enter(hash, entry);
    }
  }
}
