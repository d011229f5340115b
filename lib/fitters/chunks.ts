/** Rows that are computed at once: enough to keep the cores busy, few enough for the caches. */
const rowsAtOnce = 1000;

/** Half-open ranges that cover `rows`, each small enough to be computed at once. */
export function* chunksOf(rows: number): Generator<{ readonly start: number; readonly end: number }> {
  for (let start = 0; start < rows; start += rowsAtOnce) {
    yield { start, end: Math.min(rows, start + rowsAtOnce) };
  }
}
