import type { Images } from "./images";
import type { LabelledPoints, Points, TrainingSet } from "./points";
import { joinStatistics, type SampleStatistics } from "./sample-statistics";
import type { TokenBlocks } from "./token-blocks";

/** Number of observations in a training set. */
export function sizeOf(data: TrainingSet): number {
  if (isLabelled(data)) return data.points.rows;
  if (isImages(data) || isBlocks(data) || isStatistics(data)) return data.count;
  return isPoints(data) ? data.rows : data.length;
}

/**
 * The training sets one after the other, in the order given. Where some have weights, the rows of the others count 1
 * each. Cost O(total size).
 * @throws RangeError when there are none, their kinds differ, their columns differ or their images differ in size
 */
export function concatenate<Data extends TrainingSet>(parts: readonly Data[]): Data {
  if (parts.length === 0) throw new RangeError("concatenate needs at least one training set, got none");
  return concatenateAny(parts) as Data;
}

function concatenateAny(parts: readonly TrainingSet[]): TrainingSet {
  if (parts.every((part) => part instanceof Float64Array)) return joinFloats(parts as Float64Array[]);
  if (parts.every((part) => part instanceof Int32Array)) return joinIntegers(parts as Int32Array[]);
  if (parts.every(isImages)) return joinImages(parts);
  if (parts.every(isBlocks)) return joinBlocks(parts);
  if (parts.every(isStatistics)) return joinStatistics(parts);
  if (parts.every(isLabelled)) return joinLabelled(parts);
  if (parts.every(isPoints)) return joinPoints(parts);
  throw new RangeError("concatenate needs training sets of one kind, got a mixture of kinds");
}

function joinLabelled(parts: readonly LabelledPoints[]): LabelledPoints {
  const joined = {
    points: concatenate(parts.map((part) => part.points)),
    targets: joinFloats(parts.map((part) => part.targets)),
  };
  if (!parts.some((part) => part.weights)) return joined;
  const weights = parts.map((part) => part.weights ?? new Float64Array(part.targets.length).fill(1));
  return { ...joined, weights: joinFloats(weights) };
}

function joinPoints(parts: readonly Points[]): Points {
  const columns = parts[0]!.columns;
  const other = parts.find((part) => part.columns !== columns);
  if (other) throw new RangeError(`concatenate needs equal columns, got ${columns} and ${other.columns}`);
  const values = joinFloats(parts.map((part) => part.values));
  return { values, rows: values.length / columns, columns };
}

function joinImages(parts: readonly Images[]): Images {
  const { height, width } = parts[0]!;
  const other = parts.find((part) => part.height !== height || part.width !== width);
  if (other) {
    throw new RangeError(
      `concatenate needs images of one size, got ${height} × ${width} and ${other.height} × ${other.width}`,
    );
  }
  const count = parts.reduce((total, part) => total + part.count, 0);
  const values = new Float32Array(count * height * width);
  let offset = 0;
  for (const part of parts) {
    values.set(part.values, offset);
    offset += part.values.length;
  }
  return { values, count, height, width };
}

function joinBlocks(parts: readonly TokenBlocks[]): TokenBlocks {
  const { length } = parts[0]!;
  const other = parts.find((part) => part.length !== length);
  if (other) {
    throw new RangeError(`concatenate needs blocks of one length, got ${length} and ${other.length} tokens`);
  }
  const tokens = joinIntegers(parts.map((part) => part.tokens));
  return { tokens, count: tokens.length / length, length };
}

function isLabelled(data: TrainingSet): data is LabelledPoints {
  return "points" in data;
}

function isImages(data: TrainingSet): data is Images {
  return "height" in data;
}

function isBlocks(data: TrainingSet): data is TokenBlocks {
  return "tokens" in data;
}

function isStatistics(data: TrainingSet): data is SampleStatistics {
  return "means" in data;
}

function isPoints(data: TrainingSet): data is Points {
  return "rows" in data;
}

function joinFloats(parts: readonly Float64Array[]): Float64Array {
  const joined = new Float64Array(parts.reduce((total, part) => total + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

function joinIntegers(parts: readonly Int32Array[]): Int32Array {
  const joined = new Int32Array(parts.reduce((total, part) => total + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/**
 * The observations at the given indices, in that order; an index may repeat. Cost O(number of indices).
 * @throws RangeError for sufficient statistics, out of which no rows can be taken
 */
export function selectRows<Data extends TrainingSet>(data: Data, indices: Int32Array): Data {
  return selectAny(data, indices) as Data;
}

function selectAny(data: TrainingSet, indices: Int32Array): TrainingSet {
  if (data instanceof Float64Array) {
    const values = new Float64Array(indices.length);
    copyRows(data, 1, indices, values);
    return values;
  }
  if (data instanceof Int32Array) return indices.map((index) => data[index]!);
  if (isLabelled(data)) {
    const { points, targets, weights } = data;
    const selected = { points: selectRows(points, indices), targets: selectRows(targets, indices) };
    return weights ? { ...selected, weights: selectRows(weights, indices) } : selected;
  }
  if (isStatistics(data)) {
    throw new RangeError(
      "selectRows needs observations, got the sufficient statistics of some: to select among rows use the family that " +
        "draws data, such as gaussian() in place of gaussianStatistics()",
    );
  }
  if (isImages(data)) {
    const { height, width } = data;
    const values = new Float32Array(indices.length * height * width);
    copyRows(data.values, height * width, indices, values);
    return { values, count: indices.length, height, width };
  }
  if (isBlocks(data)) {
    const { length } = data;
    const tokens = new Int32Array(indices.length * length);
    copyRows(data.tokens, length, indices, tokens);
    return { tokens, count: indices.length, length };
  }
  const { columns } = data;
  const values = new Float64Array(indices.length * columns);
  copyRows(data.values, columns, indices, values);
  return { values, rows: indices.length, columns };
}

function copyRows<Numbers extends Float32Array | Float64Array | Int32Array>(
  source: Numbers,
  length: number,
  indices: Int32Array,
  target: Numbers,
): void {
  for (let row = 0; row < indices.length; row++) {
    const [from, to] = [indices[row]! * length, row * length];
    if (length > 16) target.set(source.subarray(from, from + length), to);
    else for (let column = 0; column < length; column++) target[to + column] = source[from + column]!;
  }
}
