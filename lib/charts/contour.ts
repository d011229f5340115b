import { requireSome } from "./checks";
import { compacted } from "./compact";
import { okabeIto, transparent } from "./palette";
import type { Panel, Trace } from "./trace";

/** A surface on a grid: `z[j][i]` belongs to `x[i]` and `y[j]`. */
export interface Contour {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly z: readonly ArrayLike<number>[];
}

/**
 * Filled contours at 10 %, 25 %, 40 % … of the surface's own peak: a density that shrinks to a point grows without
 * bound, and fixed heights would show it as a blot.
 *
 * @throws RangeError when the grid does not fit, a number is not finite or the peak is not positive
 */
export function contourTrace(panel: Panel, { x, y, z }: Contour): Trace {
  const { builder, xaxis, yaxis } = panel;
  requireSome(builder, "column of a contour grid", x);
  if (z.length !== y.length || z.some((row) => row.length !== x.length)) {
    throw new RangeError(
      `${builder}: a contour grid needs ${y.length} rows (y) of ${x.length} numbers (x), got ${z.length} rows of ` +
        `${[...new Set(z.map((row) => row.length))].join(" or ")}`,
    );
  }
  const rows = z.map((row) => Array.from(row));
  const peak = Math.max(...rows.map((row) => Math.max(...row)));
  if (!(peak > 0 && Number.isFinite(peak)) || rows.some((row) => !row.every(Number.isFinite))) {
    throw new RangeError(
      `${builder}: a contour needs finite numbers and a positive peak, got the peak ${peak}`,
    );
  }
  return {
    type: "contour",
    name: "density",
    showlegend: false,
    xaxis,
    yaxis,
    x: compacted(x),
    y: compacted(y),
    z: rows.map((row) => row.map((value) => Number((value / peak).toFixed(3)))),
    contours: { coloring: "fill", start: 0.1, end: 0.95, size: 0.15, showlines: true },
    colorscale: [
      [0, transparent(okabeIto.blue, 0)],
      [1, transparent(okabeIto.blue, 0.75)],
    ],
    zmin: 0,
    zmax: 1,
    showscale: false,
    line: { width: 0.7, color: transparent(okabeIto.blue, 0.6) },
    hoverinfo: "skip",
  };
}
