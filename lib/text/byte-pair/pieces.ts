import { type Cut, cutText } from "./cut";
import type { SpecialTexts } from "./special-texts";

/** Characters that are cut into words at a time. */
export const blockLength = 1 << 16;

/** Cuts a whole text, a block at a time. */
export function* cutWhole(text: string, special: SpecialTexts, block = blockLength): Generator<Cut["parts"]> {
  let length = block;
  for (let start = 0; start < text.length; ) {
    const end = Math.min(text.length, start + length);
    const cut = cutText(text.slice(start, end), special, end === text.length);
    if (cut.length > 0) yield cut.parts;
    // One word may be longer than a block. Doubling keeps the work linear.
    length = cut.length > 0 ? block : 2 * length;
    start += cut.length;
  }
}

/**
 * Cuts a text that comes in pieces, exactly as if they were joined.
 * @throws TypeError for a piece that is no text
 */
export async function* cutStream(
  pieces: Iterable<string> | AsyncIterable<string>,
  special: SpecialTexts,
  block: number,
): AsyncGenerator<Cut["parts"]> {
  let waiting: string[] = [];
  let length = 0;
  let enough = block;
  for await (const piece of pieces) {
    if (typeof piece !== "string")
      throw new TypeError(`encodeStream needs pieces of text, got ${typeof piece}`);
    waiting.push(piece);
    length += piece.length;
    if (length < enough) continue;
    const text = waiting.join("");
    const cut = cutText(text, special, false);
    if (cut.length > 0) yield cut.parts;
    waiting = [text.slice(cut.length)];
    length -= cut.length;
    enough = Math.max(block, 2 * length);
  }
  yield* cutWhole(waiting.join(""), special);
}
