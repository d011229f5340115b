import type { CompiledModel } from "./compile";
import { Heap } from "./heap";

/**
 * The tokens of one word: of all pairs of neighbours the one of the lowest rank is joined, the leftmost first, until no
 * pair has a rank. O(n log n) for n bytes.
 */
export function joinPairs(bytes: Uint8Array, model: CompiledModel): number[] {
  const { byteIds, ranks, joined, size } = model;
  const count = bytes.length;
  // Positions of bytes are the places of a linked list; −1 marks what was joined to its left neighbour.
  const ids = Int32Array.from(bytes, (byte) => byteIds[byte]);
  const next = Int32Array.from(bytes, (_, place) => place + 1);
  const previous = Int32Array.from(bytes, (_, place) => place - 1);
  const rankAt = (place: number) => ranks.get(ids[place] * size + ids[next[place]]);
  // Rank and place in one number: the order of both.
  const waiting = new Heap<number>((a, b) => a < b);
  const consider = (place: number) => {
    const rank = next[place] < count ? rankAt(place) : undefined;
    if (rank !== undefined) waiting.push(rank * count + place);
  };
  for (let place = 0; place < count - 1; place++) consider(place);
  for (let first = waiting.pop(); first !== undefined; first = waiting.pop()) {
    const place = first % count;
    if (ids[place] < 0 || next[place] >= count) continue;
    const rank = (first - place) / count;
    // The neighbours may have been joined to others since this pair was put in.
    if (rankAt(place) !== rank) continue;
    const right = next[place];
    ids[place] = joined[rank];
    ids[right] = -1;
    next[place] = next[right];
    if (next[place] < count) previous[next[place]] = place;
    if (previous[place] >= 0) consider(previous[place]);
    consider(place);
  }
  return Array.from(ids.filter((id) => id >= 0));
}
