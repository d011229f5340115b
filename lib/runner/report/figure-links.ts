import type { FigureFiles, FigureFormat } from "../figures/figure-files";

const labels: Readonly<Record<FigureFormat, string>> = {
  png: "PNG",
  svg: "SVG",
  csv: "data (CSV)",
  json: "Plotly (JSON)",
};

/** Where the files of a chart are, beside the page. Their paths hold letters, digits and hyphens alone. */
export function renderFigureLinks(figure: FigureFiles | undefined): string {
  if (figure === undefined) return "";
  const formats = (Object.keys(labels) as FigureFormat[]).filter((format) => format in figure.content);
  const links = formats.map((format) => `<a href="${figure.path}.${format}">${labels[format]}</a>`);
  return `<p class="files">${links.join(" · ")}</p>`;
}
