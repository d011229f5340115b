/**
 * The text of UTF-8 bytes, without the byte order mark that some editors put first. O(bytes).
 * @throws RangeError in the name of `caller`, with the offset of the first byte that begins no character
 */
export function utf8Text(caller: string, bytes: Uint8Array): string {
  const malformed = firstMalformed(bytes);
  if (malformed < 0) return new TextDecoder().decode(bytes);
  const byte = bytes[malformed]!.toString(16).padStart(2, "0");
  throw new RangeError(
    `${caller} needs text in UTF-8: no character begins with what stands at byte ${malformed} (0x${byte}); ` +
      "save the text as UTF-8",
  );
}

/** Offset of the first byte that begins no character of UTF-8, −1 when there is none. */
function firstMalformed(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const length = bytes[at]! < 0x80 ? 1 : sequenceLength(bytes, at);
    if (length === 0) return at;
    at += length;
  }
  return -1;
}

/**
 * Bytes of the character of more than one byte at `at`, 0 when it is malformed.
 * Source: the Unicode Standard 15.0, table 3-7.
 */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at]!;
  const second = bytes[at + 1] ?? 0;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  const [least, most] = secondByte[first] ?? [0x80, 0xbf];
  if (first < 0xc2 || first > 0xf4 || second < least || second > most) return 0;
  for (let next = at + 2; next < at + length; next++) {
    if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return length;
}

/** Where not every continuation may follow: overlong forms, surrogates, and what lies beyond Unicode. */
const secondByte: Readonly<Record<number, readonly [number, number]>> = {
  224: [0xa0, 0xbf],
  237: [0x80, 0x9f],
  240: [0x90, 0xbf],
  244: [0x80, 0x8f],
};
