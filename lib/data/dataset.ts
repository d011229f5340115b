import type { DataColumn } from "./manifest";
import type { Points } from "./points";
import type { TableRow } from "./table";

/** Where data came from: the user's folder, the project's cache, a download just now, or generated here. */
export type DataSource = "folder" | "cache" | "download" | "stand-in";

/** A loaded data set. */
export interface Dataset {
  readonly name: string;
  readonly title: string;
  readonly citation: string;
  readonly source: DataSource;
  /** One line to print: which data these are, and, when others were refused, why. Names no folder of this machine. */
  readonly note: string;
  /** The numeric columns, in the order of `columns`. */
  readonly points: Points;
  /** The numeric columns with their units. */
  readonly columns: readonly DataColumn[];
  /** All columns, a record a row, as data frames take them. */
  readonly rows: readonly TableRow[];
}

/** Mime type under which a notebook says which data it used: `{ name, source, note }`. */
export const dataMimeType = "application/vnd.model-collapse.data+json";
