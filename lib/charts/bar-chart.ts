import { type AxisSettings, axisLayout } from "./axis";
import { drawable, requireEqualLength, requireSome } from "./checks";
import { compacted } from "./compact";
import type { Figure } from "./figure";
import { appearancesOf, ink, type Styled } from "./palette";
import { type Reference, referenceTraces } from "./reference";
import { withSummary } from "./summary";
import { type ChartHeading, chartFrame } from "./template";
import { markup, wrapText } from "./text";
import { belongsTo, numbersAlong, type Panel, singlePanel, type Trace } from "./trace";

export interface BarSeries extends Styled {
  /** One a category. */
  readonly values: ArrayLike<number>;
  /** Half the length of the error bars: standard errors or a multiple; the subtitle should say which. */
  readonly errors?: ArrayLike<number>;
}

export interface BarChartSettings extends ChartHeading {
  /** Title of the categories; may be empty when they speak for themselves. */
  readonly x: { readonly title: string };
  readonly y: AxisSettings;
  readonly categories: readonly string[];
  readonly series: readonly BarSeries[];
  /** Points take the position of a category as x: 0, 1, 2, … */
  readonly references?: readonly Reference[];
}

/**
 * Bars by category, one colour a series, with error bars. Bars start at 0, so the y axis does too unless it is log.
 *
 * @throws RangeError naming the series, when its length is not that of the categories or a number cannot be drawn
 */
export function barChart(settings: BarChartSettings): Figure {
  const builder = "barChart";
  const { x, y, categories, series, references = [] } = settings;
  requireSome(builder, "category", categories);
  requireSome(builder, "series", series);
  const panel = singlePanel(builder);
  const appearances = appearancesOf(series);
  const bars = series.map((one, index) => barTrace(panel, one, categories, y, appearances[index].colour));
  const range: [number, number] = [-0.5, categories.length - 0.5];
  const positions = { title: x.title || "category", range };
  const data = [...bars, ...referenceTraces(panel, references, bars, { x: positions, y })];
  const room = ((settings.width ?? 800) - 94) / categories.length;
  const labels = categories.map((category) => wrapText(category, room * 0.95, 12));
  const bottom = 22 + 16 * Math.max(...labels.map((lines) => lines.length)) + (x.title ? 30 : 0);
  const { layout } = chartFrame(builder, settings, [...panel.legend], { bottom });
  return withSummary({
    data,
    layout: {
      ...layout,
      barmode: "group",
      bargap: 0.3,
      bargroupgap: 0.06,
      hovermode: "closest",
      xaxis: {
        ...axisLayout(builder, positions, range),
        title: { text: markup(x.title), font: { size: 13 }, standoff: 10 },
        showgrid: false,
        tickmode: "array",
        tickvals: categories.map((_, index) => index),
        ticktext: labels.map((lines) => lines.map(markup).join("<br>")),
        tickangle: 0,
        ticks: "",
      },
      yaxis: axisLayout(builder, { fromZero: true, ...y }, numbersAlong(data, "y")),
    },
  });
}

function barTrace(
  panel: Panel,
  { name, values, errors }: BarSeries,
  categories: readonly string[],
  y: AxisSettings,
  colour: string,
): Trace {
  const place = (quantity: string) => ({ builder: panel.builder, series: name, quantity });
  requireEqualLength({ ...place("values"), against: "categories" }, values.length, categories.length);
  if (errors) {
    requireEqualLength({ ...place("errors"), against: "categories" }, errors.length, categories.length);
  }
  return {
    type: "bar",
    ...belongsTo(panel, name),
    x: categories.map((_, index) => index),
    y: compacted(drawable(place("values"), values, y)),
    customdata: [...categories],
    hovertemplate: "%{customdata}: %{y}",
    marker: { color: colour },
    ...(errors
      ? {
          error_y: {
            type: "data",
            array: compacted(drawable(place("errors"), errors, {})),
            color: ink,
            thickness: 1.3,
            width: 4,
          },
        }
      : {}),
  };
}
