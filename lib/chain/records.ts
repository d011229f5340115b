import type { GenerationRecord } from "./settings";

/** Orders records by replicate, then generation. */
export function compareRecords(
  a: GenerationRecord<unknown, unknown>,
  b: GenerationRecord<unknown, unknown>,
): number {
  return a.replicate - b.replicate || a.generation - b.generation;
}

/** Records of each replicate in the order of generations; entry r belongs to the r-th replicate that has any. */
export function groupByReplicate<Model, Measured>(
  records: Iterable<GenerationRecord<Model, Measured>>,
): GenerationRecord<Model, Measured>[][] {
  const groups = new Map<number, GenerationRecord<Model, Measured>[]>();
  for (const record of records) {
    const group = groups.get(record.replicate);
    if (group) group.push(record);
    else groups.set(record.replicate, [record]);
  }
  return [...groups.values()]
    .map((group) => group.sort(compareRecords))
    .sort((a, b) => compareRecords(a[0]!, b[0]!));
}

/**
 * Model of the last recorded generation of every replicate, in the order of replicates.
 * @throws RangeError when the chain did not keep it
 */
export function finalModels<Model>(
  records: Iterable<GenerationRecord<Model, unknown>>,
): Exclude<Model, undefined>[] {
  return groupByReplicate(records).map((group) => {
    const { model, replicate, generation } = group.at(-1)!;
    if (model !== undefined) return model as Exclude<Model, undefined>;
    throw new RangeError(
      `finalModels needs the models of the last generations, got none in replicate ${replicate}, ` +
        `generation ${generation}: run the chain to its end with keepModels "last" or "all"`,
    );
  });
}

/**
 * A matrix for charts and averages: row r holds replicate r, column c its c-th recorded generation, the entry
 * what `value` reads from the measured record (second argument: the whole record). Rows of replicates that
 * stopped early are shorter.
 *
 * @throws RangeError when a value is not a number
 */
export function curvesOf<Model, Measured>(
  records: Iterable<GenerationRecord<Model, Measured>>,
  value: (measured: Measured, record: GenerationRecord<Model, Measured>) => number,
): number[][] {
  return groupByReplicate(records).map((group) =>
    group.map((record) => {
      const number = value(record.measured, record);
      if (typeof number !== "number") {
        throw new RangeError(
          `curvesOf needs a number for every record, got ${number} in replicate ${record.replicate}, ` +
            `generation ${record.generation}: does the chain's measure return it?`,
        );
      }
      return number;
    }),
  );
}
