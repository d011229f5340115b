import type { Key } from "./key";
import { threefry } from "./threefry";

// The last word of a block says what the block holds, so that no two labels share an encoding.
const integerBlock = 1;
const numberBlock = 2;
const textBlock = 4;
const wideTextBlock = 5;
const finalBlock = 8;

/**
 * The key of a child: Threefry under the parent's key, applied to the label. A tree of keyed permutations is a
 * splittable generator whose streams are as independent as the permutation is random.
 *
 * Source: Claessen and Pałka, "Splittable pseudorandom number generators using cryptographic hashing", 2013.
 */
export function deriveKey(parent: Key, label: string | number): Key {
  if (typeof label === "string") return deriveFromText(parent, label);
  return label === (label | 0)
    ? threefry(parent, label | 0, 0, 0, integerBlock)
    : deriveFromNumber(parent, label);
}

/** @throws RangeError for a number that is not finite; TypeError for a label that is neither number nor string */
export function checkLabel(caller: string, label: string | number): void {
  if (typeof label === "string") return;
  if (typeof label !== "number") {
    throw new TypeError(
      `${caller} needs a string or a number, got ${label === null ? "null" : typeof label}`,
    );
  }
  if (!Number.isFinite(label)) throw new RangeError(`${caller} needs a finite number, got ${label}`);
}

function deriveFromNumber(parent: Key, label: number): Key {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, label);
  return threefry(parent, bits.getInt32(0), bits.getInt32(4), 0, numberBlock);
}

/** Twelve characters a block when all fit in a byte, else six: one key after the other, the last block marked. */
function deriveFromText(parent: Key, text: string): Key {
  const wide = hasWideCharacter(text);
  const perWord = wide ? 2 : 4;
  const perBlock = 3 * perWord;
  let key = parent;
  for (let start = 0; ; start += perBlock) {
    const remaining = text.length - start;
    const isFinal = remaining <= perBlock;
    const kind = (wide ? wideTextBlock : textBlock) + (isFinal ? finalBlock + 16 * remaining : 0);
    key = threefry(
      key,
      packCharacters(text, start, perWord),
      packCharacters(text, start + perWord, perWord),
      packCharacters(text, start + 2 * perWord, perWord),
      kind,
    );
    if (isFinal) return key;
  }
}

function hasWideCharacter(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 255) return true;
  return false;
}

function packCharacters(text: string, start: number, perWord: number): number {
  const end = Math.min(start + perWord, text.length);
  let word = 0;
  for (let i = start; i < end; i++) word = (word << (32 / perWord)) | text.charCodeAt(i);
  return word;
}
