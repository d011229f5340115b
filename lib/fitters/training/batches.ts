import type { Random } from "../../random/random";

/** Hands out the indices of mini-batches, without end. */
export interface Batches {
  /** The next batch: the same array each time, overwritten. */
  next(): Int32Array;
}

/**
 * Batches of equal size that walk through the rows in random order, each row once before any comes again; a batch may
 * end one walk and begin the next. One shuffle of all rows a walk.
 */
export function createBatches(rows: number, batchSize: number, random: Random): Batches {
  const order = Int32Array.from({ length: rows }, (_, row) => row);
  const batch = new Int32Array(batchSize);
  let position = rows;
  return {
    next() {
      for (let filled = 0; filled < batchSize; ) {
        if (position === rows) {
          random.shuffle(order);
          position = 0;
        }
        const count = Math.min(batchSize - filled, rows - position);
        batch.set(order.subarray(position, position + count), filled);
        position += count;
        filled += count;
      }
      return batch;
    },
  };
}

/** Copies rows of a row-major array into `target`, one after the other, from row `start` of it. */
export function gatherRows(
  source: Float32Array,
  columns: number,
  indices: Int32Array,
  target: Float32Array,
  start: number,
): void {
  indices.forEach((index, row) => {
    target.set(source.subarray(index * columns, (index + 1) * columns), (start + row) * columns);
  });
}
