import type { Weights } from "./weights";

/**
 * Whether a token of a row is among the `limit` that weigh most, those included that weigh as much as the last of
 * them. Quicker than to find them all.
 */
export function isAmongLargest(
  { bits }: Weights,
  offset: number,
  vocabulary: number,
  token: number,
  limit: number,
): boolean {
  const key = bits[offset + token]!;
  let larger = 0;
  for (let at = offset; at < offset + vocabulary; at++) larger += (key - bits[at]!) >>> 31;
  return larger < limit;
}

/**
 * The weight of all tokens of a row that weigh more than this one, and of those that weigh the same and come later in
 * the vocabulary.
 */
export function massBefore(
  { values, bits }: Weights,
  offset: number,
  vocabulary: number,
  token: number,
): number {
  const key = bits[offset + token]!;
  const place = offset + token;
  let mass = 0;
  // The sign of the difference is the factor: a branch would be mispredicted.
  for (let at = offset; at < place; at++) mass += values[at]! * ((key - bits[at]!) >>> 31);
  for (let at = place + 1; at < offset + vocabulary; at++)
    mass += values[at]! * ((key - 1 - bits[at]!) >>> 31);
  return mass;
}
