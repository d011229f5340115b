import { checkLabel } from "./derive-key";
import { type Key, parseKey } from "./key";
import type { Random } from "./random";
import { Stream } from "./stream";

/** Key under which seeds are labels: the first digits of π. */
const root: Key = { a: 0x243f6a88, b: 0x85a308d3 | 0, c: 0x13198a2e, d: 0x03707344 };

/**
 * A stream of random numbers from a seed. Streams of different seeds, and all their forks, are independent;
 * a number and its decimal string are different seeds.
 *
 * Generator: xoshiro128++ (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021), which
 * passes BigCrush, with period 2¹²⁸ − 1. Seeds and labels become its state by Threefry (see `fork`).
 * @throws RangeError for a number that is not finite; TypeError for a seed that is neither number nor string
 * @example
 * import { createRandom } from "model-collapse";
 * const random = createRandom("example");
 * random.integer(6) + 1; // → 6
 * random.fork("real data").fork(3).normal(); // → -0.017741
 */
export function createRandom(seed: string | number): Random {
  checkLabel("createRandom", seed);
  return new Stream(root, seed);
}

/**
 * Begins the stream with this `key` again: how a stream reaches another thread, another machine or a file.
 * @throws RangeError unless the key is 32 lower-case hexadecimal digits
 */
export function randomFromKey(key: string): Random {
  return new Stream(root, key, parseKey(key));
}
