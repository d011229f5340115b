import { bytesOfToken } from "./byte-characters";
import type { TokenizerModel } from "./model";

/** The token of an id; throws RangeError, naming the function, where there is none. */
export function tokenAt(tokens: readonly string[], id: number, functionName: string): string {
  const token = tokens[id];
  if (token) return token;
  throw new RangeError(
    `${functionName} needs ids of tokens, whole numbers from 0 to ${tokens.length - 1}, got ${id}` +
      (token === "" ? ", which has no token" : ""),
  );
}

/**
 * Ids to text: the bytes of all tokens, one after the other, are read as UTF-8. What is no UTF-8, such as a character
 * of which only the first bytes are there, becomes U+FFFD.
 */
export function createDecoder({ tokens, special }: TokenizerModel): (ids: ArrayLike<number>) => string {
  const utf8 = new TextEncoder();
  const reader = new TextDecoder("utf-8", { ignoreBOM: true });
  const spelled = new Set(special);
  const bytes = tokens.map((token) => (spelled.has(token) ? utf8.encode(token) : bytesOfToken(token)));
  return (ids) => {
    let length = 0;
    for (let i = 0; i < ids.length; i++) {
      tokenAt(tokens, ids[i], "decode");
      length += bytes[ids[i]].length;
    }
    const text = new Uint8Array(length);
    let end = 0;
    for (let i = 0; i < ids.length; i++) {
      text.set(bytes[ids[i]], end);
      end += bytes[ids[i]].length;
    }
    return reader.decode(text);
  };
}
