/** One file of a data set. Its digest is of the unpacked bytes, so that it also identifies a compressed copy. */
export interface DataFile {
  /** Relative to a data folder. A copy whose name ends in `.gz` as well is accepted. */
  readonly path: string;
  /** Size of the unpacked bytes. */
  readonly bytes: number;
  /** SHA-256 of the unpacked bytes, lower-case hexadecimal. */
  readonly sha256: string;
  /** Where it may be downloaded from, tried in this order; compressed (gzip) or plain. */
  readonly urls: readonly string[];
}

/** A column of a table. */
export interface DataColumn {
  readonly name: string;
  readonly type: "number" | "text";
  /** Unit of a number; absent when it has none. */
  readonly unit?: string;
}

/** What every data set of data/manifest.json says of itself. */
export interface DataEntryBase {
  readonly name: string;
  readonly title: string;
  readonly citation: string;
  readonly licence: string;
  /** All are needed: where one cannot be had, none is used. */
  readonly files: readonly DataFile[];
  /** Name of what is generated when the files cannot be had. */
  readonly standIn: string;
}

/** A table of comma-separated values in one file. */
export interface TableEntry extends DataEntryBase {
  readonly loader: "table";
  readonly columns: readonly DataColumn[];
  readonly rows: number;
}

/** One part of a set of labelled images: paths of its two files, and how many images they hold. */
export interface ImagePart {
  readonly images: string;
  readonly labels: string;
  readonly rows: number;
}

/** Labelled images of one size, in idx files of unsigned bytes, for training and for testing. */
export interface ImageEntry extends DataEntryBase {
  readonly loader: "idx-images";
  readonly height: number;
  readonly width: number;
  readonly classes: number;
  readonly train: ImagePart;
  readonly test: ImagePart;
}

/** Text to train, to validate and to test a language model, in UTF-8. */
export interface TextEntry extends DataEntryBase {
  readonly loader: "text";
  /** Path of the file of each part. Absent for one file, which is split by lines (`splitText`). */
  readonly parts?: { readonly train: string; readonly validation: string; readonly test: string };
}

/** A data set as data/manifest.json describes it. */
export type DataEntry = TableEntry | ImageEntry | TextEntry;

/** Content of data/manifest.json. */
export interface DataManifest {
  readonly dataSets: readonly DataEntry[];
}
