/**
 * Where a condition that holds up to some place and not behind it changes: the last number at which it holds and the first
 * at which it does not, neighbours in floating point. It has to hold at `low` and not at `high`. About 60 evaluations, more
 * for brackets that span many powers of two.
 */
export function bisect(
  holds: (x: number) => boolean,
  low: number,
  high: number,
): readonly [last: number, first: number] {
  let [last, first] = [low, high];
  for (;;) {
    const middle = (last + first) / 2;
    if (middle <= last || middle >= first) return [last, first];
    if (holds(middle)) last = middle;
    else first = middle;
  }
}
