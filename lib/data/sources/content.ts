import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import type { DataFile } from "../manifest";

/** A file that is not the one the manifest describes. */
export class RefusedFile extends Error {
  override readonly name = "RefusedFile";

  constructor(
    message: string,
    /** Whether it is only too short: the rest may still be had. */
    readonly truncated = false,
  ) {
    super(message);
  }
}

/**
 * The unpacked bytes of a file, compressed (gzip) or plain, when they are exactly those of the manifest.
 * Never unpacks more than the manifest's size.
 * @throws RefusedFile saying what differs and which digest was expected
 */
export function verifiedContent(raw: Uint8Array, file: DataFile): Uint8Array {
  const content = isGzip(raw) ? unpacked(raw, file) : raw;
  if (content.length !== file.bytes) {
    const truncated = content.length < file.bytes;
    const kind = truncated ? "truncated" : "too long";
    throw refusal(file, `${kind}: ${content.length} bytes in place of ${file.bytes}`, truncated);
  }
  const digest = createHash("sha256").update(content).digest("hex");
  if (digest !== file.sha256) throw refusal(file, `its sha256 is ${digest}`);
  return content;
}

function unpacked(raw: Uint8Array, file: DataFile): Uint8Array {
  try {
    return gunzipSync(raw, { maxOutputLength: file.bytes + 1 });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === "ERR_BUFFER_TOO_LARGE" ? `longer than ${file.bytes} bytes` : message;
    throw refusal(file, `it does not unpack (${reason})`);
  }
}

function refusal(file: DataFile, reason: string, truncated = false): RefusedFile {
  return new RefusedFile(`${reason}; expected sha256 ${file.sha256}`, truncated);
}

/** Whether bytes are packed by gzip. */
export function isGzip(raw: Uint8Array): boolean {
  return raw[0] === 0x1f && raw[1] === 0x8b;
}
