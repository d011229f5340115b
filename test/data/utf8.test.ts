import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { utf8Text } from "../../lib/data/utf8";

const isUtf8 = (bytes: Uint8Array): boolean => {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
};

test("text comes back, without its byte order mark", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const own = text.replace(/^\uFEFF/, "");
      expect(utf8Text("test", new TextEncoder().encode(own))).toBe(own);
      expect(utf8Text("test", new TextEncoder().encode(`\uFEFF${own}`))).toBe(own);
    }),
  );
});

/** Bytes that often are, or nearly are, characters. */
const nearlyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf),
      fc.constantFrom(0xe0, 0xe1, 0xed, 0xef, 0xf0, 0xf1, 0xf4, 0xf5, 0xff),
      fc.integer({ min: 0, max: 255 }),
    ),
    { maxLength: 12 },
  )
  .map((bytes) => Uint8Array.from(bytes));

test("bytes are refused exactly where the decoder of the platform refuses them", () => {
  fc.assert(
    fc.property(nearlyText, (bytes) => {
      if (isUtf8(bytes)) {
        expect(utf8Text("test", bytes)).toBe(new TextDecoder().decode(bytes));
        return;
      }
      const offset = Number(/at byte (\d+)/.exec(messageOf(bytes))![1]);
      expect(isUtf8(bytes.subarray(0, offset))).toBe(true);
      for (let length = 1; length <= 4; length++) {
        const some = bytes.subarray(offset, offset + length);
        if (some.length === length) expect(isUtf8(some)).toBe(false);
      }
    }),
    { numRuns: 3000 },
  );
});

describe("the message names the first byte that begins no character", () => {
  test.each([
    ["Latin-1", [0x63, 0x61, 0x66, 0xe9, 0x21], 3, "e9"],
    ["UTF-16", [0xff, 0xfe, 0x41, 0x00], 0, "ff"],
    ["a character that is cut", [0x41, 0xe2, 0x82], 1, "e2"],
    ["a surrogate", [0xed, 0xa0, 0x80], 0, "ed"],
    ["an overlong form", [0x41, 0xc0, 0x80], 1, "c0"],
    ["beyond Unicode", [0xf4, 0x90, 0x80, 0x80], 0, "f4"],
  ])("%s", (_, bytes, offset, byte) => {
    expect(messageOf(Uint8Array.from(bytes))).toBe(
      `test needs text in UTF-8: no character begins with what stands at byte ${offset} (0x${byte}); ` +
        "save the text as UTF-8",
    );
  });
});

function messageOf(bytes: Uint8Array): string {
  try {
    utf8Text("test", bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(RangeError);
    return (error as RangeError).message;
  }
  throw new Error("nothing was refused");
}
