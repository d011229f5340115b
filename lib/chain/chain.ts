import { compareRecords } from "./records";
import type { GenerationRecord } from "./settings";

/**
 * A chain ready to run. It runs when its records are asked for, and anew, with the same digits, each time they
 * are.
 */
export interface Chain<Model, Measured> extends AsyncIterable<GenerationRecord<Model, Measured>> {
  /**
   * Records as they come: within a replicate by generation, replicates in any order. Leaving the loop early
   * stops the chain.
   */
  [Symbol.asyncIterator](): AsyncGenerator<GenerationRecord<Model, Measured>, void, undefined>;
  /** All records, sorted by replicate, then generation. */
  collect(): Promise<GenerationRecord<Model, Measured>[]>;
}

/** A chain whose records come from `run`, batch by batch; each call of it is a run of its own. */
export function chainOf<Model, Measured>(
  run: () => AsyncIterable<readonly GenerationRecord<Model, Measured>[]>,
): Chain<Model, Measured> {
  return {
    async *[Symbol.asyncIterator]() {
      for await (const batch of run()) yield* batch;
    },
    async collect() {
      const records: GenerationRecord<Model, Measured>[] = [];
      for await (const batch of run()) {
        for (const record of batch) records.push(record);
      }
      return records.sort(compareRecords);
    },
  };
}
