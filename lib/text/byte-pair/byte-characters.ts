/**
 * How byte-level vocabularies write bytes (Radford et al. 2019, `bytes_to_unicode`): printable characters of Latin-1 as
 * themselves, the other 68 in order as U+0100 and on. A space is "Ġ", a line feed "Ċ".
 */
export const byteCharacters: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  String.fromCharCode(isPrintable(byte) ? byte : 256 + unprintableBelow(byte)),
);

const byteOf: ReadonlyMap<string, number> = new Map(
  byteCharacters.map((character, byte) => [character, byte]),
);

const encoder = new TextEncoder();

/** The bytes that a token stands for; those of its own spelling when it holds a character that writes no byte. */
export function bytesOfToken(token: string): Uint8Array {
  const bytes = Array.from(token, (character) => byteOf.get(character));
  return bytes.includes(undefined) ? encoder.encode(token) : Uint8Array.from(bytes as number[]);
}

function isPrintable(byte: number): boolean {
  return (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
}

function unprintableBelow(byte: number): number {
  let count = 0;
  for (let other = 0; other < byte; other++) if (!isPrintable(other)) count++;
  return count;
}
