import { rounded } from "./compact";
import type { Figure } from "./figure";
import type { Trace } from "./trace";

/** The figure with a line of text for each entry of its legend, kept in `layout.meta.series`. */
export function withSummary(figure: Figure): Figure {
  const meta = { ...(figure.layout.meta as object), series: figure.data.flatMap(summaryOfTrace) };
  return { ...figure, layout: { ...figure.layout, meta } };
}

/**
 * A figure in words, for terminals and for readers who cannot see it: title, subtitle and one line a series.
 * Figures made elsewhere are described by their title and the names of their traces.
 */
export function describeFigure({ data, layout }: Figure): string {
  const meta = (layout.meta ?? {}) as { title?: string; subtitle?: string; series?: readonly string[] };
  const series = meta.series ?? data.flatMap(({ name }) => (typeof name === "string" ? [name] : []));
  return [meta.title ?? foreignTitle(layout.title), meta.subtitle, ...series.map((line) => `  ${line}`)]
    .filter(Boolean)
    .join("\n");
}

function foreignTitle(title: unknown): string {
  const text = typeof title === "string" ? title : (title as { text?: unknown } | undefined)?.text;
  return typeof text === "string" ? text.replace(/<br\s*\/?>/g, " ").replace(/<[^>]*>/g, "") : "Chart";
}

function summaryOfTrace({ legendgroup: name, showlegend, x, y }: Trace): string[] {
  if (showlegend === false || typeof name !== "string" || !Array.isArray(x) || !Array.isArray(y)) {
    return [];
  }
  const ends = (values: readonly unknown[]) => {
    const numbers = values.filter((value): value is number => typeof value === "number");
    return [numbers[0], numbers[numbers.length - 1]];
  };
  if (y.length === 0) {
    return [name];
  }
  const [[firstX, lastX], [firstY, lastY]] = [ends(x), ends(y)];
  if (y.length === 1) {
    return [`${name}: ${rounded(firstY)} at ${rounded(firstX)}`];
  }
  return [`${name}: ${rounded(firstY)} → ${rounded(lastY)} (x from ${rounded(firstX)} to ${rounded(lastX)})`];
}
