import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** Mime type of a Plotly figure in a notebook. */
export const plotlyMimeType = "application/vnd.plotly.v1+json";

/** Plotly as one script for a page without a network; it defines the global `Plotly`. 4.8 MB. */
export function plotlySource(): string {
  return readFileSync(createRequire(__filename).resolve("plotly.js-dist-min/plotly.min.js"), "utf8");
}
