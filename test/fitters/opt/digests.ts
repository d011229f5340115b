import type { OptModel } from "../../../lib/fitters/opt/model";
import { optParameterShapes } from "../../../lib/nets/opt/configuration";
import type { Parameter } from "../../../lib/nets/parameters";

/** What tells an array from others, as `digests` of test/golden/opt.py has it. */
export interface Digest {
  readonly norm: number;
  readonly sum: number;
  readonly largest: number;
  /** Eight, at equal distances from first to last. */
  readonly entries: readonly number[];
}

const entryCount = 8;

export function digestOf(values: Float32Array): Digest {
  const last = values.length - 1;
  return {
    norm: Math.sqrt(values.reduce((sum, value) => sum + value * value, 0)),
    sum: values.reduce((sum, value) => sum + value, 0),
    largest: values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0),
    entries: Array.from(
      { length: entryCount },
      (_, index) => values[Math.floor((index * last) / (entryCount - 1))]!,
    ),
  };
}

/** The rows of a golden array of digests, one for each parameter. */
export function digestRows(model: OptModel, { values }: Parameter): { name: string; digest: Digest }[] {
  return Object.keys(optParameterShapes(model.configuration)).map((name, row) => {
    const width = 3 + entryCount;
    const [norm, sum, largest, ...entries] = values.subarray(row * width, (row + 1) * width);
    return { name, digest: { norm: norm!, sum: sum!, largest: largest!, entries } };
  });
}
