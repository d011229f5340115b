import { instantiate, pageBytes } from "../../fitters/vectors/instance";
import { pairSumsBytes, panelPoints } from "./pair-sums-code";

/** A function of the squared distance d² of two points: the distance √d², or the Gaussian exp(−rate d²). */
export type PairFunction =
  | { readonly name: "distance" }
  | {
      readonly name: "gaussian";
      /** At least 0, in 1 over squared units of the points. */
      readonly rate: number;
    };

/** Sums of one function over pairs of points from two blocks of at most `capacity` points. */
export interface PairKernel {
  /**
   * Adds, for every row `from ≤ r < to` of the left values, Σ over the right ones to `left[r − from]`, and for every
   * right one Σ over the left ones to `right`. Values are row-major. O(left rows × right rows × columns).
   */
  addSums(
    values: Float64Array,
    rows: BlockRange,
    points: BlockRange,
    left: Float64Array,
    right: Float64Array,
  ): void;
}

/** Rows `from ≤ r < to` of a set. */
export interface BlockRange {
  readonly from: number;
  readonly to: number;
}

const numberBytes = 8;
/** As many numbers in panels as stay in the cache while all rows pass by. */
const cachedNumbers = 8192;

/**
 * The loop over pairs, in double precision from differences of coordinates, so that near points lose no digits: two
 * pairs at once, and an exponential of vectors, which JavaScript has not.
 */
export function createPairKernel(pairFunction: PairFunction, capacity: number, columns: number): PairKernel {
  const panelCapacity = Math.ceil(capacity / panelPoints);
  const stride = (columns + 1) * panelPoints;
  // Where things lie, in numbers: the rate, sums of rows (two lanes each) and of points, rows, panels.
  const rowSumsAt = 2;
  const pointSumsAt = rowSumsAt + 2 * capacity;
  const rowsAt = pointSumsAt + panelCapacity * panelPoints;
  const panelsAt = rowsAt + capacity * columns;
  const bytes = (panelsAt + panelCapacity * stride) * numberBytes;
  const { run, buffer } = instantiate(pairSumsBytes(pairFunction.name), Math.ceil(bytes / pageBytes));
  const memory = new Float64Array(buffer);
  if (pairFunction.name === "gaussian") memory[0] = -pairFunction.rate;
  const panelsAtOnce = Math.max(1, Math.floor(cachedNumbers / stride));
  return {
    addSums(values, rows, points, left, right) {
      const count = rows.to - rows.from;
      const panels = Math.ceil((points.to - points.from) / panelPoints);
      memory.fill(0, rowSumsAt, pointSumsAt + panels * panelPoints);
      memory.set(values.subarray(rows.from * columns, rows.to * columns), rowsAt);
      packPanels(values, points, columns, memory.subarray(panelsAt, panelsAt + panels * stride));
      for (let first = 0; first < panels; first += panelsAtOnce) {
        run(
          rowsAt * numberBytes,
          count,
          (panelsAt + first * stride) * numberBytes,
          Math.min(panelsAtOnce, panels - first),
          columns,
          rowSumsAt * numberBytes,
          (pointSumsAt + first * panelPoints) * numberBytes,
        );
      }
      for (let r = 0; r < count; r++) {
        left[r]! += memory[rowSumsAt + 2 * r]! + memory[rowSumsAt + 2 * r + 1]!;
      }
      for (let p = 0; p < points.to - points.from; p++) right[p]! += memory[pointSumsAt + p]!;
    },
  };
}

/** Coordinate after coordinate of eight points, then their weights: 1, and 0 for the places that none takes. */
function packPanels(values: Float64Array, points: BlockRange, columns: number, panels: Float64Array): void {
  panels.fill(0);
  for (let r = points.from; r < points.to; r++) {
    const place = r - points.from;
    const at = Math.floor(place / panelPoints) * (columns + 1) * panelPoints + (place % panelPoints);
    for (let c = 0; c < columns; c++) panels[at + c * panelPoints] = values[r * columns + c]!;
    panels[at + columns * panelPoints] = 1;
  }
}
