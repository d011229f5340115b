import { expect } from "vitest";
import type { Images } from "../../lib/data/images";
import { drawDigits } from "../../lib/data/stand-ins/digits/drawn-digits";
import type { Parameters } from "../../lib/nets/parameters";
import type { Architecture } from "../../lib/nets/variational/architecture";
import { createRandom } from "../../lib/random/create-random";
import type { Random } from "../../lib/random/random";

/** Images without any structure. */
export function noiseImages(count: number, height: number, width: number, random: Random): Images {
  const values = Float32Array.from(random.fillUniform(new Float64Array(count * height * width)));
  return { values, count, height, width };
}

/** The first images of the digits that this project draws itself. */
export const digits = (count: number) => drawDigits(count, createRandom("test digits"));

export const tiny: Architecture = { kind: "dense", hidden: 12, latent: 3 };
export const tinyConvolutional: Architecture = { kind: "convolutional", channels: [3, 5], latent: 3 };

/** Arrays of 32-bit numbers are compared bit by bit, ten times faster than `toEqual` does. */
export function expectSameParameters(actual: Parameters, expected: Parameters): void {
  expect(Object.keys(actual)).toEqual(Object.keys(expected));
  const bytes = ({ values }: Parameters[string]) =>
    Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  const differing = Object.keys(expected).filter(
    (name) => !bytes(actual[name]!).equals(bytes(expected[name]!)),
  );
  expect(differing).toEqual([]);
}
