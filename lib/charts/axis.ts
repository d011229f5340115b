import { mutedInk } from "./palette";
import { markup } from "./text";

export interface AxisSettings {
  readonly title: string;
  /** Unit of the numbers, shown in brackets: "nats", "data units²". */
  readonly unit?: string;
  readonly log?: boolean;
  /** On a log axis: numbers at or below it are drawn on it, and the axis title says so. */
  readonly floor?: number;
  /** First and last number shown; chosen from the data when absent. */
  readonly range?: readonly [number, number];
  /** Whether the axis starts at 0. */
  readonly fromZero?: boolean;
  /** A d3 number format for the ticks, such as ".0%". */
  readonly format?: string;
}

/** Text of an axis: its title with the unit in brackets. */
export function axisTitle({ title, unit, log, floor }: AxisSettings): string {
  const note = log && floor !== undefined ? ` – ${floor} stands for anything smaller` : "";
  return markup(`${title}${unit ? ` (${unit})` : ""}${note}`);
}

/**
 * An axis for Plotly in the workbook's style. `numbers` are what will be drawn along it.
 * @throws RangeError when a log axis has a range or a floor that is not positive
 */
export function axisLayout(
  builder: string,
  axis: AxisSettings,
  numbers: Iterable<number>,
): Record<string, unknown> {
  requireAxis(builder, axis);
  const { log, range, fromZero, format } = axis;
  return {
    type: log ? "log" : "linear",
    title: { text: axisTitle(axis), font: { size: 13 }, standoff: 12 },
    showgrid: true,
    gridcolor: "#E8ECF0",
    zeroline: false,
    showline: true,
    linecolor: "#B4BEC8",
    ticks: "outside",
    ticklen: 4,
    tickcolor: "#B4BEC8",
    tickfont: { size: log ? 11 : 12, color: mutedInk },
    automargin: true,
    exponentformat: "power",
    showexponent: "all",
    minexponent: log ? 4 : 6,
    ...(log ? logTicks(range ?? paddedRange(numbers, { log, padding: 0 })) : {}),
    ...(fromZero && !log ? { rangemode: "tozero" } : {}),
    ...(format ? { tickformat: format } : {}),
    ...(range ? { range: log ? range.map(Math.log10) : [...range], autorange: false } : {}),
  };
}

/** Powers of ten only when there are many of them; 2 and 5 between them when there are few. */
function logTicks([low, high]: readonly [number, number]): Record<string, unknown> {
  const decades = Math.log10(high) - Math.log10(low);
  if (decades >= 3) {
    return { dtick: Math.ceil(decades / 7) };
  }
  return decades >= 1 ? { dtick: "D2" } : {};
}

function requireAxis(builder: string, { title, log, floor, range }: AxisSettings): void {
  if (typeof title !== "string" || title.trim() === "") {
    throw new RangeError(`${builder} needs a title for every axis, got ${JSON.stringify(title)}`);
  }
  if (log && floor !== undefined && !(floor > 0 && Number.isFinite(floor))) {
    throw new RangeError(`${builder}: the floor of log axis "${title}" needs to be above 0, got ${floor}`);
  }
  if (range && !(range[0] < range[1] && (!log || range[0] > 0))) {
    throw new RangeError(
      `${builder}: the range of axis "${title}" needs an increasing pair${log ? " above 0" : ""}, got ${range}`,
    );
  }
}

/** Smallest and largest of many numbers, with a margin of `padding` of the span as displayed on either side. */
export function paddedRange(
  numbers: Iterable<number>,
  { log = false, padding = 0.05 }: { log?: boolean; padding?: number } = {},
): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const number of numbers) {
    const shown = log ? Math.log10(number) : number;
    low = Math.min(low, shown);
    high = Math.max(high, shown);
  }
  const margin =
    high > low ? (high - low) * padding : Math.max(1e-9, Math.abs(high) * padding, log ? 0.1 : 0);
  const back = (value: number) => (log ? 10 ** value : value);
  return [back(low - margin), back(high + margin)];
}
