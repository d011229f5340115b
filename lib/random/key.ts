/** 128 bits, as four signed 32-bit integers, that name a stream. */
export interface Key {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
}

/** The key as 32 hexadecimal digits. */
export function formatKey({ a, b, c, d }: Key): string {
  return [a, b, c, d].map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

/** @throws RangeError unless the text is 32 hexadecimal digits */
export function parseKey(text: string): Key {
  if (!/^[0-9a-f]{32}$/.test(text)) {
    throw new RangeError(
      `randomFromKey needs the 32 lower-case hexadecimal digits of a stream's key, got ${JSON.stringify(text)}; ` +
        "use createRandom for a seed",
    );
  }
  const word = (index: number) => Number.parseInt(text.slice(8 * index, 8 * index + 8), 16) | 0;
  return { a: word(0), b: word(1), c: word(2), d: word(3) };
}
