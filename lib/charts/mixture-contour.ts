import { gaussianMixtureLogDensity } from "../fitters/gaussian-mixture/density";
import type { MixtureParameters } from "../fitters/gaussian-mixture/model";
import type { Contour } from "./contour";

/** Offsets from a component's mean, in its standard deviations, at which the grid has lines of its own. */
const offsets = Array.from({ length: 13 }, (_, index) => (index - 6) / 2);

/**
 * The density of a two-dimensional mixture on a grid over `range` × `range`, ready for a contour. The grid has `lines`
 * even lines a side and more of them around every component, so that components that have shrunk to points are still
 * seen. O(lines² × components).
 * @throws RangeError when the mixture is not two-dimensional or the range is not increasing
 */
export function mixtureContour(
  model: MixtureParameters,
  range: readonly [number, number],
  { lines = 41 }: { lines?: number } = {},
): Contour {
  if (model.means.some((mean) => mean.length !== 2)) {
    throw new RangeError(`mixtureContour needs a mixture in 2 dimensions, got ${model.means[0]?.length}`);
  }
  if (!(range[0] < range[1])) {
    throw new RangeError(`mixtureContour needs an increasing range, got ${range[0]} to ${range[1]}`);
  }
  const [x, y] = [gridAlong(model, 0, range, lines), gridAlong(model, 1, range, lines)];
  const values = new Float64Array(2 * x.length * y.length);
  y.forEach((vertical, j) => {
    x.forEach((horizontal, i) => {
      values.set([horizontal, vertical], 2 * (j * x.length + i));
    });
  });
  const logDensity = gaussianMixtureLogDensity(model, { values, rows: x.length * y.length, columns: 2 });
  const z = y.map((_, j) => logDensity.subarray(j * x.length, (j + 1) * x.length).map(Math.exp));
  return { x, y, z };
}

function gridAlong(
  { means, covariances }: MixtureParameters,
  axis: 0 | 1,
  [low, high]: readonly [number, number],
  lines: number,
): number[] {
  const even = Array.from({ length: lines }, (_, index) => low + ((high - low) * index) / (lines - 1));
  const around = means.flatMap((mean, component) => {
    const standardDeviation = Math.sqrt(covariances[component]![axis]![axis]!);
    return offsets.map((offset) => mean[axis]! + offset * standardDeviation);
  });
  const inside = around.filter((value) => value > low && value < high);
  return [...new Set([...even, ...inside])].sort((a, b) => a - b);
}
