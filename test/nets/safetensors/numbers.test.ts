import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytesOf, numbersOf } from "../../../lib/nets/safetensors/numbers";

const halvesOf = (type: "F16" | "BF16", values: number[]) => [
  ...new Uint16Array(bytesOf(type, Float32Array.from(values)).buffer),
];
const all = Uint16Array.from({ length: 2 ** 16 }, (_, bits) => bits);

/** The number of a pattern by IEEE 754's definition: bits of exponent and fraction, and the exponent's bias. */
function defined(bits: number, exponentBits: number, fractionBits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> fractionBits) & (2 ** exponentBits - 1);
  const fraction = (bits & (2 ** fractionBits - 1)) / 2 ** fractionBits;
  const bias = 2 ** (exponentBits - 1) - 1;
  if (exponent === 2 ** exponentBits - 1) return fraction === 0 ? sign * Infinity : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** (1 - bias) : sign * (1 + fraction) * 2 ** (exponent - bias);
}

describe.each([
  ["F16", 5, 10],
  ["BF16", 8, 7],
] as const)("%s", (type, exponentBits, fractionBits) => {
  test("all 65,536 patterns are the numbers that IEEE 754 defines, and come back", () => {
    const numbers = numbersOf(type, new Uint8Array(all.slice().buffer));
    numbers.forEach((value, bits) => {
      if (!Object.is(value, defined(bits, exponentBits, fractionBits)))
        expect(value).toBe(defined(bits, exponentBits, fractionBits));
    });
    const back = new Uint16Array(bytesOf(type, numbers).buffer);
    back.forEach((bits, at) => {
      if (!Number.isNaN(numbers[at])) expect(bits).toBe(all[at]);
      else expect(defined(bits, exponentBits, fractionBits)).toBeNaN();
    });
  });

  test("rounds to the nearest, ties to even", () => {
    const finite = [...all].filter((bits) => Number.isFinite(defined(bits, exponentBits, fractionBits)));
    fc.assert(
      fc.property(fc.constantFrom(...finite.filter((bits) => bits < 0x7fff)), fc.double({ min: 0, max: 1, noNaN: true }), (bits, share) => {
        const [low, high] = [bits, bits + 1].map((pattern) => defined(pattern, exponentBits, fractionBits)) as [number, number];
        if (!Number.isFinite(high)) return;
        const value = Math.fround(low + share * (high - low));
        const nearest = value - low < high - value || (value - low === high - value && bits % 2 === 0) ? bits : bits + 1;
        expect(halvesOf(type, [value, -value])).toEqual([nearest, nearest | 0x8000]);
      }),
      { numRuns: 2000 },
    );
    const ties = finite.filter((bits) => bits < 0x7fff && Number.isFinite(defined(bits + 1, exponentBits, fractionBits)));
    const middles = ties.map((bits) => (defined(bits, exponentBits, fractionBits) + defined(bits + 1, exponentBits, fractionBits)) / 2);
    expect(halvesOf(type, middles)).toEqual(ties.map((bits) => bits + (bits % 2)));
  }); // biome-ignore format: long conditions

  test("keeps zeros with their signs, and what is not finite", () => {
    expect(halvesOf(type, [0, -0, Infinity, -Infinity])).toEqual(
      type === "F16" ? [0, 0x8000, 0x7c00, 0xfc00] : [0, 0x8000, 0x7f80, 0xff80],
    );
  });
});

test("F16 of numbers too large or too small are infinite or zero", () => {
  expect(halvesOf("F16", [65519.99, 65520, 1e38, 2 ** -25, 2 ** -25 * 1.001, 1e-40])).toEqual([
    0x7bff, 0x7c00, 0x7c00, 0, 1, 0,
  ]);
});

test("F32 are copied only when they share their memory with others", () => {
  const own = new Uint8Array(Float32Array.of(1, 2).buffer);
  expect(numbersOf("F32", own).buffer).toBe(own.buffer);
  const part = numbersOf("F32", own.subarray(4));
  expect([...part]).toEqual([2]);
  expect(part.buffer).not.toBe(own.buffer);
});
