import { createHmac, timingSafeEqual } from "node:crypto";
import type { Message } from "./message";

const delimiter = Buffer.from("<IDS|MSG>");

/** Signs a message's four JSON parts; without a key messages travel unsigned (an empty signature). */
function signatureOf(parts: readonly Uint8Array[], key: string): string {
  if (key === "") return "";
  const digest = createHmac("sha256", key);
  for (const part of parts) digest.update(part);
  return digest.digest("hex");
}

function isSigned(signature: string, parts: readonly Uint8Array[], key: string): boolean {
  const expected = Buffer.from(signatureOf(parts, key));
  const received = Buffer.from(signature);
  return expected.length === received.length && timingSafeEqual(expected, received);
}

/** The ZeroMQ frames of a message: routing prefix, delimiter, signature, header, parent, metadata, content, buffers. */
export function encodeMessage(message: Message, key: string): Uint8Array[] {
  const parts = [message.header, message.parentHeader, message.metadata, message.content].map((part) =>
    Buffer.from(JSON.stringify(part)),
  );
  const signature = Buffer.from(signatureOf(parts, key));
  return [...message.identities, delimiter, signature, ...parts, ...message.buffers];
}

/**
 * The message in ZeroMQ frames.
 *
 * @throws RangeError when the frames are no Jupyter message, or the signature does not belong to the key.
 */
export function decodeMessage(frames: readonly Uint8Array[], key: string): Message {
  const start = frames.findIndex((frame) => delimiter.equals(frame));
  if (start < 0 || frames.length < start + 6) {
    throw new RangeError(
      `decodeMessage needs a delimiter, a signature and four parts, got ${frames.length} frames`,
    );
  }
  const parts = frames.slice(start + 2, start + 6);
  if (!isSigned(Buffer.from(frames[start + 1]!).toString(), parts, key)) {
    throw new RangeError(
      "decodeMessage got a message whose signature does not belong to the connection's key",
    );
  }
  const [header, parentHeader, metadata, content] = parts.map((part) =>
    JSON.parse(Buffer.from(part).toString()),
  );
  const identities = frames.slice(0, start);
  return { identities, header, parentHeader, metadata, content, buffers: frames.slice(start + 6) };
}
