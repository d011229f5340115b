import { paddedRange } from "./axis";
import type { SharedAxes } from "./panel-content";
import { numbersAlong, type Trace } from "./trace";

/** The axes with their ranges fixed to what the traces need; with `equalScale` one unit is as long on both. */
export function withFixedRanges(
  { x, y }: SharedAxes,
  traces: readonly Trace[],
  plot: { readonly width: number; readonly height: number },
  equalScale: boolean,
): SharedAxes {
  let rangeX = x.range ?? paddedRange(numbersAlong(traces, "x"), x);
  let rangeY = y.range ?? paddedRange(numbersAlong(traces, "y"), y);
  if (equalScale) {
    const unit = Math.max((rangeX[1] - rangeX[0]) / plot.width, (rangeY[1] - rangeY[0]) / plot.height);
    rangeX = widened(rangeX, unit * plot.width);
    rangeY = widened(rangeY, unit * plot.height);
  }
  return { x: { ...x, range: rangeX }, y: { ...y, range: rangeY } };
}

function widened([low, high]: readonly [number, number], length: number): [number, number] {
  const middle = (low + high) / 2;
  return [middle - length / 2, middle + length / 2];
}

/** @throws RangeError when equal scales are asked for on a log axis, where a unit has no length */
export function requireScales(builder: string, { x, y }: SharedAxes, equalScale: boolean): void {
  if (equalScale && (x.log || y.log)) {
    throw new RangeError(
      `${builder} needs two linear axes for equalScale, got a log axis; leave equalScale out`,
    );
  }
}
