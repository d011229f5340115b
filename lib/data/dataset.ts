import type { LabelledImages } from "./images";
import type { DataColumn } from "./manifest";
import type { Points } from "./points";
import type { TableRow } from "./table";
import type { TextParts } from "./text-parts";

/** Where data came from: the user's folder, the project's cache, a download just now, or generated here. */
export type DataSource = "folder" | "cache" | "download" | "stand-in";

/** A file that real data were read from. */
export interface DatasetFile {
  /** Relative to a data folder; of a file of one's own its name alone. */
  readonly path: string;
  /** SHA-256 of the unpacked bytes, lower-case hexadecimal. */
  readonly sha256: string;
}

/** What every loaded data set says of itself. */
export interface DatasetBase {
  readonly name: string;
  readonly title: string;
  readonly citation: string;
  /** Of data in several files, all real or none, the farthest that one came from. */
  readonly source: DataSource;
  /** One line to print: which data these are, and, when others were refused, why. Names no folder of this machine. */
  readonly note: string;
  /** What was read, with digests. None for a stand-in, which follows from the code alone. */
  readonly files: readonly DatasetFile[];
}

/** A loaded table. */
export interface TableDataset extends DatasetBase {
  readonly kind: "table";
  /** The numeric columns, in the order of `columns`. */
  readonly points: Points;
  /** The numeric columns with their units. */
  readonly columns: readonly DataColumn[];
  /** All columns, a record a row, as data frames take them. */
  readonly rows: readonly TableRow[];
}

/** Loaded images with their classes. */
export interface ImageDataset extends DatasetBase {
  readonly kind: "images";
  readonly train: LabelledImages;
  readonly test: LabelledImages;
  /** Number of classes: labels are below it. */
  readonly classes: number;
}

/** Loaded text in three parts, as it stands in its files, with headings and blank lines: see `runningText`. */
export interface TextDataset extends DatasetBase, TextParts {
  readonly kind: "text";
}

/** A loaded data set; `kind` says which. */
export type Dataset = TableDataset | ImageDataset | TextDataset;

/** The data sets of data/manifest.json: what `loadDataset` gives for each name. */
export interface DatasetTypes {
  readonly "old-faithful": TableDataset;
  readonly mnist: ImageDataset;
  readonly "wikitext-2": TextDataset;
  readonly "wikitext-2-raw": TextDataset;
  readonly "tiny-shakespeare": TextDataset;
}

/** Mime type under which a notebook says which data it used: `{ name, source, note, files }`. */
export const dataMimeType = "application/vnd.model-collapse.data+json";
