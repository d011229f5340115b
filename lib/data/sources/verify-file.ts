import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { ModelFile } from "../models";
import { RefusedFile } from "./content";

/**
 * Checks size and digest of a file on disk, without holding it. O(bytes): 250 MB take a second.
 * @throws RefusedFile saying what differs and which digest was expected; the error of the file system
 */
export async function verifyFile(path: string, file: ModelFile): Promise<void> {
  const { kind, hash, expected } = digestFor(file);
  const refuse = (reason: string, truncated = false): never => {
    throw new RefusedFile(`${reason}; expected ${kind} ${expected}`, truncated);
  };
  const { size } = await stat(path);
  if (size !== file.bytes) {
    const truncated = size < file.bytes;
    refuse(`${truncated ? "truncated" : "too long"}: ${size} bytes in place of ${file.bytes}`, truncated);
  }
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  const digest = hash.digest("hex");
  if (digest !== expected) refuse(`its ${kind} is ${digest}`);
}

function digestFor({ path, bytes, sha256, gitBlob }: ModelFile): {
  kind: string;
  hash: Hash;
  expected: string;
} {
  if (sha256 !== undefined) return { kind: "sha256", hash: createHash("sha256"), expected: sha256 };
  if (gitBlob === undefined)
    throw new RangeError(`data/models.json needs a sha256 or a gitBlob of ${path}, has none`);
  return { kind: "git blob", hash: createHash("sha1").update(`blob ${bytes}\0`), expected: gitBlob };
}
