import { createHash } from "node:crypto";
import { deserialize, serialize } from "node:v8";

const title = "model-collapse checkpoint 1";
const headerLength = title.length + 1 + 64 + 1;

/**
 * A file that can tell whether it is whole: a title line, the SHA-256 of the rest in hexadecimal digits, and the
 * value in V8's serialization format, which keeps every number and typed array exactly.
 */
export function encodeCheckpoint(value: unknown): Buffer {
  const payload = serialize(value);
  return Buffer.concat([Buffer.from(`${title}\n${sha256(payload)}\n`), payload]);
}

/** @throws RangeError, saying what is wrong, unless the bytes are what `encodeCheckpoint` made */
export function decodeCheckpoint(bytes: Buffer): unknown {
  const [line, digest] = bytes.subarray(0, headerLength).toString("latin1").split("\n");
  if (line !== title) throw new RangeError(`it does not begin with "${title}"`);
  const payload = bytes.subarray(headerLength);
  const actual = sha256(payload);
  if (digest !== actual) throw new RangeError(`its SHA-256 is ${actual}, expected ${digest}`);
  return deserialize(payload);
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
